from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from qa.errors import ModelReason
from qa.models import DateRange, Filters, RatingRange
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeService


@pytest.fixture(autouse=True)
def _stored(run: Run, files: Path) -> None:
    assert run("ingest", files).exit_code == 0


def test_an_answer_shows_each_quote_in_its_context_and_where_it_stands(run: Run) -> None:
    result = run("ask", "What about the ending?")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ending [1]. ending [2].",
        "",
        "[1] The ending drags on.",
        "    Ana · 2 · film · review r1, 4 to 10",
        "",
        "[2] A fine ending.",
        "    Bo · film · review r2, 7 to 13",
        "",
        "Of 4 reviews in scope, 2 on this: 0 for, 0 against.",
    ]


def test_the_reviews_not_saying_ends_with_0_and_shows_the_nearest(run: Run) -> None:
    result = run("ask", "Any zebras?")
    assert result.exit_code == 0
    assert "The reviews do not say." in result.stdout
    assert "The nearest passages:" in result.stdout


def test_json_is_the_answer_of_the_http_api(run: Run) -> None:
    told = parsed(run("ask", "What about the ending?", "--json"))
    assert told["answered"] is True
    assert told["citations"][0]["review_id"] == "r1"
    assert told["coverage"]["reviews_in_scope"] == 4


def test_every_option_reaches_the_core(run: Run, service: FakeService) -> None:
    options = {
        "--item": "film",
        "--review": "r1",
        "--author": "Ana",
        "--source": "Post",
        "--language": "en",
        "--rating-gte": "1",
        "--rating-lte": "2.5",
        "--since": "2024-01-31",
        "--until": "2024-02-01",
        "--max-citations": "3",
        "--spoilers": "hide",
    }
    run("ask", "What about the ending?", *(part for pair in options.items() for part in pair))
    assert service.asked[-1] == {
        "filters": Filters(
            item_id="film",
            review_id="r1",
            author="Ana",
            source="Post",
            language="en",
            rating=RatingRange(gte=1.0, lte=2.5),
            published=DateRange(since=date(2024, 1, 31), until=date(2024, 2, 1)),
        ),
        "max_citations": 3,
        "spoilers": "hide",
    }


@pytest.mark.parametrize(
    "options",
    [
        ["--rating-gte", "4", "--rating-lte", "2"],
        ["--rating-gte", "nan", "--rating-lte", "2"],
        ["--since", "2024-02-01", "--until", "2024-01-31"],
        ["--since", "yesterday"],
        ["--max-citations", "0"],
        ["--max-citations", "21"],
        ["--engine", "psychic"],
        ["--engine", "generative"],
        ["--item", "\udcff"],
        ["--colour", "red"],
    ],
)
def test_options_that_make_no_sense_end_it_with_2(run: Run, options: list[str]) -> None:
    result = run("ask", "What about the ending?", *options)
    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert "Traceback" not in result.stderr


def test_questions_asked_before_reach_the_core_as_the_conversation(run: Run, service: FakeService) -> None:
    run("ask", "and the acting?", "--after", "How is the plot?", "--after", "and the ending?")
    assert [turn.content for turn in service.asked[-1]["history"]] == ["How is the plot?", "and the ending?"]


def test_it_says_who_wrote_an_answer(run: Run, service: FakeService) -> None:
    service.written = {"engine": "generative", "model": "openai:m"}
    assert "Written by openai:m; every quote was looked up." in run("ask", "the ending?").stdout


@pytest.mark.parametrize("reason", get_args(ModelReason))
def test_it_says_why_a_model_did_not_write_it(run: Run, service: FakeService, reason: ModelReason) -> None:
    service.written = {"reason": reason}
    assert "The language model" in run("ask", "the ending?").stdout


@pytest.mark.parametrize("question", ["", "   ", "x" * 2_001, "\udcff\udcfe"])
def test_a_question_that_is_none_ends_it_with_2(run: Run, question: str) -> None:
    result = run("ask", question)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")


def test_what_a_review_holds_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("\x1b]0;owned\x07 the finale \u202eesrever [bold red]x[/] \x9b31m")
    run("ingest", tmp_path / "evil.txt")
    for result in (run("ask", "the finale?"), run("ask", "the finale?", "--json")):
        assert result.exit_code == 0
        assert not {"\x1b", "\x07", "\x9b"} & set(result.stdout)
    assert "\u202e" not in run("ask", "the finale?").stdout
    assert "[bold red]x[/]" in run("ask", "the finale?").stdout


def test_search_shows_hits_with_score_and_place(run: Run) -> None:
    result = run("search", "drags")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["0.90  drags", "    Ana · 2 · film · review r1, 11 to 16"]


def test_search_says_when_nothing_is_found(run: Run) -> None:
    assert run("search", "zebras").stdout == "Nothing found.\n"
    assert parsed(run("search", "zebras", "--json")) == {"hits": []}
