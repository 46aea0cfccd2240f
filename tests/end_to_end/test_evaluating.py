"""The real `pullquote eval` over the sample reviews: in its own process, over HTTP, and by settings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

CASES = "seeds/cases.yaml"
TAG = "compare"
FEW = "severe"
START_S = 60.0


@pytest.fixture(scope="module")
def cases() -> str:
    return str(Path(__file__).parents[2] / CASES)


class Evaluated:
    """A run in a process of its own, and the files it wrote."""

    def __init__(self, folder: Path, told: Any) -> None:
        self.told = told
        self.output = folder / "run.json"
        self.junit = folder / "run.xml"
        self.html = folder / "run.html"


@pytest.fixture(scope="module")
def evaluated(samples: Any, cases: str, tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    folder = tmp_path_factory.mktemp("evaluated")
    files = {"--output": "run.json", "--junit": "run.xml", "--html": "run.html"}
    written = [part for option, name in files.items() for part in (option, str(folder / name))]
    return Evaluated(folder, samples.json("eval", cases, "--tag", TAG, *written))


def test_the_sample_cases_are_answered_with_real_quotes(evaluated: Evaluated) -> None:
    told = evaluated.told
    assert told["cases"] == len(told["rows"]) >= 10
    assert (told["passed"], told["failures"]) == (True, {"cases": {}, "whole": []})
    for name in ("quote_validity", "citation_form", "count_consistency"):
        assert told["metrics"][name]["value"] == 1.0


def test_the_evidence_is_found_more_often_than_by_chance(evaluated: Evaluated) -> None:
    for name in ("evidence_hit@1", "retrieval_hit@5"):
        measure = evaluated.told["metrics"][name]
        assert measure["interval"][0] <= measure["value"] <= measure["interval"][1]
        assert measure["value"] > measure["chance"] > 0


def test_a_service_over_http_scores_the_same_case_by_case(
    samples: Any, sample_server: Any, evaluated: Evaluated, cases: str, tmp_path: Path
) -> None:
    address = str(sample_server.client.base_url)
    over = samples.json("eval", cases, "--tag", TAG, "--system", address, "--baseline", str(evaluated.output))
    assert over["system"]["system"] == address
    assert [scores_of(row) for row in over["rows"]] == [scores_of(row) for row in evaluated.told["rows"]]
    assert [row["answer"]["text"] for row in over["rows"]] == [
        row["answer"]["text"] for row in evaluated.told["rows"]
    ]
    assert all(change["changes"] == [] for change in over["comparison"]["metrics"])


def scores_of(row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The scores of a case, but for the time it took."""
    return row["key"], {name: score for name, score in row["scores"].items() if name != "latency_ms"}


def test_the_default_model_answers_alike_by_any_of_its_names(
    samples: Any, evaluated: Evaluated, cases: str, tmp_path: Path
) -> None:
    grid = tmp_path / "grid.yaml"
    grid.write_text("embedding_model: [default, all-MiniLM-L6-v2+questions]\n")
    cells = samples.json("eval", cases, "--tag", TAG, "--matrix", str(grid))["cells"]
    for name in ("evidence_hit@1", "stance_correctness", "count_correctness"):
        unnamed = evaluated.told["metrics"][name]["value"]
        assert [cell[name] for cell in cells] == [unnamed, unnamed]


def test_the_run_that_was_written_is_shown_again(samples: Any, evaluated: Evaluated) -> None:
    assert samples.json("eval", str(evaluated.output)) == evaluated.told


def test_build_servers_can_read_the_junit_file(evaluated: Evaluated) -> None:
    [suite] = ElementTree.parse(evaluated.junit).getroot()
    names = [case.get("name") for case in suite.iter("testcase")]
    assert names == [row["key"] for row in evaluated.told["rows"]]
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")


class Addresses(HTMLParser):
    """Everything that a page would fetch or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        where = {"src", "href", "srcset", "action", "data", "poster", "formaction", "xlink:href"}
        self.found += [value or "" for name, value in attrs if name in where]


def test_the_page_needs_nothing_from_elsewhere(evaluated: Evaluated) -> None:
    page = evaluated.html.read_text("utf-8")
    addresses = Addresses()
    addresses.feed(page)
    assert all(address.startswith(("#", "data:")) for address in addresses.found)
    assert not [
        word for word in ("@import", "url(http", "url(//", "fetch(", "XMLHttpRequest") if word in page
    ]
    assert evaluated.told["rows"][0]["case"]["question"] in page


def test_settings_are_weighed_side_by_side(new_home: Callable[[], Any], cases: str, tmp_path: Path) -> None:
    pullquote = new_home()
    grid = tmp_path / "grid.yaml"
    grid.write_text("chunk_chars: [150, 800]\n")
    cells = pullquote.json("eval", cases, "--tag", FEW, "--matrix", str(grid))["cells"]
    assert [(cell["chunk_chars"], cell["error"]) for cell in cells] == [(150, None), (800, None)]
    assert all(0 <= cell["evidence_hit@1"] <= 1 for cell in cells)
    assert [entry.name for entry in pullquote.home.iterdir()] == ["models"]


def test_ctrl_c_leaves_nothing_behind(samples: Any, cases: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("pullquote")
    with subprocess.Popen(
        [str(program), "eval", cases],
        env={**samples.environment(), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        deadline = time.monotonic() + START_S
        while not any(tmp_path.rglob("record.db")) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        shown, told = process.communicate(timeout=START_S)
    assert (process.returncode, shown) == (130, b"")
    assert b"Error: Interrupted." in told
    assert b"Traceback" not in told
    assert not any(tmp_path.glob("pullquote-*"))
