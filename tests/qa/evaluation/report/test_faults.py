from __future__ import annotations

from typing import Any

from qa.evaluation.answers import AnswerClaim, SystemAnswer
from qa.evaluation.report.faults import fault_groups
from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import MetricInfo, ReviewRow, Row, ScoreRow

REFUSAL = SystemAnswer(text="The reviews do not say.", answered=False)


def groups(
    *rows: Row, metrics: tuple[MetricInfo, ...] = (), reviews: Any = None
) -> dict[str, tuple[int, ...]]:
    seen = [Seen(row=row, reviews=reviews or {}) for row in rows]
    return {group.id: group.cases for group in fault_groups(seen, metrics)}


def test_a_system_error_is_a_group_with_nothing_else(make_row: Any) -> None:
    row = make_row(answer=None, error="TimeoutError: too slow", case={"must_contain": ["soup"]})
    assert groups(row) == {"system-error": (0,)}


def test_refusing_and_answering_are_faults_only_on_the_wrong_cases(make_row: Any) -> None:
    silent = {"answerable": False}
    rows = [
        make_row(answer=REFUSAL),
        make_row(answer=REFUSAL, case=silent),
        make_row(case=silent),
        make_row(),
    ]
    assert groups(*rows) == {"refused": (0,), "unfounded": (2,)}


def test_the_largest_group_comes_first(make_row: Any) -> None:
    rows = [make_row(case={"answerable": False}), make_row(answer=REFUSAL), make_row(answer=REFUSAL)]
    assert list(groups(*rows)) == ["refused", "unfounded"]


def test_one_broken_promise_comes_before_any_number_of_other_faults(make_row: Any) -> None:
    rows = [make_row(answer=REFUSAL), make_row(answer=REFUSAL), make_row(answer=None, error="down")]
    assert list(groups(*rows)) == ["system-error", "refused"]


def test_a_metric_decides_where_it_scored(make_row: Any) -> None:
    answer = SystemAnswer(text="Yes [4].", answered=True)
    assert groups(make_row(answer=answer)) == {"citation_form": (0,)}
    assert groups(make_row(answer=answer, scores={"citation_form": 1.0})) == {}
    claims = SystemAnswer(text="Yes.", answered=True, claims=(AnswerClaim(text="Yes."),))
    assert groups(make_row(answer=claims, scores={"citation_form": 0.0})) == {"citation_form": (0,)}


def test_quotes_are_checked_without_a_metric(make_row: Any, citing: Any) -> None:
    text = "The soup was cold."
    answer = citing(("r", text, "soup was cold"))
    assert groups(make_row(answer=answer), reviews={"r": ReviewRow(text=text)}) == {}
    assert groups(make_row(answer=answer), reviews={"r": ReviewRow(text="Nothing like that here.")}) == {
        "quote_validity": (0,)
    }


def test_an_unknown_metric_that_must_hold_has_a_group_of_its_own(make_row: Any) -> None:
    info = MetricInfo(name="politeness", must_hold=True, about="Says please.")
    rows = [make_row(scores={"politeness": 1.0}), make_row(scores={"politeness": 0.5})]
    assert groups(*rows, metrics=(info,)) == {"politeness": (1,)}


def test_a_metric_that_failed_is_apart_from_a_judge_that_did(make_row: Any) -> None:
    failed = {"tone": ScoreRow(error="it fell asleep")}
    rows = [make_row(scores=failed), make_row(judged=failed)]
    assert groups(*rows) == {"metric-error": (0,), "judge-error": (1,)}
    grave = {group.id: group.grave for group in fault_groups([Seen(row=row, reviews={}) for row in rows], ())}
    assert grave == {"metric-error": True, "judge-error": False}


def test_a_promise_may_be_better_the_lower(make_row: Any) -> None:
    info = MetricInfo(name="rudeness", must_hold=True, higher_is_better=False)
    rows = [make_row(scores={"rudeness": 0.0}), make_row(scores={"rudeness": 0.5})]
    assert groups(*rows, metrics=(info,)) == {"rudeness": (1,)}
