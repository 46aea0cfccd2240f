"""The adapter merged into weights made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from vectorstore.embedding.adapters import DOWN, UP, merged_weights
from vectorstore.embedding.bundled import MATCHING_ADAPTER, bundled_folder
from vectorstore.opinion.reader import ADAPTER_FILE

LAYER = "encoder.layer.0.output.dense"
MOST_BYTES = 4_000_000


def test_a_dense_layer_gains_up_times_down_and_the_heads_stand_beside_it(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.safetensors", tmp_path / "part.safetensors"
    save_file(
        {f"{LAYER}.weight": np.array([[1, 2, 3], [4, 5, 6]], np.float32), "other": np.ones(2, np.float32)},
        whole,
    )
    save_file(
        {
            LAYER + DOWN: np.array([[1, 0, -1]], np.float16),
            LAYER + UP: np.array([[2], [0.5]], np.float16),
            "heads.weight": np.ones((2, 3), np.float16),
            "heads.bias": np.zeros(2, np.float16),
        },
        part,
    )
    merged = merged_weights(whole, part)
    # (2, .5) outer (1, 0, -1) is added.
    assert merged[f"{LAYER}.weight"].tolist() == [[3, 2, 1], [4.5, 5, 5.5]]
    assert merged["other"].tolist() == [1, 1]
    assert merged["heads.weight"].shape == (2, 3)
    assert set(merged) == {f"{LAYER}.weight", "other", "heads.weight", "heads.bias"}


@pytest.mark.parametrize(
    ("adapter", "beside"),
    [(ADAPTER_FILE, {"heads.weight", "heads.bias"}), (MATCHING_ADAPTER, set())],
    ids=["opinion", "matching"],
)
def test_the_adapters_that_ship_are_small_and_fit_the_encoder(adapter: Path, beside: set[str]) -> None:
    assert adapter.stat().st_size < MOST_BYTES
    encoder = bundled_folder() / "model.safetensors"
    merged, plain = merged_weights(encoder, adapter), load_file(encoder)
    changed = [name for name in plain if not np.array_equal(merged[name], plain[name])]
    assert len(changed) == 36  # six dense layers in each of six
    assert set(merged) - set(plain) == beside


def test_a_part_for_a_layer_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.safetensors", tmp_path / "part.safetensors"
    save_file({"other": np.ones(2, np.float32)}, whole)
    save_file({LAYER + DOWN: np.ones((1, 3), np.float16), LAYER + UP: np.ones((2, 1), np.float16)}, part)
    with pytest.raises(KeyError):
        merged_weights(whole, part)
