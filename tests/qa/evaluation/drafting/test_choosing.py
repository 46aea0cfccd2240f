from __future__ import annotations

from typing import Any

import pytest

from qa.errors import InvalidCases
from qa.evaluation.cases import Case
from qa.evaluation.drafting.choosing import Choosing
from qa.evaluation.drafting.proposals import Proposal


def proposal(question: str, **fields: Any) -> Proposal:
    case = Case.model_validate({"id": question, "question": question, **fields})
    return Proposal(case=case, sort="like", aspect="", worth=1.0)


@pytest.fixture
def choosing() -> Choosing:
    return Choosing(
        [
            proposal("A?", evidence=["one", "two"], stance="positive", tags=["x"]),
            proposal("B?", evidence=["three"], counts={"mentioning": {"min": 2, "max": 3}}),
            proposal("C?", answerable=False),
        ]
    )


def question(choosing: Choosing) -> str | None:
    return None if choosing.current is None else choosing.current.question


def test_cases_are_kept_and_refused_in_order(choosing: Choosing) -> None:
    choosing.keep()
    choosing.refuse()
    assert (question(choosing), choosing.place, choosing.total) == ("C?", 3, 3)
    choosing.keep()
    assert choosing.current is None
    assert [case.question for case in choosing.kept] == ["A?", "C?"]


def test_the_last_decision_can_be_taken_back_with_what_was_changed(choosing: Choosing) -> None:
    assert choosing.undo() is False
    choosing.ask("A, really?")
    choosing.keep()
    assert choosing.undo() is True
    assert question(choosing) == "A, really?"
    assert choosing.kept == []


def test_a_question_can_be_put_in_other_words(choosing: Choosing) -> None:
    choosing.ask("  And now? ")
    choosing.keep()
    assert choosing.kept[0].question == "And now?"
    assert question(choosing) == "B?"


def test_words_that_are_no_question_leave_it_as_it_was(choosing: Choosing) -> None:
    with pytest.raises(InvalidCases):
        choosing.ask("x" * 3_000)
    assert question(choosing) == "A?"


def test_evidence_is_dropped_by_its_number(choosing: Choosing) -> None:
    assert choosing.drop_evidence(1)
    assert not choosing.drop_evidence(2)
    assert not choosing.drop_evidence(0)
    choosing.keep()
    assert [point.written() for point in choosing.kept[0].evidence] == ["two"]


def test_a_count_falls_with_the_evidence(choosing: Choosing) -> None:
    choosing.refuse()
    assert choosing.drop_evidence(1)
    choosing.keep()
    assert choosing.kept[0].written()["counts"] == {"mentioning": {"min": 1, "max": 2}}


def test_what_the_reviews_do_not_answer_has_no_evidence_and_that_can_be_taken_back(
    choosing: Choosing,
) -> None:
    choosing.ask("A, really?")
    choosing.toggle_answerable()
    assert choosing.current is not None
    assert (choosing.current.answerable, choosing.current.evidence, choosing.current.stance) == (
        False,
        (),
        None,
    )
    choosing.toggle_answerable()
    assert choosing.current is not None
    assert choosing.current.answerable
    assert len(choosing.current.evidence) == 2
    assert choosing.current.question == "A, really?"


def test_a_question_proposed_as_silent_can_be_made_answerable(choosing: Choosing) -> None:
    choosing.refuse()
    choosing.refuse()
    choosing.toggle_answerable()
    assert choosing.current is not None
    assert choosing.current.answerable


def test_nothing_is_decided_beyond_the_end() -> None:
    with pytest.raises(IndexError):
        Choosing([]).keep()
