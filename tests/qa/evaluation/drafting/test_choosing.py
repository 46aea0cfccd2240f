from __future__ import annotations

from typing import Any

import pytest

from qa.errors import InvalidCases
from qa.evaluation.cases import Case
from qa.evaluation.drafting.choosing import Choosing
from qa.evaluation.drafting.proposals import Proposal

COPIED = {"any_of": [{"quote": "four", "review": "r4"}, {"quote": "four", "review": "r5"}]}


def proposal(question: str, **fields: Any) -> Proposal:
    case = Case.model_validate({"id": question, "question": question, **fields})
    return Proposal(case=case, sort="like", aspect="", worth=1.0)


@pytest.fixture
def choosing() -> Choosing:
    return Choosing(
        [
            proposal("A?", evidence=["one", "two"], stance="positive", tags=["x"]),
            proposal("B?", evidence=["three", COPIED], counts={"mentioning": {"min": 3, "max": 4}}),
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


def written(choosing: Choosing) -> dict[str, Any] | None:
    return None if choosing.current is None else choosing.current.written()


def test_where_nothing_was_done_nothing_is_undone(choosing: Choosing) -> None:
    assert choosing.undo() is None


def test_undo_takes_back_one_thing_at_a_time_across_cases(choosing: Choosing) -> None:
    seen = [written(choosing)]
    for act in (
        lambda: choosing.ask("A, really?"),
        lambda: choosing.drop_evidence(1),
        choosing.keep,
        choosing.toggle_answerable,
        choosing.refuse,
        choosing.keep,
    ):
        act()
        seen.append(written(choosing))
    steps = []
    for before in reversed(seen[:-1]):
        steps.append(choosing.undo())
        assert written(choosing) == before
    assert steps == ["kept", "refused", "toggled", "kept", "dropped", "asked"]
    assert choosing.undo() is None
    assert (choosing.place, choosing.kept) == (1, [])


def test_what_changed_nothing_is_nothing_to_undo(choosing: Choosing) -> None:
    choosing.drop_evidence(1)
    choosing.ask("A?")
    assert not choosing.drop_evidence(7)
    assert choosing.undo() == "dropped"


def test_an_answerable_case_without_evidence_is_not_kept(choosing: Choosing) -> None:
    choosing.drop_evidence(2)
    assert not choosing.lacks_evidence
    choosing.drop_evidence(1)
    assert choosing.lacks_evidence
    assert choosing.keep() is False
    assert (question(choosing), choosing.kept) == ("A?", [])


def test_a_case_without_evidence_is_kept_as_one_that_the_reviews_do_not_answer(choosing: Choosing) -> None:
    choosing.drop_evidence(1)
    choosing.drop_evidence(1)
    choosing.toggle_answerable()
    assert choosing.keep() is True
    assert choosing.kept[0].written() == {"id": "A?", "question": "A?", "tags": ["x"], "answerable": False}


def test_evidence_that_was_dropped_stays_out_when_the_case_is_answerable_again(choosing: Choosing) -> None:
    choosing.drop_evidence(1)
    choosing.toggle_answerable()
    choosing.toggle_answerable()
    assert choosing.current is not None
    assert [point.written() for point in choosing.current.evidence] == ["two"]


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


@pytest.mark.parametrize(("dropped", "left"), [(1, {"min": 2, "max": 3}), (2, {"min": 1, "max": 2})])
def test_a_count_falls_by_the_reviews_of_the_evidence(
    choosing: Choosing, dropped: int, left: dict[str, int]
) -> None:
    choosing.refuse()
    assert choosing.drop_evidence(dropped)
    choosing.keep()
    assert choosing.kept[0].written()["counts"] == {"mentioning": left}


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
