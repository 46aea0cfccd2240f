"""A cross-encoder named by the user: small ones with random weights, saved as a library would save them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding.bundled import bundled_folder
from vectorstore.reranking.named import NamedReranker


def _saved(folder: Path, labels: int, positions: int = 512) -> Path:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(str(bundled_folder()))
    shape = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=positions,
        num_labels=labels,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_model_on_disk_gives_a_probability_for_each_sentence(tmp_path: Path):
    reranker = NamedReranker(str(_saved(tmp_path / "ranks", 1)))

    relevance = reranker.relevance("Any gripes?", ["It drags.", "Lisbon is in Portugal."])

    assert relevance.shape == (2,)
    assert relevance.dtype == np.float32
    assert np.all((relevance > 0) & (relevance < 1))


def test_no_sentences_need_no_model():
    assert NamedReranker("not/there").relevance("Any gripes?", []).shape == (0,)


def test_a_model_that_sorts_into_classes_is_refused(tmp_path: Path):
    reranker = NamedReranker(str(_saved(tmp_path / "sorts", 3)))

    with pytest.raises(ConfigurationError, match="gives 3 numbers"):
        reranker.relevance("Any gripes?", ["It drags."])


def test_a_model_that_is_not_there_is_told_by_its_name(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="nowhere cannot be loaded"):
        NamedReranker(str(tmp_path / "nowhere")).relevance("Any gripes?", ["It drags."])


def test_a_model_that_could_not_be_loaded_is_not_tried_again(tmp_path: Path):
    reranker = NamedReranker(str(tmp_path / "late"))
    with pytest.raises(ConfigurationError):
        reranker.relevance("Any gripes?", ["It drags."])
    _saved(tmp_path / "late", 1)

    with pytest.raises(ConfigurationError, match="late cannot be loaded"):
        reranker.relevance("Any gripes?", ["It drags."])


def test_texts_longer_than_the_model_reads_and_what_is_no_text_are_read(tmp_path: Path):
    reranker = NamedReranker(str(_saved(tmp_path / "short", 1, positions=128)))

    assert reranker.relevance("Any gripes?", ["It drags on. " * 200, "\ud800"]).shape == (2,)
