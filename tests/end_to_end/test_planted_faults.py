"""The gold set as a test suite: green over the engine's answers, red with each fault planted in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.faults import FAULTS

SEEDS = Path(__file__).parents[2] / "seeds"
RERUNS = 5
PLUGIN = (
    "-p",
    "qa.evaluation.pytest_plugin",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:asyncio",
    "-q",
)

# A suite as a user would write it, over answers that were recorded, with a fault planted or none.
CONFTEST = """
import json, pytest
from pathlib import Path
from qa.evaluation.answers import SystemAnswer
from tests.end_to_end.faults import FAULTS

RECORDED = json.loads(Path({recorded!r}).read_text("utf-8"))

@pytest.fixture(scope="session")
def pullquote_reviews():
    return RECORDED["reviews"]

@pytest.fixture(scope="session")
def pullquote_system():
    plant = FAULTS[{fault!r}][0] if {fault!r} else lambda answer: answer
    return lambda case: plant(SystemAnswer.model_validate(RECORDED["answers"][case.key]))
"""
SUITE = """
import pytest

@pytest.mark.pullquote_cases({cases!r})
def test_answers(pullquote, case):
    pullquote.check(case)
"""


@pytest.fixture(scope="session")
def recorded(samples: Any, sample_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the engine answers to every gold case, and the reviews it answers about."""
    folder = tmp_path_factory.mktemp("recorded")
    address = str(sample_server.client.base_url)
    run_file = folder / "run.json"
    samples.command("eval", str(SEEDS / "cases.yaml"), "--system", address, "--output", str(run_file))
    answers = {row["key"]: row["answer"] for row in json.loads(run_file.read_text("utf-8"))["rows"]}
    listed = sample_server.client.get("/v1/reviews", params={"limit": 100}).json()["reviews"]
    reviews = [sample_server.client.get(f"/v1/reviews/{row['id']}").json() for row in listed]
    (folder / "recorded.json").write_text(json.dumps({"answers": answers, "reviews": reviews}), "utf-8")
    return folder / "recorded.json"


def run_suite(
    pytester: pytest.Pytester, recorded: Path, fault: str | None, *options: str
) -> pytest.RunResult:
    pytester.makeconftest(CONFTEST.format(recorded=str(recorded), fault=fault))
    pytester.makepyfile(test_answers=SUITE.format(cases=str(SEEDS / "cases.yaml")))
    return pytester.runpytest_inprocess(*PLUGIN, *options)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_turns_the_suite_red_with_a_message_that_shows_it(
    pytester: pytest.Pytester, recorded: Path, fault: str
) -> None:
    result = run_suite(pytester, recorded, fault)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert FAULTS[fault][1] in result.stdout.str()


def test_the_suite_is_green_without_a_fault_and_the_same_answers_are_never_a_regression(
    pytester: pytest.Pytester, recorded: Path
) -> None:
    assert run_suite(pytester, recorded, None, "--pullquote-scores=first.json").ret == pytest.ExitCode.OK
    for _ in range(RERUNS):
        again = run_suite(pytester, recorded, None, "--pullquote-baseline=first.json")
        assert again.ret == pytest.ExitCode.OK
        assert "FAILED" not in again.stdout.str()
