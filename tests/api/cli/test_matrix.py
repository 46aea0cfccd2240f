"""`pullquote eval --matrix` over fakes: every combination in a store of its own, side by side."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from api.cli.matrix import shown_number
from api.settings import Settings
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeRuntime

Matrix = Callable[..., Result]

CASES = {
    "reviews": "files/reviews.jsonl",
    "cases": [
        {
            "id": "ending",
            "question": "What about the ending?",
            "evidence": ["A fine ending"],
            "tags": ["fact"],
        },
        {"id": "zebras", "question": "Any zebras?", "answerable": False},
    ],
}


@dataclass
class Cells(FakeRuntime):
    """A fake runtime that notes every opening."""

    openings: list[Settings] = field(default_factory=list)

    @asynccontextmanager
    async def open(self, settings: Settings, **options: Any) -> AsyncIterator[FakeRuntime]:
        self.openings.append(settings)
        async with super().open(settings, **options) as opened:
            yield opened


@pytest.fixture
def runtime() -> Cells:
    return Cells()


@pytest.fixture
def matrix(run: Run, files: Path, tmp_path: Path) -> Matrix:
    """`pullquote eval cases.yaml --matrix` with the text of a grid."""
    (tmp_path / "cases.yaml").write_text(json.dumps(CASES))

    def invoke(grid: str, *arguments: object) -> Result:
        (tmp_path / "grid.yaml").write_text(grid)
        return run("--home", tmp_path / "home", "eval", "cases.yaml", "--matrix", "grid.yaml", *arguments)

    return invoke


def test_every_combination_is_opened_in_a_store_of_its_own(
    matrix: Matrix, runtime: Cells, tmp_path: Path
) -> None:
    assert matrix("chunk_chars: [100, 400]\nthreads: [1, 2]\n").exit_code == 0
    opened = [(settings.chunk_chars, settings.threads) for settings in runtime.openings]
    assert opened == [(100, 1), (100, 2), (400, 1), (400, 2)]
    homes = {settings.home for settings in runtime.openings}
    assert len(homes) == 4
    assert tmp_path / "home" not in homes
    assert not any(home.exists() for home in homes)


def test_what_is_asked_varies_as_well(matrix: Matrix, runtime: Cells) -> None:
    told = parsed(matrix("max_citations: [1, 2]\n", "--tag", "fact", "--json"))
    assert [asked["max_citations"] for asked in runtime.service.asked] == [1, 2]
    # Both endings are quoted, or only the first, which is not the fine one: found at rank 2 or not at all.
    assert [(cell["max_citations"], cell["evidence_recall@5"] > 0) for cell in told["cells"]] == [
        (1, False),
        (2, True),
    ]


def test_cells_stand_side_by_side_in_the_order_of_the_grid(matrix: Matrix) -> None:
    lines = [line.split() for line in matrix("chunk_chars: [400, 100]\n").stdout.splitlines() if line.strip()]
    assert lines[0] == ["chunk", "evidence", "evidence", "abstention", "latency"]
    assert lines[1] == ["chars", "hit@1", "recall@5", "f1", "ms"]
    assert [line[0] for line in lines[3:]] == ["400", "100"]


def test_what_no_cell_has_is_no_column(matrix: Matrix) -> None:
    fine = matrix("chunk_chars: [400]\n").stdout
    assert not {"error", "cost", "stance"} & set(fine.split())
    failed = matrix("chunk_chars: [1, 400]\n").stdout
    assert "error" not in failed.split()
    assert "FAILED chunk_chars 1: --chunk-chars is not usable" in failed


@pytest.mark.parametrize(
    ("value", "told"),
    [(51.034, "51"), (1234.5, "1,234"), (0.0, "0.000"), (0.6344, "0.634"), (0.00042, "0.00042"), (None, "")],
)
def test_numbers_have_the_decimals_that_they_need(value: float | None, told: str) -> None:
    assert shown_number(value) == told


def test_json_is_one_document_with_a_row_for_each_cell(matrix: Matrix) -> None:
    told = parsed(matrix("chunk_chars: [100]\nengine: [auto, extractive]\n", "--json"))
    assert list(told) == ["cells"]
    assert [(cell["chunk_chars"], cell["engine"]) for cell in told["cells"]] == [
        (100, "auto"),
        (100, "extractive"),
    ]
    for cell in told["cells"]:
        assert (cell["evidence_hit@1"], cell["abstention_f1"], cell["error"]) == (0.0, 1.0, None)
        assert (cell["stance_correctness"], cell["count_correctness"], cell["cost_usd"]) == (None, None, None)
        assert cell["latency_ms"] > 0


def test_each_cell_is_told_on_standard_error_as_it_begins(matrix: Matrix) -> None:
    result = matrix("chunk_chars: [100]\nthreads: [1, 2]\n", "--json")
    assert result.stderr.splitlines() == [
        "Cell: chunk_chars 100, threads 1",
        "Cell: chunk_chars 100, threads 2",
    ]


def test_a_cell_that_fails_is_told_with_its_reason_and_the_others_run(matrix: Matrix) -> None:
    result = matrix("chunk_chars: [1, 400]\n", "--json")
    assert result.exit_code == 7
    failed, fine = parsed(result)["cells"]
    assert failed["error"].startswith("--chunk-chars is not usable: input should be greater than")
    assert (failed["evidence_hit@1"], fine["evidence_hit@1"], fine["error"]) == (None, 0.0, None)
    assert "  failed: --chunk-chars is not usable" in result.stderr


def test_where_every_cell_fails_it_ends_with_7(matrix: Matrix) -> None:
    assert matrix("chunk_chars: [1, 2]\n").exit_code == 7


def test_every_cell_is_written_as_a_run(matrix: Matrix, run: Run, tmp_path: Path) -> None:
    matrix("chunk_chars: [100, 400]\n", "--output", tmp_path / "runs" / "cell.json")
    names = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert names == ["cell-1.json", "cell-2.json"]
    told = parsed(run("eval", tmp_path / "runs" / "cell-2.json", "--json"))
    assert (told["name"], told["system"]["chunk_chars"]) == ("chunk_chars 400", 400)


def test_a_page_shows_the_cells(matrix: Matrix, tmp_path: Path) -> None:
    result = matrix("chunk_chars: [100, 400]\n", "--html", tmp_path / "cells.html")
    assert "chunk_chars" in (tmp_path / "cells.html").read_text()
    assert f"Written: {tmp_path / 'cells.html'}\n" in result.stderr


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        ("", "a grid is a mapping of settings to lists, such as chunk_chars: [200, 400]"),
        ("- 1\n", "a grid is a mapping of settings to lists"),
        ("chunk_chars: 100\n", "grid.yaml, line 1: chunk_chars: must be a list of values"),
        ("threads: [1]\nchunk_chars: []\n", "grid.yaml, line 2: chunk_chars: must be a list of values"),
        (
            "threads: [1]\nchunk_chras: [1]\n",
            "grid.yaml, line 2: chunk_chras: no such setting; known are engine",
        ),
        ("threads: [[1]]\n", "threads: values are text, numbers, true or false"),
        ("threads: [1]\nthreads: [2]\n", "grid.yaml, line 2: threads: given twice"),
        ("home: [a, b]\n", "home: no such setting"),
        ("database_url: ['sqlite://']\n", "database_url: no such setting"),
        ("threads: [1\n", "grid.yaml"),
        (f"threads: {list(range(201))}\n", "201 combinations are too many; 200 is the most"),
    ],
)
def test_a_grid_that_cannot_be_used_is_one_error_and_2(
    matrix: Matrix, runtime: Cells, grid: str, told: str
) -> None:
    result = matrix(grid)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert told in result.stderr
    assert runtime.openings == []


def test_a_grid_that_is_not_there_ends_it_with_2(run: Run, matrix: Matrix) -> None:
    result = run("eval", "cases.yaml", "--matrix", "none.yaml")
    assert result.exit_code == 2
    assert "none.yaml cannot be read" in result.stderr


def test_only_the_system_in_this_process_has_settings_to_vary(matrix: Matrix) -> None:
    result = matrix("threads: [1]\n", "--system", "http://127.0.0.1:1")
    assert result.exit_code == 2
    assert "leave out --system" in result.stderr


def test_the_configured_store_is_not_made_anew_for_a_cell(matrix: Matrix, runtime: Cells) -> None:
    result = matrix("threads: [1]\n", "--store")
    assert result.exit_code == 2
    assert "name the reviews with --reviews" in result.stderr
    assert runtime.openings == []


def test_what_a_grid_holds_cannot_drive_the_terminal(matrix: Matrix) -> None:
    result = matrix('embedding_model: ["evil\\e[2J\\u202e"]\n')
    assert not {"\x1b", "\u202e"} & set(result.stdout + result.stderr)
    assert "evil" in result.stdout


def test_a_path_that_cannot_be_written_ends_it_with_2(matrix: Matrix, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert matrix("threads: [1]\n", "--output", tmp_path / "file" / "run.json").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--floor", "evidence_hit@1 >= 2"],
        ["--baseline", "none.json"],
        ["--junit", "run.xml"],
        ["--ragas", "ragas.jsonl"],
        ["--deepeval", "deepeval.jsonl"],
        ["--judge", "oracle"],
    ],
)
def test_what_a_matrix_does_not_take_is_refused(matrix: Matrix, arguments: list[str]) -> None:
    assert matrix("threads: [1]\n", *arguments).exit_code == 2


@pytest.mark.parametrize("grid", ["max_citations: [0]", "max_citations: [two]", "engine: [psychic]"])
def test_what_cannot_be_asked_is_refused(matrix: Matrix, grid: str) -> None:
    assert matrix(f"{grid}\n").exit_code != 0


def test_a_cell_of_which_every_case_failed_says_so(matrix: Matrix) -> None:
    [cell] = parsed(matrix("engine: [generative]\n", "--json"))["cells"]
    assert cell["error"]
