from pathlib import Path

import pytest

from qa.alignment import Span
from qa.errors import UnreadableSource
from qa.evaluation.datasets.subjqa import corpus_of, load_corpus, read_subjqa
from tests.qa.evaluation.datasets.writing import annotation, write_subjqa

REVIEW = "It boils fast. The lid, it's loose."


def test_the_stray_mark_is_cut_off_the_review_and_counted(tmp_path: Path) -> None:
    path = write_subjqa(tmp_path / "grocery.dev.csv", [annotation("How is the lid?", REVIEW)])
    assert read_subjqa(path)[0].review == REVIEW
    assert load_corpus(tmp_path, "grocery", "dev").stripped == 1


def test_any_annotator_makes_a_question_answerable(tmp_path: Path) -> None:
    rows = [
        annotation("How is the lid?", REVIEW),
        annotation("How is the lid?", REVIEW, "the lid , it 's loose", hint=15),
        annotation("How is the spout?", REVIEW),
    ]
    corpus = corpus_of("grocery", read_subjqa(write_subjqa(tmp_path / "a.csv", rows)))
    assert [question.text for question in corpus.questions] == ["How is the lid?"]
    assert corpus.questions[0].spans == (Span(15, 34),)
    assert (corpus.asked, corpus.unlocated) == (2, 0)


def test_an_answer_that_is_not_in_the_review_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = [annotation("How is the lid?", REVIEW, "made of copper")]
    corpus = corpus_of("grocery", read_subjqa(write_subjqa(tmp_path / "a.csv", rows)))
    assert (corpus.questions, corpus.unlocated) == ((), 1)


def test_sentences_are_rows_of_the_whole_corpus(tmp_path: Path) -> None:
    rows = [annotation("Why?", REVIEW), annotation("Why?", "Third. Fourth.", item="pan")]
    corpus = corpus_of("grocery", read_subjqa(write_subjqa(tmp_path / "a.csv", rows)))
    assert corpus.sentence_texts() == ["It boils fast.", "The lid, it's loose.", "Third.", "Fourth."]
    assert [review.first_row for review in corpus.reviews] == [0, 2]


def test_the_scope_of_a_question_is_its_item(tmp_path: Path) -> None:
    rows = [
        annotation("How is it?", "It leaks.", "It leaks"),
        annotation("How is it?", "A heavy pan.", item="pan"),
        annotation("How is it?", "It whistles."),
    ]
    corpus = corpus_of("grocery", read_subjqa(write_subjqa(tmp_path / "a.csv", rows)))
    assert corpus.scope(corpus.questions[0]) == [0, 2]


def test_indices_that_are_none_are_named_with_their_line(tmp_path: Path) -> None:
    bad = {**annotation("Why?", REVIEW), "human_ans_indices": "nowhere"}
    path = write_subjqa(tmp_path / "a.csv", [annotation("How?", REVIEW), bad])
    with pytest.raises(UnreadableSource, match=r"a\.csv, line 3: human_ans_indices is 'nowhere'"):
        read_subjqa(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"books\.dev\.csv cannot be read"):
        load_corpus(tmp_path, "books", "dev")
