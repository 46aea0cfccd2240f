"""Which reranker a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.reranking import open_reranker, open_side_reader
from vectorstore.reranking.bundled import BundledReranker
from vectorstore.reranking.named import NamedReranker


@pytest.mark.parametrize("name", [None, "", "default", "bundled"])
def test_no_name_means_the_bundled_one(name: str | None, tmp_path: Path):
    assert isinstance(open_reranker(name, tmp_path), BundledReranker)


def test_none_means_no_reranking(tmp_path: Path):
    assert open_reranker("none", tmp_path) is None


def test_any_other_name_is_a_models(tmp_path: Path):
    opened = open_reranker(" some/cross-encoder ", tmp_path)

    assert isinstance(opened, NamedReranker)
    assert opened.name == "some/cross-encoder"


def test_sides_are_counted_by_the_bundled_one_whichever_orders(tmp_path: Path):
    bundled = open_reranker(None, tmp_path)

    assert open_side_reader(bundled, tmp_path) is bundled
    assert isinstance(open_side_reader(NamedReranker("some/cross-encoder"), tmp_path), BundledReranker)
    assert open_side_reader(None, tmp_path) is None
