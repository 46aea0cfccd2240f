from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from qa.answering.remarks import Remarks
from qa.evidence import Evidence, Speaker
from qa.models import Review

TEXT = "It is a lamp. Superb base! Dreadful shade. Nice cord."
PLACES = [(0, 13), (14, 26), (27, 42), (43, 53)]


@pytest.fixture
def lamp(review: Callable[..., Review]) -> Review:
    return review(TEXT, "a")


def block(content_hash: str = "a") -> Evidence:
    """Four sentences: no opinion, for, against, and hardly for."""
    return Evidence(
        speakers=(Speaker(review_id="a", content_hash=content_hash, voice=0),),
        review_of=np.zeros(4, dtype=np.int32),
        ordinals=np.arange(4, dtype=np.int32),
        chunks=np.zeros(4, dtype=np.int32),
        starts=np.array([start for start, _ in PLACES], dtype=np.int32),
        ends=np.array([end for _, end in PLACES], dtype=np.int32),
        vectors=np.eye(4, dtype=np.float32),
        opinion=np.array([0.0, 0.9, 0.9, 0.5], dtype=np.float32),
        polarity=np.array([0.9, 0.9, -0.9, 0.4], dtype=np.float32),
    )


def texts(remarks: Remarks, *arguments: np.ndarray) -> list[str]:  # type: ignore[type-arg]  # any of two kinds
    return [one.hit.text for one in remarks.best(*arguments)]


def test_sentences_that_take_a_side_are_remarks_the_surest_first(lamp: Review) -> None:
    remarks = Remarks([block()], {"a": lamp}, lambda hit: 0.0)
    assert texts(remarks) == ["Superb base!", "Dreadful shade.", "Nice cord."]
    assert [one.side for one in remarks.best()] == ["positive", "negative", "positive"]


def test_how_a_sentence_reads_and_how_near_it_is_move_it(lamp: Review) -> None:
    remarks = Remarks([block()], {"a": lamp}, lambda hit: 0.5 if hit.text == "Nice cord." else 0.2)
    assert texts(remarks)[-1] == "Nice cord."
    near = np.array([0.0, 0.0, 1.0], dtype=np.float32)
    assert texts(remarks, np.ones(3, dtype=np.bool_), near)[0] == "Nice cord."


def test_what_cannot_be_quoted_is_left_out(lamp: Review) -> None:
    remarks = Remarks([block()], {"a": lamp}, lambda hit: None if "base" in hit.text else 0.0)
    assert "Superb base!" not in texts(remarks)


def test_only_the_remarks_that_are_asked_for_are_given(lamp: Review) -> None:
    remarks = Remarks([block()], {"a": lamp}, lambda hit: 0.0)
    assert texts(remarks, remarks.naming([("a", 2), ("b", 1)])) == ["Dreadful shade."]


def test_reviews_that_changed_or_are_not_read_make_no_remarks(lamp: Review) -> None:
    assert len(Remarks([block("changed")], {"a": lamp}, lambda hit: 0.0)) == 0
    none = Remarks([block()], {}, lambda hit: 0.0)
    assert none.best() == ()
    assert none.closeness(np.eye(4, dtype=np.float32)).shape == (0, 4)
