from __future__ import annotations

from pathlib import Path

from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeService


def test_items_are_listed_with_their_numbers(run: Run, files: Path) -> None:
    run("ingest", files / "reviews.jsonl")
    rows = [line.split() for line in run("items").stdout.splitlines()]
    assert rows == [
        ["Item", "Title", "Reviews", "Rated", "Mean", "rating"],
        ["film", "2", "0"],
        ["kettle", "1", "0"],
    ]


def test_a_list_that_goes_on_says_how_to_read_on(run: Run, files: Path) -> None:
    run("ingest", files / "reviews.jsonl")
    assert "There is more: --cursor 1" in run("items", "--limit", "1").stdout
    told = parsed(run("items", "--limit", "1", "--cursor", "1", "--json"))
    assert [item["item_id"] for item in told["items"]] == ["kettle"]
    assert told["next"] is None


def test_an_empty_store_says_how_to_fill_it(run: Run) -> None:
    assert "pullquote ingest PATH" in run("items").stdout
    assert parsed(run("items", "--json")) == {"items": [], "next": None}


def test_reviews_are_listed_by_item(run: Run, files: Path) -> None:
    run("ingest", files)
    told = parsed(run("reviews", "--item", "film", "--json"))
    assert [review["id"] for review in told["reviews"]] == ["r1", "r2"]
    assert "r3" not in run("reviews", "--item", "film").stdout


def test_a_review_is_shown_whole(run: Run, files: Path) -> None:
    run("ingest", files)
    shown = run("show", "r1")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1] == "The ending drags on."
    assert parsed(run("show", "r1", "--json"))["source_text"] == "The ending drags on."


def test_a_review_that_is_not_stored_ends_it_with_4(run: Run) -> None:
    result = run("show", "none")
    assert result.exit_code == 4
    assert result.stderr == "Error: There is no review with this id.\n"


def test_reviews_are_deleted_and_missing_ones_told(run: Run, files: Path, service: FakeService) -> None:
    run("ingest", files)
    result = run("delete", "r1", "none", "r2")
    assert result.exit_code == 4
    assert "Deleted: 2" in result.stdout
    assert "none" in result.stderr
    assert not {"r1", "r2"} & set(service.stored)


def test_deleting_tells_json_what_was_there(run: Run, files: Path) -> None:
    run("ingest", files)
    assert parsed(run("delete", "r3", "--json")) == {"deleted": ["r3"], "not_found": []}
