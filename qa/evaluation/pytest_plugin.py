"""Cases as tests: put `pytest_plugins = ["qa.evaluation.pytest_plugin"]` into the conftest.py at the root.

    @pytest.mark.pullquote_cases("cases.yaml", floors=["dislike: evidence_hit@1 >= 0.8"])
    def test_answers(pullquote, case):
        pullquote.check(case)

`pullquote` asks Pullquote in this process, about the reviews that the case file names, else those that are
configured. Another system is named by `pullquote_system` in the ini file, by `--pullquote-system`, or by
overriding the fixture of that name.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InputError, PullquoteError
from qa.evaluation.case_files import CaseFile, load_cases
from qa.evaluation.cases import Case
from qa.evaluation.evaluator import Evaluator, Result
from qa.evaluation.floors import Floor, check_floors, parse_floor
from qa.evaluation.metrics import about, default_metrics
from qa.evaluation.pytest_scores import ScoresOfSession, carry_scores
from qa.evaluation.session_scores import CaseGroup, SessionScores, TestScores
from qa.evaluation.session_systems import SessionSystems

__all__ = ["PullquoteTest"]

MARKER = "pullquote_cases"
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
        __tracebackhide__ = True
        file = next((file for file in self._files if case in file), None) if isinstance(case, Case) else None
        try:
            result = self._evaluator.ask(case, file=file, **scope)
        except PullquoteError as error:
            raise error.with_traceback(None) from None  # its message says it all
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
        floors = _floors(texts)
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


def _floors(texts: Sequence[str]) -> list[Floor]:
    """Raises: InputError for a floor that is none, or is on no metric."""
    floors = [parse_floor(text) for text in texts]
    check_floors(floors, [about(metric) for metric in default_metrics()])
    return floors


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrise `case` over the files that the marker names."""
    marker = metafunc.definition.get_closest_marker(MARKER)
    if marker is None:
        return
    try:
        _parametrize(metafunc, marker)
    except PullquoteError as error:
        where = metafunc.definition.nodeid
        raise pytest.Collector.CollectError(f"{where}: {error.message}") from None


def _parametrize(metafunc: pytest.Metafunc, marker: pytest.Mark) -> None:
    file = _case_file(metafunc, *marker.args[:1])
    tags = set(marker.kwargs.get("tags", ()))
    cases = [case for case in file.cases if not tags or tags & set(case.tags)]
    if not cases:
        raise InputError(f"no case of {file.path} has the tag {' or '.join(sorted(tags))}")
    floors = marker.kwargs.get("floors", None if tags else [str(floor) for floor in file.floors]) or []
    group = CaseGroup(
        name=f"{metafunc.definition.nodeid} over {file.path.name}",
        keys=tuple(case.key for case in cases),
        floors=tuple(str(floor) for floor in _floors(floors)),
    )
    metafunc.config.stash[_GROUPS][metafunc.definition.nodeid] = group
    metafunc.parametrize("case", cases, ids=[case.key for case in cases])


def _case_file(metafunc: pytest.Metafunc, name: object = None) -> CaseFile:
    if not isinstance(name, str | Path):
        raise InputError(f'write @pytest.mark.{MARKER}("cases.yaml")')
    path = _found(name, metafunc.definition.path, metafunc.config)
    files = metafunc.config.stash[_FILES]
    return files.setdefault(path, files.get(path) or load_cases(path))


def _found(name: str | Path, test: Path, config: pytest.Config) -> Path:
    for folder in (test.parent, config.rootpath, Path.cwd()):
        if (folder / name).is_file():
            return folder / name
    raise InputError(f"there is no case file {name}")


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
def pullquote_systems(request: pytest.FixtureRequest, pullquote_system: Any) -> Iterator[SessionSystems]:
    """The system, open for the session over whatever reviews are asked about."""
    systems = SessionSystems(pullquote_system, shared=hasattr(request.config, "workerinput"))
    yield systems
    systems.close()


@pytest.fixture
def pullquote(
    request: pytest.FixtureRequest, pullquote_systems: SessionSystems, pullquote_reviews: Any
) -> PullquoteTest:
    """Asks the system, and scores what it answers."""
    files = request.config.stash[_FILES]
    reviews = pullquote_reviews or _reviews_named(request, files.values())
    request.node.stash[_EVALUATOR] = evaluator = _opened(pullquote_systems, reviews)
    return PullquoteTest(evaluator, request.node.stash.setdefault(_RESULTS, []), list(files.values()))


def _opened(systems: SessionSystems, reviews: Any) -> Evaluator:
    """Fails the test with the message alone: what led to it is no concern of whoever wrote the test."""
    try:
        return systems.over(reviews)
    except PullquoteError as error:
        told = error.message
    pytest.fail(told, pytrace=False)


def _reviews_named(request: pytest.FixtureRequest, files: Iterable[CaseFile]) -> tuple[Path, ...]:
    """The reviews of the test's case file; for a test without one, of all files where they name the same."""
    marker = request.node.get_closest_marker(MARKER)
    if marker is not None:
        own = _found(marker.args[0], request.node.path, request.config)
        return request.config.stash[_FILES][own].reviews
    named = {file.reviews for file in files}
    return named.pop() if len(named) == 1 else ()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let the report carry what the test asked."""
    report: Any = yield
    results: Sequence[Result] | None = item.stash.get(_RESULTS, None)
    if results and report.when == "call":
        scores = TestScores(run=item.stash[_EVALUATOR].as_run(results), group=_group_of(item))
        carry_scores(report, scores)
    return report


def _group_of(item: pytest.Item) -> CaseGroup | None:
    name = getattr(item, "originalname", item.name)
    parent = item.parent.nodeid if item.parent is not None else ""
    return item.config.stash[_GROUPS].get(f"{parent}::{name}")
