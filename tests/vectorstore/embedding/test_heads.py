"""An encoder with heads of its own, over texts and pairs of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding.heads import HeadsReader
from vectorstore.opinion.reader import ADAPTER_FILE as OPINION
from vectorstore.reranking.bundled import ADAPTER_FILE as RERANKING


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


def test_the_adapters_heads_tell_how_many_numbers_there_are(cache: Path):
    assert HeadsReader("opinion-reader", OPINION, cache).read(["It drags."]).shape == (1, 2)
    assert HeadsReader("reranker", RERANKING, cache).read([("Any gripes?", "It drags.")]).shape == (1, 1)


def test_what_the_same_input_is_read_as_is_given_in_each_of_its_places(cache: Path):
    reader = HeadsReader("opinion-reader", OPINION, cache)

    read = reader.read(["It drags.", "A joy.", "It drags."])

    np.testing.assert_array_equal(read[0], read[2])
    assert not np.allclose(read[0], read[1])


def test_a_pair_is_read_in_its_order(cache: Path):
    reader = HeadsReader("reranker", RERANKING, cache)

    asked, turned = reader.read(
        [("Any gripes?", "It drags terribly."), ("It drags terribly.", "Any gripes?")]
    )

    assert not np.allclose(asked, turned)


def test_an_export_that_is_damaged_is_told_with_the_way_out(tmp_path: Path):
    reader = HeadsReader("opinion-reader", OPINION, tmp_path)
    reader.read(["It drags."])
    model = next(tmp_path.glob("opinion-reader-*/model.onnx"))
    model.write_bytes(b"\0" * model.stat().st_size)

    with pytest.raises(ConfigurationError, match="Delete that folder"):
        HeadsReader("opinion-reader", OPINION, tmp_path).read(["It drags."])


def test_an_adapter_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="install again"):
        HeadsReader("opinion-reader", tmp_path / "gone.safetensors", tmp_path).read(["It drags."])
