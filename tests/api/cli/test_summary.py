from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeService


@pytest.fixture(autouse=True)
def _stored(run: Run, files: Path) -> None:
    assert run("ingest", files).exit_code == 0


def test_a_summary_shows_counts_points_and_quotes(run: Run) -> None:
    result = run("summary", "film")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "film",
        "2 reviews, 1 rated, 40% on average. 0 with praise, 1 with complaints.",
        "",
        "Against:",
        "  The ending: criticised in 1 of 1 review that mentions it [1]",
        "",
        "the ending: mentioned in 1, 0 for, 1 against",
        "    [1] The",
        "        Ana \u00b7 2 \u00b7 film \u00b7 review r1",
        "",
        "Most divided on the ending.",
        "",
        "The rating and the text disagree: Ana \u00b7 2 \u00b7 film complains almost throughout.",
        "",
        "You could ask:",
        "  How is the ending?",
    ]


def test_json_is_the_summary_of_the_http_api(run: Run) -> None:
    told = parsed(run("summary", "film", "--json"))
    assert told["item_id"] == "film"
    assert told["citations"][0]["review_id"] == "r1"


def test_every_option_reaches_the_core(run: Run, service: FakeService) -> None:
    aspects = ("--aspect", "pace", "--aspect", "plot")
    run("summary", "film", *aspects, "--max-aspects", "2", "--max-citations", "1", "--spoilers", "hide")
    assert service.summarized[-1] == {
        "aspects": ["pace", "plot"],
        "max_aspects": 2,
        "max_citations": 1,
        "spoilers": "hide",
    }


def test_an_item_that_is_not_stored_ends_it_with_4(run: Run) -> None:
    result = run("summary", "none")
    assert result.exit_code == 4
    assert result.stderr == "Error: There is no review of an item with this id.\n"


@pytest.mark.parametrize(
    "options", [["--max-aspects", "21"], ["--max-citations", "0"], ["--aspect", "\udcff"]]
)
def test_options_that_make_no_sense_end_it_with_2(run: Run, options: list[str]) -> None:
    assert run("summary", "film", *options).exit_code == 2
