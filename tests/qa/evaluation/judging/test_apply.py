import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from qa.errors import ConfigurationError, JudgeFailed, JudgeUnavailable
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.judging.apply import judge_run
from qa.evaluation.judging.cache import JudgeCache
from qa.evaluation.runs import Run, ScoreRow, load_run, save_run

SUPPORTED = '{"claims": [{"n": 1, "why": "said", "supported": true}]}'
RELEVANT = '{"why": "yes", "relevance": 1}'

Answers = Callable[..., SystemAnswer]
Runs = Callable[..., Run]


@pytest.fixture
def drags(answer: Answers) -> SystemAnswer:
    return answer(("It drags.", (1,)), quotes=("slow",))


class Obliging:
    """Finds all supported and relevant, after a pause. Knows how many asked it at once."""

    name = "obliging"

    def __init__(self, pause: float = 0.0) -> None:
        self.calls = self.at_once = self.most = 0
        self._pause = pause
        self._lock = threading.Lock()

    def complete(self, prompt: str) -> str:
        with self._lock:
            self.calls += 1
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        time.sleep(self._pause)
        with self._lock:
            self.at_once -= 1
        return SUPPORTED if "claim 1" in prompt else RELEVANT


class Failing:
    """Raises the same for every prompt."""

    name = "failing"

    def __init__(self, error: Exception) -> None:
        self.calls = 0
        self._error = error

    def complete(self, prompt: str) -> str:
        self.calls += 1
        raise self._error


def test_every_answer_gets_its_judged_scores_and_the_others_stay(
    run: Runs, drags: SystemAnswer, cache: JudgeCache
) -> None:
    given = run(drags, None)
    judged = judge_run(given, Obliging(), cache)
    assert judged.rows[0].judged == {
        "claim_support": ScoreRow(value=1.0, weight=1),
        "answer_relevance": ScoreRow(value=1.0),
    }
    assert judged.rows[0].model_copy(update={"judged": {}}) == given.rows[0]
    assert judged.rows[1] == given.rows[1]


def test_the_run_names_its_judge(run: Runs, drags: SystemAnswer, cache: JudgeCache) -> None:
    assert judge_run(run(drags), Obliging(), cache).system == {"engine": "extractive", "judge": "obliging"}


def test_a_judged_run_is_read_as_it_was_written(
    run: Runs, drags: SystemAnswer, cache: JudgeCache, tmp_path: Any
) -> None:
    judged = judge_run(run(drags), Obliging(), cache)
    save_run(judged, tmp_path / "run.json")
    assert load_run(tmp_path / "run.json") == judged


def test_a_second_run_asks_nothing(run: Runs, drags: SystemAnswer, cache: JudgeCache) -> None:
    judge = Obliging()
    first = judge_run(run(drags), judge, cache)
    assert judge.calls == 2
    assert judge_run(run(drags), judge, cache) == first
    assert judge.calls == 2


def test_a_changed_answer_is_asked_about(
    run: Runs, drags: SystemAnswer, answer: Answers, cache: JudgeCache
) -> None:
    judge = Obliging()
    judge_run(run(drags), judge, cache)
    judge_run(run(answer(("It drags on.", (1,)), quotes=("slow",))), judge, cache)
    assert judge.calls == 4


def test_a_judge_is_told_once_what_was_wrong_and_the_repaired_reply_is_kept(
    run: Runs, drags: SystemAnswer, cache: JudgeCache, scripted: Any
) -> None:
    judge = scripted(SUPPORTED, "I would say 1.", RELEVANT)
    judged = judge_run(run(drags), judge, cache)
    assert judged.rows[0].judged["answer_relevance"] == ScoreRow(value=1.0)
    assert "it held no JSON object" in judge.prompts[2]
    assert judge_run(run(drags), scripted(), cache) == judged


def test_garbage_twice_is_the_error_of_the_score_and_is_asked_again_next_time(
    run: Runs, drags: SystemAnswer, cache: JudgeCache, scripted: Any
) -> None:
    judged = judge_run(run(drags), scripted(SUPPORTED, "Fine.", "Fine!"), cache).rows[0].judged
    assert judged["claim_support"] == ScoreRow(value=1.0, weight=1)
    assert judged["answer_relevance"] == ScoreRow(
        error="scripted gave no usable verdict, twice: it held no JSON object."
    )
    again = judge_run(run(drags), scripted(RELEVANT), cache).rows[0].judged
    assert again["answer_relevance"] == ScoreRow(value=1.0)


def test_a_call_that_fails_is_the_error_of_its_score_alone(
    run: Runs, drags: SystemAnswer, cache: JudgeCache, scripted: Any
) -> None:
    judged = judge_run(run(drags), scripted(JudgeFailed("Too long."), RELEVANT), cache).rows[0].judged
    assert judged == {"claim_support": ScoreRow(error="Too long."), "answer_relevance": ScoreRow(value=1.0)}


def test_a_judge_that_breaks_does_not_break_the_run(
    run: Runs, drags: SystemAnswer, cache: JudgeCache
) -> None:
    judged = judge_run(run(drags), Failing(ZeroDivisionError("oh")), cache).rows[0].judged
    assert judged["answer_relevance"] == ScoreRow(error="ZeroDivisionError: oh")


def test_a_judge_that_is_misconfigured_is_asked_once(
    run: Runs, drags: SystemAnswer, cache: JudgeCache
) -> None:
    judge = Failing(ConfigurationError("No key."))
    judged = judge_run(run(drags, drags, drags), judge, cache, concurrency=1)
    assert judge.calls == 1
    assert {score.error for row in judged.rows for score in row.judged.values()} == {"No key."}


def test_a_judge_that_is_down_is_asked_five_times(run: Runs, drags: SystemAnswer, cache: JudgeCache) -> None:
    judge = Failing(JudgeUnavailable("Nobody is there."))
    judged = judge_run(run(*[drags] * 4), judge, cache, concurrency=1)
    assert judge.calls == 5
    assert judged.rows[3].judged["answer_relevance"].error == (
        "Not asked: the judge failed 5 times in a row. Nobody is there."
    )


def test_failures_with_a_reply_between_them_do_not_add_up(
    run: Runs, drags: SystemAnswer, cache: JudgeCache, scripted: Any
) -> None:
    judge = scripted(*[JudgeUnavailable("Busy."), RELEVANT] * 6)
    judged = judge_run(run(*[drags] * 6), judge, cache, concurrency=1)
    assert [row.judged["answer_relevance"].value for row in judged.rows] == [1.0] * 6


def test_what_is_kept_is_used_although_the_judge_is_down(
    run: Runs, drags: SystemAnswer, cache: JudgeCache
) -> None:
    judge = Obliging()
    judged = judge_run(run(drags), judge, cache)
    down = Failing(ConfigurationError("No key."))
    down.name = judge.name
    assert judge_run(run(drags), down, cache) == judged


def test_as_many_answers_are_judged_at_once_as_is_asked_for(
    run: Runs, drags: SystemAnswer, cache: JudgeCache
) -> None:
    judge = Obliging(pause=0.05)
    judge_run(run(*[drags] * 9), judge, cache, concurrency=3)
    assert judge.calls == 18
    assert judge.most == 3


def test_progress_counts_the_answers(run: Runs, drags: SystemAnswer, cache: JudgeCache) -> None:
    told: list[tuple[int, int]] = []
    judge_run(
        run(drags, None, drags), Obliging(), cache, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 2), (2, 2)]


def test_a_run_without_rows_is_judged_in_no_time(run: Runs, cache: JudgeCache) -> None:
    assert judge_run(run(), Obliging(), cache).rows == ()
