"""One case at a time: asked, scored, and failed with a message that shows why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from qa.errors import InvalidCases
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import parse_cases
from qa.evaluation.cases import Case, Scope
from qa.evaluation.evaluator import Evaluator, Result
from qa.evaluation.loop_thread import LoopThread
from qa.evaluation.metrics import Metric, Score, about, default_metrics
from qa.evaluation.runs import ReviewRow, Row
from qa.evaluation.systems import as_system
from tests.qa.evaluation.builders import (
    SOUND_CASE,
    TEXTS,
    Fixed,
    FixedLowerIsBetter,
    FixedMustHold,
    answer,
    case,
    cite,
    review,
    sound,
)

LID_QUOTE = "The lid rattles all day."


@pytest.fixture(scope="module")
def loop() -> Iterator[LoopThread]:
    loop = LoopThread()
    yield loop
    loop.close()


class Memory:
    """A system that says the same to everyone and remembers what it was asked."""

    def __init__(self, given: SystemAnswer | Exception, reviews: Any = TEXTS) -> None:
        self.asked: list[Case] = []
        self.reviews = reviews
        self._given = given

    def ask(self, case: Case) -> SystemAnswer:
        self.asked.append(case)
        if isinstance(self._given, Exception):
            raise self._given
        return self._given


def result_of(loop: LoopThread, *metrics: Metric, given: SystemAnswer | Exception | None = None) -> Result:
    return Evaluator(as_system(Memory(given or answer())), loop, metrics).ask(case(id="lid"))


# Asking.


def test_a_question_is_asked_in_the_scope_that_is_named(loop: LoopThread) -> None:
    system = Memory(answer(), [review("ana", "It hums.", item_id="kettle"), review("bo", "It drips.")])
    result = Evaluator(as_system(system), loop).ask("Any gripes?", item_id="kettle")
    assert system.asked == [result.case] == [Case(question="Any gripes?", scope=Scope(item_id="kettle"))]
    assert "Scope: item_id kettle (1 reviews)" in result.explain()


def test_a_case_is_asked_as_it_is(loop: LoopThread) -> None:
    system, whole = Memory(answer()), case(id="lid", tags=["dislike"])
    assert Evaluator(as_system(system), loop).ask(whole).case is whole
    assert system.asked == [whole]


def test_a_mapping_with_the_fields_of_a_case_is_one(loop: LoopThread) -> None:
    evaluator = Evaluator(as_system(Memory(sound())), loop)
    result = evaluator.ask(SOUND_CASE)
    assert result.case == Case.model_validate(SOUND_CASE)
    assert result.scores["evidence_hit@1"] == 1.0
    with pytest.raises(ValidationError):
        evaluator.ask({"question": "Why?", "colour": "red"})


def test_evidence_that_is_not_there_is_refused_with_its_line_where_there_is_one(loop: LoopThread) -> None:
    evaluator = Evaluator(as_system(Memory(answer())), loop)
    file = parse_cases("cases:\n  - {id: rust, question: Why?, evidence: [It rusts.]}\n", Path("c.yaml"))
    with pytest.raises(InvalidCases, match=r"^c\.yaml, line 2: case 'rust', evidence 1: 'It rusts\.'"):
        evaluator.ask(file.cases[0], file=file)
    with pytest.raises(InvalidCases, match=r"^case 'rust', evidence 1: "):
        evaluator.ask(file.cases[0])


def test_every_metric_is_used_unless_some_are_chosen(loop: LoopThread) -> None:
    system = as_system(Memory(answer()))
    names = [metric.name for metric in default_metrics()]
    assert [metric.name for metric in Evaluator(system, loop).metrics] == names
    assert Evaluator(system, loop, []).metrics == ()


# What came of it.


def test_a_result_has_answer_case_and_the_scores_that_apply(loop: LoopThread) -> None:
    given = answer(text="It does.")
    result = result_of(
        loop, Fixed(0.5, "half"), Fixed(None, "none"), Fixed(ValueError("x"), "bad"), given=given
    )
    assert result.answer == given
    assert result.case.id == "lid"
    assert result.scores == {"half": 0.5}
    assert result.row.scores["bad"].error == "ValueError: x (builders.py, line 161)"


def test_the_answer_of_a_system_that_failed_is_an_assertion(loop: LoopThread) -> None:
    result = result_of(loop, Fixed(1.0), given=OSError("unplugged"))
    message = "Case lid: the system failed: OSError: unplugged (test_evaluator.py, line 55)"
    with pytest.raises(AssertionError) as raised:
        result.answer  # noqa: B018 - raises
    assert str(raised.value) == result.explain("fixed") == message
    assert result.scores == {}


def test_a_result_explains_itself_by_the_metrics_that_are_named(loop: LoopThread) -> None:
    told = result_of(loop, Fixed(0.5, "half"), Fixed(0.25, "quarter")).explain("half")
    assert told.startswith("Case lid\nQuestion: What about the lid?\n")
    assert "half is 0.5" in told
    assert "quarter" not in told


# Checking.


def test_a_check_that_holds_returns_the_result(loop: LoopThread) -> None:
    result = result_of(loop, Fixed(1.0, "one"), Fixed(0.5, "half"))
    assert result.check("one") is result
    assert result.check("one", "half", at_least=0.5) is result


def test_a_check_fails_with_the_metrics_that_fall_short_and_no_others(loop: LoopThread) -> None:
    result = result_of(loop, Fixed(1.0, "one"), Fixed(0.5, "half"), Fixed(0.25, "quarter"))
    with pytest.raises(AssertionError) as raised:
        result.check("one", "half", "quarter", at_least=0.5)
    told = str(raised.value)
    assert "quarter is 0.25" in told
    assert "one is" not in told
    assert "half is" not in told


def test_without_names_what_must_hold_is_checked(loop: LoopThread) -> None:
    assert result_of(loop, Fixed(0.0, "plain"), FixedMustHold(1.0, "promise")).check()
    with pytest.raises(AssertionError, match=r"promise is 0\.5"):
        result_of(loop, Fixed(0.0, "plain"), FixedMustHold(0.5, "promise")).check()


def test_where_lower_is_better_at_most_the_rest_is_allowed(loop: LoopThread) -> None:
    result = result_of(loop, FixedLowerIsBetter(0.25))
    assert result.check("fixed", at_least=0.75)
    with pytest.raises(AssertionError, match=r"fixed is 0\.25"):
        result.check("fixed", at_least=0.8)
    with pytest.raises(AssertionError):
        result.check("fixed")


def test_a_metric_that_does_not_apply_is_no_fault_and_one_that_failed_is(loop: LoopThread) -> None:
    result = result_of(loop, Fixed(None, "none"), Fixed(ValueError("no words"), "bad"))
    assert result.check("none")
    with pytest.raises(AssertionError, match="bad ValueError: no words"):
        result.check("bad", at_least=0.0)


def test_a_metric_that_there_is_not_is_refused_whatever_was_answered(loop: LoopThread) -> None:
    for given in (answer(), OSError("unplugged")):
        with pytest.raises(ValueError, match=r"^There is no metric 'two'; known are one, promise\.$"):
            result_of(loop, Fixed(1.0, "one"), FixedMustHold(1.0, "promise"), given=given).check("one", "two")


def test_a_system_that_failed_fails_any_check(loop: LoopThread) -> None:
    with pytest.raises(AssertionError, match="the system failed: OSError: unplugged"):
        result_of(loop, Fixed(1.0), given=OSError("unplugged")).check()


@pytest.mark.parametrize(
    ("promise", "sound"), [(1.0, True), (None, True), (0.99, False), (ValueError("x"), False)], ids=repr
)
def test_an_answer_is_sound_where_every_promise_holds(loop: LoopThread, promise: Any, sound: bool) -> None:
    assert result_of(loop, Fixed(0.0, "plain"), FixedMustHold(promise, "promise")).is_sound is sound


def test_a_system_that_failed_is_not_sound(loop: LoopThread) -> None:
    assert not result_of(loop, given=OSError("unplugged")).is_sound


def test_a_score_without_weight_is_no_fault(loop: LoopThread) -> None:
    result = result_of(loop, FixedMustHold(Score(value=0.0, weight=0.0)))
    assert result.is_sound
    assert result.check()


# Results as a run.


def test_results_are_rows_of_a_run_with_the_reviews_that_they_show(loop: LoopThread) -> None:
    metrics = [Fixed(1.0, "one"), FixedMustHold(1.0, "promise")]
    evaluator = Evaluator(as_system(Memory(answer(cite("It came", "dee")))), loop, metrics)
    results = [evaluator.ask("Why?"), evaluator.ask(case(id="lid", evidence=[LID_QUOTE]))]
    run = evaluator.as_run(results, name="suite", cases_file="cases.yaml")
    assert run.rows == (results[0].row, results[1].row)
    assert (run.name, run.cases_file, run.system) == ("suite", "cases.yaml", {"callable": "Memory"})
    assert run.metrics == tuple(about(metric) for metric in metrics)
    assert run.reviews == {key: ReviewRow(text=TEXTS[key]) for key in ("bo", "dee")}


def test_no_results_are_a_run_without_rows(loop: LoopThread) -> None:
    assert Evaluator(as_system(Memory(answer())), loop).as_run([]).rows == ()


def test_a_result_may_know_of_no_reviews() -> None:
    assert Result(Row(key="a", case=case(id="a")), None, []).reviews == {}
