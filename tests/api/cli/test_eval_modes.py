"""Options that would be passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.evaluating import Evaluate


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tag", "fact"],
        ["--system", "mine:ask"],
        ["--reviews", "files"],
        ["--store"],
        ["--engine", "extractive"],
        ["--concurrency", "2"],
        ["--name", "again"],
        ["--matrix", "grid.yaml"],
        ["--ranker", "bm25"],
        ["more.yaml"],
    ],
)
def test_what_is_for_cases_is_refused_beside_a_run(
    evaluate: Evaluate, cases: Path, tmp_path: Path, arguments: list[str]
) -> None:
    evaluate(cases, "--output", "run.json")
    result = evaluate("run.json", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [["--ranker", "bm25"], ["--split", "dev"], ["more.yaml"]])
def test_what_is_for_a_data_set_is_refused_beside_cases(
    evaluate: Evaluate, cases: Path, arguments: list[str]
) -> None:
    result = evaluate(cases, *arguments)
    assert result.exit_code == 2
    assert f"A case file does not take {arguments[0]}" in result.stderr
