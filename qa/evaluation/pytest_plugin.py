"""Cases as tests: put `pytest_plugins = ["qa.evaluation.pytest_plugin"]` into the conftest.py at the root.

    @pytest.mark.pullquote_cases("cases.yaml", floors=["dislike: evidence_hit@1 >= 0.8"])
    def test_answers(pullquote, case):
        pullquote.check(case)

`pullquote` asks the store that is configured, in this process. Another system is named by `pullquote_system`
in the ini file, by `--pullquote-system`, or by overriding the fixture of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InputError, PullquoteError
from qa.evaluation.case_files import CaseFile, load_cases
from qa.evaluation.cases import Case
from qa.evaluation.evaluator import Evaluator, Result
from qa.evaluation.floors import parse_floor
from qa.evaluation.loop_thread import LoopThread
from qa.evaluation.pytest_scores import ScoresOfSession, carry_scores
from qa.evaluation.session_scores import CaseGroup, SessionScores, TestScores
from qa.evaluation.systems import System, as_system

__all__ = ["PullquoteTest"]

MARKER = "pullquote_cases"
SYSTEMS = "pullquote.systems"  # the entry points that open a system by name
_GROUPS = pytest.StashKey[dict[str, CaseGroup]]()
_RESULTS = pytest.StashKey[list[Result]]()
_EVALUATOR = pytest.StashKey[Evaluator]()
_FILES = pytest.StashKey[dict[Path, CaseFile]]()


class PullquoteTest:
    """The `pullquote` fixture: asks, and remembers what was asked for the scores of the session."""

    def __init__(self, evaluator: Evaluator, results: list[Result], files: Sequence[CaseFile]) -> None:
        self._evaluator = evaluator
        self._results = results
        self._files = files

    def ask(self, case: Case | str, **scope: Any) -> Result:
        """Ask a case, or a question with its scope: `pullquote.ask("Any gripes?", item_id="kettle")`."""
        file = next((file for file in self._files if case in file), None) if isinstance(case, Case) else None
        result = self._evaluator.ask(case, file=file, **scope)
        if isinstance(case, Case):
            self._results.append(result)
        return result

    def check(self, case: Case | str, *metrics: str, at_least: float = 1.0, **scope: Any) -> Result:
        """Ask, and assert that metrics reach a score; without names, what must hold for every answer."""
        __tracebackhide__ = True
        return self.ask(case, **scope).check(*metrics, at_least=at_least)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options; each but the baseline can stand in the ini file as well."""
    group = parser.getgroup("pullquote", "evaluating answers")
    options = {
        "system": "in-process (default), the address of a service, or module:function",
        "scores": "write the session's scores here (default: a file per run in pytest's cache)",
    }
    for name, text in options.items():
        group.addoption(f"--pullquote-{name}", help=text)
        parser.addini(f"pullquote_{name}", help=text)
    lists = {
        "reviews": "reviews to ask about, in a store made for it",
        "floor": "what the session must reach",
    }
    for name, text in lists.items():
        group.addoption(f"--pullquote-{name}", action="append", default=[], help=text)
    parser.addini("pullquote_reviews", type="paths", default=[], help=lists["reviews"])
    parser.addini("pullquote_floors", type="linelist", default=[], help=lists["floor"])
    group.addoption("--pullquote-baseline", type=Path, help="a score file to compare with, case by case")


def pytest_configure(config: pytest.Config) -> None:
    """Raises: pytest.UsageError for a floor that is none."""
    config.addinivalue_line(
        "markers", f"{MARKER}(file, tags=(), floors=()): run the test for every case of a file"
    )
    texts = [*config.getini("pullquote_floors"), *config.getoption("pullquote_floor")]
    try:
        floors = [parse_floor(text) for text in texts]
    except InputError as error:
        raise pytest.UsageError(error.message) from None
    baseline: Path | None = config.getoption("pullquote_baseline")
    if baseline is not None and not baseline.is_file():
        raise pytest.UsageError(f"--pullquote-baseline: there is no file {baseline}")
    config.stash[_FILES] = {}
    config.stash[_GROUPS] = {}
    if not hasattr(config, "workerinput"):  # under xdist, what workers report is gathered by their controller
        scores = SessionScores(floors=floors, baseline=baseline)
        config.pluginmanager.register(ScoresOfSession(config, scores), "pullquote-scores")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrise `case` over the files that the marker names."""
    marker = metafunc.definition.get_closest_marker(MARKER)
    if marker is None:
        return
    file = _case_file(metafunc, *marker.args[:1])
    tags = set(marker.kwargs.get("tags", ()))
    cases = [case for case in file.cases if not tags or tags & set(case.tags)]
    if not cases:
        raise pytest.UsageError(f"{file.path}: no case has the tag {' or '.join(sorted(tags))}")
    floors = marker.kwargs.get("floors", None if tags else [str(floor) for floor in file.floors]) or []
    group = CaseGroup(
        name=f"{metafunc.definition.nodeid} over {file.path.name}",
        keys=tuple(case.key for case in cases),
        floors=tuple(str(parse_floor(text)) for text in floors),
    )
    metafunc.config.stash[_GROUPS][metafunc.definition.nodeid] = group
    metafunc.parametrize("case", cases, ids=[case.key for case in cases])


def _case_file(metafunc: pytest.Metafunc, name: object = None) -> CaseFile:
    if not isinstance(name, str | Path):
        raise pytest.UsageError(f'{metafunc.definition.nodeid}: write @pytest.mark.{MARKER}("cases.yaml")')
    folders = (metafunc.definition.path.parent, metafunc.config.rootpath, Path.cwd())
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise pytest.UsageError(f"{metafunc.definition.nodeid}: there is no case file {name}")
    files = metafunc.config.stash[_FILES]
    try:
        return files.setdefault(path, files.get(path) or load_cases(path))
    except PullquoteError as error:
        raise pytest.UsageError(error.message) from None


@pytest.fixture(scope="session")
def pullquote_reviews(request: pytest.FixtureRequest) -> Any:
    """The reviews that a function answers about; override it to hand them over from code."""
    given = request.config.getoption("pullquote_reviews") or request.config.getini("pullquote_reviews")
    return tuple(Path(path) for path in given)


@pytest.fixture(scope="session")
def pullquote_system(request: pytest.FixtureRequest) -> Any:
    """What is asked: a name, a function of a case, or a `System`; override it to hand one over from code."""
    config = request.config
    return config.getoption("pullquote_system") or config.getini("pullquote_system") or "in-process"


@pytest.fixture(scope="session")
def pullquote_evaluator(
    request: pytest.FixtureRequest, pullquote_system: Any, pullquote_reviews: Any
) -> Iterator[Evaluator]:
    """The system, open for the session."""
    loop = LoopThread()
    try:
        evaluator = Evaluator(_open(loop, request.config, pullquote_system, pullquote_reviews), loop)
        request.config.stash[_EVALUATOR] = evaluator
        yield evaluator
    finally:
        loop.close()


def _open(loop: LoopThread, config: pytest.Config, given: Any, reviews: Any) -> System:
    if not isinstance(given, str):
        return as_system(given, reviews or None)
    opener = _opener()
    return loop.enter(opener(given, reviews=reviews, shared=hasattr(config, "workerinput")))


def _opener() -> Callable[..., AbstractAsyncContextManager[System]]:
    found = entry_points(group=SYSTEMS)
    if not found:
        raise pytest.UsageError(
            f"No package offers {SYSTEMS!r}: install pullquote, or override pullquote_system"
        )
    opener: Callable[..., AbstractAsyncContextManager[System]] = next(iter(found)).load()
    return opener


@pytest.fixture
def pullquote(request: pytest.FixtureRequest, pullquote_evaluator: Evaluator) -> PullquoteTest:
    """Asks the system, and scores what it answers."""
    results = request.node.stash.setdefault(_RESULTS, [])
    return PullquoteTest(pullquote_evaluator, results, list(request.config.stash[_FILES].values()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let the report carry what the test asked."""
    report: Any = yield
    results: Sequence[Result] | None = item.stash.get(_RESULTS, None)
    if results and report.when == "call":
        scores = TestScores(run=item.config.stash[_EVALUATOR].as_run(results), group=_group_of(item))
        carry_scores(report, scores)
    return report


def _group_of(item: pytest.Item) -> CaseGroup | None:
    name = getattr(item, "originalname", item.name)
    parent = item.parent.nodeid if item.parent is not None else ""
    return item.config.stash[_GROUPS].get(f"{parent}::{name}")
