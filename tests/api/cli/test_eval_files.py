"""Runs and what is made of them, as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.evaluating import DRAG, ENDING, Evaluate, Liar, written
from tests.api.cli.running import parsed
from tests.api.fakes import FakeRuntime, FakeService


@pytest.mark.parametrize("option", ["--output", "--html", "--junit", "--ragas", "--deepeval"])
def test_a_path_that_cannot_be_written_ends_it_with_2(
    evaluate: Evaluate, cases: Path, service: FakeService, tmp_path: Path, option: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    result = evaluate(cases, option, tmp_path / "file" / "run")
    assert result.exit_code == 2
    assert result.stderr.endswith("file cannot be written: file exists.\n")
    assert service.asked == []


def test_a_run_that_was_written_is_shown_as_it_was(evaluate: Evaluate, cases: Path, tmp_path: Path) -> None:
    first = evaluate(cases, "--output", tmp_path / "runs" / "run.json")
    assert evaluate(tmp_path / "runs" / "run.json").stdout == first.stdout
    told = parsed(evaluate(tmp_path / "runs" / "run.json", "--json"))
    assert (told["system"]["system"], told["cases"]) == ("in-process", 3)


def test_a_run_that_failed_fails_when_it_is_shown_again(
    evaluate: Evaluate, cases: Path, runtime: FakeRuntime, tmp_path: Path
) -> None:
    runtime.service = Liar()
    first = evaluate(cases, "--output", tmp_path / "run.json", "--json")
    again = evaluate(tmp_path / "run.json", "--json")
    assert (again.exit_code, again.stdout) == (7, first.stdout)


def test_files_are_written_of_a_run_that_was_written_before(
    evaluate: Evaluate, cases: Path, tmp_path: Path
) -> None:
    evaluate(cases, "--output", tmp_path / "run.json")
    names = {"--html": "run.html", "--junit": "run.xml", "--ragas": "ragas.jsonl", "--deepeval": "eval.json"}
    assert evaluate(tmp_path / "run.json", *(one for pair in names.items() for one in pair)).exit_code == 0
    assert all((tmp_path / name).stat().st_size > 0 for name in names.values())


def test_a_floor_that_was_missed_is_missed_when_the_run_is_shown_again(
    evaluate: Evaluate, cases: Path, tmp_path: Path
) -> None:
    written(cases, ENDING, DRAG, floors=["evidence_hit@1 >= 0.6"])
    assert evaluate(cases, "--output", tmp_path / "run.json").exit_code == 7
    assert evaluate(tmp_path / "run.json").exit_code == 7


def test_floors_of_the_command_line_are_kept_with_the_run(
    evaluate: Evaluate, cases: Path, tmp_path: Path
) -> None:
    evaluate(cases, "--floor", "hit@1 >= 0.6", "--output", tmp_path / "run.json")
    assert "evidence_hit@1 is 0.500" in evaluate(tmp_path / "run.json").stdout


def test_a_disk_that_is_full_is_told_with_the_path(evaluate: Evaluate, cases: Path) -> None:
    result = evaluate(cases, "--html", "/dev/full")
    assert result.exit_code == 2
    assert result.stderr == "Error: /dev/full cannot be written: no space left on device.\n"


def test_a_run_is_kept_although_what_is_made_of_it_cannot_be_written(
    evaluate: Evaluate, cases: Path, tmp_path: Path
) -> None:
    assert evaluate(cases, "--output", tmp_path / "run.json", "--html", "/dev/full").exit_code == 2
    assert evaluate(tmp_path / "run.json").exit_code == 0


def test_looking_whether_a_file_can_be_written_leaves_none(
    evaluate: Evaluate, cases: Path, tmp_path: Path
) -> None:
    evaluate(cases, "--html", tmp_path / "new.html", "--baseline", tmp_path / "none.json")
    evaluate(cases, "--html", tmp_path / "new.html", "--system", "none:none")
    assert not (tmp_path / "new.html").exists()


def test_every_file_that_is_written_is_told(evaluate: Evaluate, cases: Path, tmp_path: Path) -> None:
    names = {"--output": "a", "--html": "b", "--junit": "c", "--ragas": "d", "--deepeval": "e"}
    result = evaluate(cases, *(one for pair in names.items() for one in pair))
    assert result.stderr.splitlines() == [f"Written: {name}" for name in names.values()]
