"""Cases put to a system: every one becomes a row, in order, whatever the system does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InvalidCases, PullquoteError
from qa.evaluation import runner
from qa.evaluation.answers import SystemAnswer
from qa.evaluation.case_files import parse_cases
from qa.evaluation.cases import Case
from qa.evaluation.metrics import about, default_metrics
from qa.evaluation.reviews import MemoryReviews, ReviewText
from qa.evaluation.runner import evaluate, judge_case, judge_seen
from qa.evaluation.runs import Row, Run, ScoreRow
from qa.evaluation.systems import as_system
from tests.qa.evaluation.builders import REVIEWS, TEXTS, Fixed, answer, case, cite, prepared

CASES = [case(id=key, question=f"What of {key}?") for key in ("one", "two", "three", "four", "five", "six")]
LID_QUOTE = "The lid rattles all day."


class Kettle:
    """A whole system, which does as it is told."""

    about: dict[str, Any] = {"brand": "tin"}  # noqa: RUF012 - as any system may have it

    def __init__(self, does: Callable[[Case], Any] = lambda _: answer(), reviews: Any = REVIEWS) -> None:
        self.reviews = reviews if isinstance(reviews, MemoryReviews) else MemoryReviews(reviews)
        self._does = does

    async def ask(self, case: Case) -> Any:
        done = self._does(case)
        return await done if asyncio.iscoroutine(done) else done


class Retrieving(Kettle):
    """A system that can be asked for what it finds by itself."""

    def __init__(self, finds: Callable[[], Any], gives: SystemAnswer | None = None) -> None:
        super().__init__(lambda _: gives or answer())
        self._finds = finds

    async def retrieve(self, case: Case) -> Any:
        found = self._finds()
        return await found if asyncio.iscoroutine(found) else found


def run_of(does: Any, cases: Sequence[Case] = CASES[:3], **options: Any) -> Run:
    system = does if isinstance(does, Kettle) else as_system(does, TEXTS)
    return asyncio.run(evaluate(cases, system, **{"metrics": [Fixed(1.0)], **options}))


def row_of(system: Kettle) -> Row:
    return asyncio.run(judge_case(prepared(), system, [Fixed(1.0)]))


def others_are_scored(run: Run) -> bool:
    """Whether all but the second of three cases were answered and scored."""
    first, _, third = run.rows
    return all(row.error is None and row.scores == {"fixed": ScoreRow(value=1.0)} for row in (first, third))


def _unplugged() -> Any:
    raise OSError("unplugged")


def for_the_second(does: Callable[[], Any]) -> Callable[[Case], Any]:
    return lambda case: does() if case.id == "two" else answer()


# Order, how many at once, and progress.


def test_rows_are_in_the_order_of_the_cases_though_the_last_is_answered_first() -> None:
    async def last_first() -> tuple[Run, list[str]]:
        done = {case.key: asyncio.Event() for case in CASES[:3]}
        answered: list[str] = []

        async def ask(case: Case) -> SystemAnswer:
            if case.key != "three":
                await done["three" if case.key == "two" else "two"].wait()
            answered.append(case.key)
            done[case.key].set()
            return answer(text=case.key)

        return await evaluate(CASES[:3], Kettle(ask), concurrency=3), answered

    run, answered = asyncio.run(last_first())
    assert answered == ["three", "two", "one"]
    assert [row.key for row in run.rows] == ["one", "two", "three"]
    assert [row.answer and row.answer.text for row in run.rows] == ["one", "two", "three"]


class Crowd:
    """Counts how many are asked at once."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        yield
        with self._lock:
            self.now -= 1

    async def ask(self, _: Case) -> SystemAnswer:
        with self.one_more():
            for _turn in range(20):
                await asyncio.sleep(0)
        return answer()


@pytest.mark.parametrize(("options", "most"), [({"concurrency": 1}, 1), ({}, 2), ({"concurrency": 4}, 4)])
def test_so_many_cases_are_asked_at_once_and_no_more(options: dict[str, int], most: int) -> None:
    crowd = Crowd()
    run_of(Kettle(crowd.ask), CASES, **options)
    assert crowd.most == most


def test_blocking_functions_are_asked_at_once_as_well() -> None:
    crowd, pairs = Crowd(), threading.Barrier(2, timeout=10)

    def ask(_: Case) -> SystemAnswer:
        with crowd.one_more():
            pairs.wait()  # nobody leaves before a second came
            time.sleep(0.01)
        return answer()

    run = run_of(ask, CASES, concurrency=2)
    assert [row.error for row in run.rows] == [None] * 6
    assert crowd.most == 2


def test_none_at_once_is_refused() -> None:
    async def soon() -> None:
        async with asyncio.timeout(1):
            await evaluate(CASES[:1], Kettle(), concurrency=0)

    with pytest.raises((ValueError, PullquoteError)):
        asyncio.run(soon())


def test_progress_is_told_after_every_case_answered_or_not() -> None:
    told: list[tuple[int, int]] = []

    run_of(for_the_second(_unplugged), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_of_no_cases_has_no_rows() -> None:
    assert run_of(Kettle(), []).rows == ()


# What a system may do.


def test_what_a_system_raises_is_the_error_of_its_row() -> None:
    run = run_of(for_the_second(_unplugged))
    assert run.rows[1].error == "OSError: unplugged (test_runner.py, line 74)"
    assert run.rows[1].answer is None
    assert run.rows[1].scores == {}
    assert others_are_scored(run)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case may take 50 ms."""
    monkeypatch.setattr(runner, "CASE_TIMEOUT_S", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_system_that_hangs_is_a_row() -> None:
    run = run_of(Kettle(for_the_second(lambda: asyncio.sleep(60))))
    assert str(run.rows[1].error).startswith("TimeoutError")
    assert 50 <= run.rows[1].latency_ms < 10_000
    assert others_are_scored(run)


@pytest.mark.usefixtures("impatient")
def test_a_blocking_function_that_hangs_is_a_row() -> None:
    released = threading.Event()
    system = as_system(for_the_second(released.wait), TEXTS)

    async def hang() -> Run:
        try:
            return await evaluate(CASES[:3], system, metrics=[Fixed(1.0)])
        finally:
            released.set()

    run = asyncio.run(hang())
    assert str(run.rows[1].error).startswith("TimeoutError")
    assert others_are_scored(run)


RUBBISH = [
    None,
    7,
    "It rattles.",
    {},
    {"answer": "It rattles."},
    {"text": "Yes.", "mood": "glum"},
    [answer()],
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_a_function_that_returns_rubbish_is_a_row(rubbish: Any) -> None:
    run = run_of(for_the_second(lambda: rubbish))
    assert str(run.rows[1].error).startswith(
        ("SystemAnswer is not valid: ", "TypeError: an answer is a mapping")
    )
    assert others_are_scored(run)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=repr)
def test_a_whole_system_that_returns_rubbish_is_a_row(rubbish: Any) -> None:
    run = run_of(Kettle(for_the_second(lambda: rubbish)))
    assert run.rows[1].error is not None
    assert others_are_scored(run)


def test_a_system_whose_own_work_was_cancelled_is_a_row() -> None:
    async def cancelled() -> SystemAnswer:
        own = asyncio.ensure_future(asyncio.sleep(60, answer()))
        own.cancel()
        return await own

    run = run_of(Kettle(for_the_second(cancelled)))
    assert run.rows[1].error is not None
    assert others_are_scored(run)


@pytest.mark.usefixtures("impatient")
def test_a_function_that_runs_out_of_an_iterator_is_told_as_such() -> None:
    run = run_of(for_the_second(lambda: next(iter(()))))
    assert "StopIteration" in str(run.rows[1].error)


def test_a_run_or_a_case_that_is_cancelled_ends_what_was_asked() -> None:
    ended: list[str] = []

    async def cancel() -> None:
        asked = asyncio.Event()

        async def ask(case: Case) -> SystemAnswer:
            asked.set()
            try:
                return await asyncio.sleep(60, answer())
            finally:
                ended.append(case.key)

        of_a_run = asyncio.create_task(evaluate(CASES[:3], Kettle(ask), concurrency=3))
        await asked.wait()
        of_a_case = asyncio.create_task(judge_case(prepared(CASES[3]), Kettle(ask), []))
        await asyncio.sleep(0)
        for work in (of_a_run, of_a_case):
            work.cancel()
            with pytest.raises(asyncio.CancelledError):
                await work

    asyncio.run(cancel())
    assert ended == ["one", "two", "three", "four"]


def test_a_review_that_cannot_be_fetched_is_a_finding_of_one_case() -> None:
    class Unplugged(MemoryReviews):
        async def get(self, review_id: str) -> ReviewText | None:
            raise OSError("unplugged")

    elsewhere = answer(cite("It came", "dee").model_copy(update={"review_id": "elsewhere"}))
    run = run_of(Kettle(for_the_second(lambda: elsewhere), Unplugged(REVIEWS)))
    assert others_are_scored(run)


# What a system finds by itself.


def test_what_a_system_retrieves_is_part_of_the_answer_and_takes_none_of_its_time() -> None:
    async def slowly() -> Any:
        await asyncio.sleep(0.2)
        return [cite("The lid")]

    row = row_of(Retrieving(slowly))
    assert row.answer is not None
    assert row.answer.retrieved == (cite("The lid"),)
    assert row.latency_ms < 200


def test_a_system_that_told_what_it_retrieved_is_not_asked_again() -> None:
    asked: list[str] = []
    row = row_of(Retrieving(lambda: asked.append("again"), answer(retrieved=())))
    assert row.answer is not None
    assert row.answer.retrieved == ()
    assert asked == []


@pytest.mark.parametrize("finds", [lambda: None, _unplugged], ids=["nothing", "fails"])
def test_an_answer_without_its_retrieval_is_judged_without(finds: Callable[[], Any]) -> None:
    row = row_of(Retrieving(finds))
    assert row.answer == answer()
    assert row.scores == {"fixed": ScoreRow(value=1.0)}


@pytest.mark.parametrize("rubbish", [7, ["The lid"]], ids=repr)
def test_a_retrieval_of_rubbish_is_judged_without(rubbish: Any) -> None:
    assert row_of(Retrieving(lambda: rubbish)).scores == {"fixed": ScoreRow(value=1.0)}


@pytest.mark.usefixtures("impatient")
def test_a_retrieval_that_hangs_is_judged_without() -> None:
    async def soon() -> Row:
        async with asyncio.timeout(1):
            return await judge_case(prepared(), Retrieving(lambda: asyncio.sleep(60)), [Fixed(1.0)])

    assert asyncio.run(soon()).scores == {"fixed": ScoreRow(value=1.0)}


def test_an_answer_comes_with_all_it_was_judged_by() -> None:
    row, seen = asyncio.run(judge_seen(prepared(), Kettle(lambda _: answer(cite("The lid"))), []))
    assert seen is not None
    assert seen.answer == row.answer == answer(cite("The lid"))
    assert set(seen.reviews) == set(TEXTS)
    assert asyncio.run(judge_seen(prepared(), Kettle(lambda _: _unplugged()), []))[1] is None


# The run.


def test_a_run_says_what_was_asked_by_what_and_when() -> None:
    run = run_of(Kettle(), metrics=[Fixed(1.0, "first"), Fixed(0.0, "second")], name="nightly", version="2.0")
    assert (run.name, run.version, run.system) == ("nightly", "2.0", {"brand": "tin"})
    assert run.metrics == (about(Fixed(1.0, "first")), about(Fixed(1.0, "second")))
    assert (run.cases_file, run.floors) == ("", ())
    assert datetime.fromisoformat(run.started).utcoffset() == timedelta(0)
    assert 0 <= run.seconds < 60


def test_a_run_is_scored_by_every_metric_unless_some_are_chosen() -> None:
    run = asyncio.run(evaluate(CASES[:1], Kettle()))
    assert [info.name for info in run.metrics] == [metric.name for metric in default_metrics()]
    assert run_of(Kettle(), metrics=[]).metrics == ()


def test_a_run_holds_the_reviews_that_it_shows() -> None:
    run = run_of(Kettle(lambda _: answer(cite("It came", "dee"))), [case(evidence=[LID_QUOTE])])
    assert {key: shown.text for key, shown in run.reviews.items()} == {"bo": TEXTS["bo"], "dee": TEXTS["dee"]}


FILE = """\
floors: ["hit@1 >= 0.6", "like token_f1 at least .5"]
cases:
  - {id: lid, question: Why?, evidence: [The lid rattles all day.]}
  - id: rust
    question: Does it rust?
    evidence:
      - The spout is superb.
      - It rusts.
  - {id: none, question: What of the teapot?, scope: {item_id: teapot}}
"""


def test_a_run_of_a_file_keeps_its_name_and_floors() -> None:
    file = parse_cases(FILE[: FILE.index("  - id: rust")], Path("cases.yaml"))
    run = asyncio.run(evaluate(file, Kettle()))
    assert run.cases_file == "cases.yaml"
    assert run.floors == ("hit@1 >= 0.6", "like: token_f1 >= 0.5")


def test_evidence_that_is_not_there_is_told_with_its_line_all_at_once_before_anything_is_asked() -> None:
    asked: list[Case] = []
    file = parse_cases(FILE, Path("cases.yaml"))
    with pytest.raises(InvalidCases) as raised:
        asyncio.run(evaluate(file, Kettle(lambda case: asked.append(case))))
    assert raised.value.problems == (
        "cases.yaml, line 8: case 'rust', evidence 2: 'It rusts.' does not stand in any review in scope",
        "cases.yaml, line 9: case 'none': no review is in its scope; name the reviews in the case file, "
        "or ingest them",
    )
    assert asked == []
