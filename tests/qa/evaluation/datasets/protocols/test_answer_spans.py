from pathlib import Path

import pytest

from qa.evaluation.datasets.protocols.answer_spans import macro_over, rank_spans
from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.subjqa import Corpus, corpus_of, read_subjqa
from tests.qa.evaluation.datasets.writing import annotation, write_subjqa


def corpus(tmp_path: Path, *rows: dict[str, str], domain: str = "grocery") -> Corpus:
    return corpus_of(domain, read_subjqa(write_subjqa(tmp_path / "a.csv", rows)))


def test_the_review_scope_ranks_the_answering_review_alone(tmp_path: Path) -> None:
    rows = [
        annotation("Is the lid loose?", "It boils. A loose lid.", "loose lid"),
        annotation("Is it red?", "Loose, the lid is loose."),
    ]
    measures = rank_spans(corpus(tmp_path, *rows), Bm25Ranker()).measures
    assert measures["sentence", "review"].recall[1] == 1.0
    assert measures["sentence", "review"].chance[1] == 0.5
    assert measures["sentence", "item"].chance[1] == pytest.approx(1 / 3)


def test_good_words_in_another_review_of_the_item_count_as_wrong(tmp_path: Path) -> None:
    rows = [
        annotation("Is the lid loose?", "Wobbly lid.", "wobbly lid"),
        annotation("Is it red?", "Loose lid."),
    ]
    found = rank_spans(corpus(tmp_path, *rows), Bm25Ranker()).measures["sentence", "item"]
    assert (found.recall[1], found.mrr) == (0.0, 0.5)


def test_a_chunk_is_a_passage_of_several_sentences(tmp_path: Path) -> None:
    rows = [annotation("Is the lid loose?", "It boils. A loose lid.", "loose lid")]
    assert rank_spans(corpus(tmp_path, *rows), Bm25Ranker()).measures["chunk", "review"].chance[1] == 1.0


def test_a_domain_without_an_answerable_question_has_no_measures(tmp_path: Path) -> None:
    found = rank_spans(corpus(tmp_path, annotation("Why?", "It boils.")), Bm25Ranker())
    assert found.measures == {}
    assert macro_over([found]) == {}


def test_domains_count_the_same(tmp_path: Path) -> None:
    hit = annotation("Is the lid loose?", "It boils. A loose lid.", "loose lid")
    miss = annotation("Is the lid loose?", "It boils. A loose lid.", "boils")
    findings = [
        rank_spans(corpus(tmp_path, hit, domain="books"), Bm25Ranker()),
        rank_spans(corpus(tmp_path, miss, domain="movies"), Bm25Ranker()),
    ]
    assert macro_over(findings)["sentence", "review"].recall[1] == 0.5
