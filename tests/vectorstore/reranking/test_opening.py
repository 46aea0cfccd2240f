"""Which reranker a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.reranking import open_reranker
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
