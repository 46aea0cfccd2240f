"""`pullquote eval` over fakes: exit codes, options, and what is told where."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from api.cli import progress
from qa.errors import StoreLocked
from qa.models import Answer, Filters
from tests.api.cli.evaluating import DRAG, ENDING, ZEBRAS, Evaluate, Liar, Mute, written
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeRuntime, FakeService


def row_of(result: Result, metric: str) -> list[str]:
    """The cells of a metric in the table of measures."""
    return next(line.split() for line in result.stdout.splitlines() if line.split()[:1] == [metric])


def test_what_holds_passes_and_ends_with_0(evaluate: Evaluate, cases: Path) -> None:
    result = evaluate(cases)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Passed."


def test_measures_are_over_the_cases_that_they_apply_to(evaluate: Evaluate, cases: Path) -> None:
    result = evaluate(cases)
    assert row_of(result, "evidence_hit@1")[1:] == ["0.500", "0.000", "to", "1.000", "1.000", "2"]
    assert row_of(result, "citation_precision")[1] == "1.000"  # both quotes of the one answer
    assert row_of(result, "abstention_precision")[1] == "0.500"  # silent on two, one of them rightly
    assert row_of(result, "abstention_recall")[1] == "1.000"
    assert row_of(result, "false_refusals")[1] == "0.500"


def test_a_quote_that_is_not_real_ends_it_with_7(
    evaluate: Evaluate, cases: Path, runtime: FakeRuntime
) -> None:
    runtime.service = Liar()
    result = evaluate(cases)
    assert result.exit_code == 7
    assert "FAILED ending: quote_validity: " in result.stdout
    told = parsed(evaluate(cases, "--json"))
    assert (told["passed"], list(told["failures"]["cases"])) == (False, ["ending"])


def test_a_system_that_fails_ends_it_with_7_and_its_reason(evaluate: Evaluate, cases: Path) -> None:
    result = evaluate(cases, "--engine", "generative")
    assert result.exit_code == 7
    assert "FAILED ending: the system failed: ConfigurationError: No language model" in result.stdout


@pytest.mark.parametrize(
    ("floor", "told"),
    [
        (
            "evidence_hit@1 >= 0.6",
            "evidence_hit@1 is 0.500 (95% interval 0.000 to 1.000), 2 cases, below its",
        ),
        ("hit@1 >= 0.6", "evidence_hit@1 is 0.500"),
        ("false_refusals <= 0.4", "false_refusals is 0.500"),
        ("absent: evidence_hit@1 >= 0.1", "applies to no case"),
    ],
)
@pytest.mark.parametrize("given", ["flag", "file"])
def test_a_floor_that_is_missed_ends_it_with_7(
    evaluate: Evaluate, cases: Path, floor: str, told: str, given: str
) -> None:
    written(cases, ENDING, DRAG, ZEBRAS, **({"floors": [floor]} if given == "file" else {}))
    result = evaluate(cases, *(("--floor", floor) if given == "flag" else ()))
    assert result.exit_code == 7
    assert told in result.stdout


def test_floors_of_the_file_are_of_the_whole_file(evaluate: Evaluate, cases: Path) -> None:
    written(cases, ENDING, DRAG, ZEBRAS, floors=["evidence_hit@1 <= 0"])
    assert evaluate(cases).exit_code == 7
    assert evaluate(cases, "--tag", "fact").exit_code == 0
    assert evaluate(cases, "--tag", "fact", "--floor", "evidence_hit@1 <= 0").exit_code == 7


def test_only_cases_with_a_tag_are_asked(evaluate: Evaluate, cases: Path) -> None:
    told = parsed(evaluate(cases, "--tag", "absent", "--tag", "fact", "--json"))
    assert [row["key"] for row in told["rows"]] == ["ending", "zebras"]


def test_a_tag_that_no_case_has_is_refused_with_those_there_are(evaluate: Evaluate, cases: Path) -> None:
    result = evaluate(cases, "--tag", "zebra")
    assert result.exit_code == 2
    assert result.stderr == "Error: No case has the tag zebra; there are fact, film, absent.\n"


def test_json_is_one_document_with_everything(evaluate: Evaluate, cases: Path) -> None:
    told = parsed(evaluate(cases, "--json", "--name", "nightly"))
    assert set(told) == {
        *("name", "version", "system", "cases", "seconds", "passed", "failures"),
        *("metrics", "tags", "judged", "comparison", "rows"),
    }
    assert (told["name"], told["cases"], told["passed"]) == ("nightly", 3, True)
    assert told["failures"] == {"cases": {}, "whole": []}
    assert told["metrics"]["evidence_hit@1"] == {
        "value": 0.5,
        "interval": [0.0, 1.0],
        "chance": 1.0,
        "cases": 2,
        "failed": 0,
    }
    assert {tag: group["abstention_recall"]["cases"] for tag, group in told["tags"].items()} == {
        "fact": 0,
        "film": 0,
        "absent": 1,
    }
    assert [row["key"] for row in told["rows"]] == ["ending", "drag", "zebras"]
    assert told["rows"][0]["answer"]["citations"][0]["quote"] == "ending"


def test_options_reach_what_they_are_for(
    evaluate: Evaluate, cases: Path, service: FakeService, runtime: FakeRuntime, tmp_path: Path
) -> None:
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "r9", "item_id": "film", "text": "The ending drags on. A fine ending."}\n')
    cases = written(tmp_path / "one.yaml", ENDING)
    told = parsed(
        evaluate(cases, "--reviews", more, "--max-citations", 3, "--engine", "extractive", "--json")
    )
    assert set(service.stored) == {"r9"}
    assert service.asked == [{"filters": Filters(item_id="film"), "max_citations": 3, "spoilers": "show"}]
    assert (told["system"]["engine"], told["system"]["reviews"]) == ("extractive", str(more))
    assert runtime.closed


def test_the_configured_store_is_asked_on_demand(
    evaluate: Evaluate, run: Run, files: Path, cases: Path, runtime: FakeRuntime, tmp_path: Path
) -> None:
    run("ingest", files / "reviews.jsonl")
    stored = dict(runtime.service.stored)
    assert evaluate(cases, "--store").exit_code == 0
    assert runtime.opened_with is not None
    assert runtime.opened_with.home == tmp_path / "home"
    assert runtime.service.stored == stored


@pytest.mark.parametrize("at_once", [1, 3])
def test_as_many_cases_are_asked_at_once_as_are_wanted(
    evaluate: Evaluate, files: Path, tmp_path: Path, runtime: FakeRuntime, at_once: int
) -> None:
    @dataclass
    class Counting(FakeService):
        now: int = 0
        most: int = 0

        async def ask(self, question: str, filters: Filters = Filters(), **asked: Any) -> Answer:  # noqa: B008
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.01)
            self.now -= 1
            return await super().ask(question, filters, **asked)

    runtime.service = Counting()
    many = written(tmp_path / "many.yaml", *({"question": f"Is it {n}?"} for n in range(6)))
    assert evaluate(many, "--concurrency", at_once).exit_code == 0
    assert runtime.service.most == at_once


MINE = """
def echo(case):
    return {"text": "It drags.", "citations": [{"quote": "ending"}]}
"""


def test_a_function_of_the_working_folder_is_asked_about_the_reviews_of_the_file(
    evaluate: Evaluate, cases: Path
) -> None:
    Path("mine.py").write_text(MINE)
    told = parsed(evaluate(cases, "--tag", "fact", "--system", "mine:echo", "--json"))
    assert (told["system"]["system"], told["system"]["callable"]) == ("mine:echo", "echo")
    assert told["metrics"]["evidence_hit@1"]["value"] == 1.0


def test_progress_goes_to_standard_error_and_results_to_standard_output(
    evaluate: Evaluate, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    result = evaluate(cases, "--json")
    assert "Evaluating: 3 of 3 cases\n" in result.stderr
    assert "Evaluating" not in result.stdout
    assert "Passed." in evaluate(cases).stdout


BAD_FILES = {
    "": "a case file is a list of cases, or a mapping with `cases`",
    "cases: []\n": "there are no cases in this file",
    "cases:\n- question: a\n   tags: [b]\n": "line 3: mapping values are not allowed",
    "cases:\n- question: a\n- qestion: b\n": "line 3: qestion: unknown field; known are id, question",
    "cases:\n- {question: a, id: x}\n- {question: b, id: x}\n": "line 3: the id 'x' was given before, in",
    "floors: [mrr > 1]\ncases: [{question: a}]\n": "line 1: floors: 'mrr > 1' is no floor; write",
    "reviews: none.jsonl\ncases: [{question: a}]\n": "none.jsonl",
    "reviews: files\ncases:\n- question: a\n  evidence: [The lid is lose]\n": "line 4: case ",
    "reviews: files\ncases:\n- question: a\n  scope: {item_id: flim}\n": "no review is in its scope",
}


@pytest.mark.parametrize(("content", "told"), BAD_FILES.items())
def test_a_file_that_cannot_be_used_is_one_error_and_2(
    evaluate: Evaluate, files: Path, tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    result = evaluate(tmp_path / "bad.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("Error") == 1
    assert told in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["none.yaml"],
        ["files"],
        ["cases.yaml", "--baseline", "none.json"],
        ["cases.yaml", "--baseline", "cases.yaml"],
        ["cases.yaml", "--floor", "good enough"],
        ["cases.yaml", "--floor", "evidence_hits@1 >= 1"],
        ["cases.yaml", "--system", "mine"],
        ["cases.yaml", "--system", "http://127.0.0.1:1"],
        ["cases.yaml", "--reviews", ""],
        ["cases.yaml", "--concurrency", "0"],
        ["cases.yaml", "--max-citations", "21"],
        ["cases.yaml", "--judge", "oracle"],
        ["subjqa"],
    ],
)
def test_what_makes_no_sense_ends_it_with_2(
    evaluate: Evaluate, cases: Path, arguments: Sequence[str]
) -> None:
    result = evaluate(*arguments)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_ends_it_with_130(
    evaluate: Evaluate, cases: Path, service: FakeService, runtime: FakeRuntime
) -> None:
    service.failure = KeyboardInterrupt()
    cases = written(cases, ENDING, reviews=[])
    result = evaluate(cases)
    assert result.exit_code == 130
    assert result.stderr == "Error: Interrupted.\n"
    assert runtime.closed


MANY = [{**ENDING, "id": f"ending-{n}"} for n in range(12)]  # by chance all get worse in 1 of 2,048 swaps


@pytest.fixture
def before(evaluate: Evaluate, files: Path, tmp_path: Path) -> Path:
    """A run of twelve cases in which each is answered."""
    written(tmp_path / "many.yaml", *MANY)
    assert evaluate(tmp_path / "many.yaml", "--output", tmp_path / "before.json").exit_code == 0
    return tmp_path / "before.json"


def test_a_run_is_no_worse_than_itself(evaluate: Evaluate, before: Path, tmp_path: Path) -> None:
    result = evaluate(tmp_path / "many.yaml", "--baseline", before)
    assert result.exit_code == 0
    assert "Against the baseline, over 12 cases that both have:\n  no score differs." in result.stdout


def test_a_run_that_got_worse_ends_with_7(
    evaluate: Evaluate, before: Path, tmp_path: Path, runtime: FakeRuntime
) -> None:
    runtime.service = Mute()
    result = evaluate(tmp_path / "many.yaml", "--baseline", before)
    assert result.exit_code == 7
    assert "FAILED evidence_hit@1 got worse than the baseline: 1.000 to 0.000, -1.000" in result.stdout
    assert "12 cases: ending-0, ending-1, ending-2, ending-3, ending-4 …" in result.stdout


def test_a_run_that_got_better_passes(
    evaluate: Evaluate, before: Path, tmp_path: Path, runtime: FakeRuntime
) -> None:
    runtime.service = Mute()
    evaluate(tmp_path / "many.yaml", "--output", tmp_path / "mute.json")
    assert evaluate(before, "--baseline", tmp_path / "mute.json").exit_code == 0
    compared = parsed(evaluate(before, "--baseline", tmp_path / "mute.json", "--json"))["comparison"]
    verdicts = {change["metric"]: change["verdict"] for change in compared["metrics"]}
    assert (verdicts["evidence_hit@1"], verdicts["quote_validity"]) == ("better", "no difference shown")


def test_a_floor_on_no_metric_costs_no_run(evaluate: Evaluate, cases: Path, service: FakeService) -> None:
    assert evaluate(cases, "--floor", "evidence_hits@1 >= 1").exit_code == 2
    assert service.asked == []


def test_a_baseline_of_other_cases_is_no_baseline(evaluate: Evaluate, cases: Path, before: Path) -> None:
    assert evaluate(cases, "--baseline", before).exit_code == 2


def test_what_a_function_prints_is_kept_out_of_the_results(evaluate: Evaluate, cases: Path) -> None:
    Path("mine.py").write_text(
        "print('hello')\ndef ask(case):\n    print('loading')\n    return {'text': ''}\n"
    )
    result = evaluate(cases, "--system", "mine:ask", "--json")
    assert parsed(result)["cases"] == 3
    assert result.stderr == "hello\n" + "loading\n" * 3


def test_a_store_that_is_in_use_is_told_with_two_ways_around(
    evaluate: Evaluate, cases: Path, runtime: FakeRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise StoreLocked("The store is in use.")

    monkeypatch.setattr(runtime, "open", locked)
    result = evaluate(written(cases, ENDING, reviews=[]))
    assert result.exit_code == 5
    assert result.stderr.startswith("Error: The store is in use. A server that has it open can be asked with")
