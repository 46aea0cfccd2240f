from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli import ingesting
from qa.errors import StoreFull
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeRuntime, FakeService


def table(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def test_files_and_folders_are_stored_and_counted(run: Run, files: Path, service: FakeService) -> None:
    result = run("ingest", files)
    assert result.exit_code == 0
    assert set(service.stored) > {"r1", "r2", "r3"}
    assert len(service.stored) == 4
    assert "4 created, 0 updated, 0 unchanged, 0 failed" in result.stdout


def test_it_says_what_it_took_each_file_for(run: Run, files: Path) -> None:
    lines = run("ingest", files).stdout.splitlines()
    assert any("reviews.jsonl: " in line and "text <- text" in line for line in lines)


def test_a_second_time_there_is_nothing_to_do(run: Run, files: Path) -> None:
    run("ingest", files)
    again = run("ingest", files)
    assert again.exit_code == 0
    assert again.stdout.splitlines()[-1] == "Nothing to do: all 4 reviews are already stored."


def test_json_holds_files_counts_and_problems(run: Run, files: Path) -> None:
    table(files / "bad.jsonl", {"item_id": "film", "text": "Good."}, {"item_id": "film", "text": 5})
    result = run("ingest", files / "bad.jsonl", "--json")
    told = parsed(result)
    assert result.exit_code == 6
    assert (told["created"], told["updated"], told["unchanged"], told["failed"]) == (1, 0, 0, 1)
    assert told["files"][0]["path"] == str(files / "bad.jsonl")
    assert told["problems"][0]["line"] == 2


def test_rows_that_fail_are_told_with_file_and_line_and_end_it_with_6(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", {"item_id": "film", "text": "a"}, {"item_id": "film", "text": ""})
    path.write_text(path.read_text() + "not json\n")
    result = run("ingest", path)
    assert result.exit_code == 6
    assert "a.jsonl, line 3: " in result.stderr
    assert "1 created" in result.stdout


def test_what_the_core_refuses_is_told_with_file_and_line(
    run: Run, tmp_path: Path, service: FakeService
) -> None:
    service.refuse_text = "<p></p>"
    rows = [{"item_id": "film", "text": "a"}, {"item_id": "film", "text": "<p></p>"}]
    result = run("ingest", table(tmp_path / "a.jsonl", *rows))
    assert result.exit_code == 6
    assert "a.jsonl, line 2: text is empty once markup is removed." in result.stderr


def test_strict_stops_at_the_first_failure(run: Run, tmp_path: Path, service: FakeService) -> None:
    rows = [
        {"item_id": "film", "text": "a"},
        {"item_id": "film", "text": 5},
        {"item_id": "film", "text": "b"},
    ]
    result = run("ingest", "--strict", table(tmp_path / "a.jsonl", *rows))
    assert result.exit_code == 6
    assert [review.text for review in service.stored.values()] == ["a"]
    assert "Stopped at the first problem, because of --strict" in result.stdout


@pytest.mark.parametrize("content", [None, "", "colour,price\nred,3\n"])
def test_a_path_without_reviews_ends_it_with_2(run: Run, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_text(content)
    result = run("ingest", path)
    assert result.exit_code == 2
    assert "Nothing was stored" in result.stdout


def test_an_item_and_columns_can_be_named(run: Run, tmp_path: Path, service: FakeService) -> None:
    path = table(tmp_path / "a.jsonl", {"mumble": "It drags.", "whom": "Ana"})
    result = run("ingest", path, "--item", "film", "--map", "text=mumble", "--map", "author=whom")
    assert result.exit_code == 0
    review = next(iter(service.stored.values()))
    assert (review.item_id, review.author, review.text) == ("film", "Ana", "It drags.")


@pytest.mark.parametrize("pair", ["text", "text=", "=body", "colour=body"])
def test_a_column_map_that_makes_no_sense_is_refused(run: Run, files: Path, pair: str) -> None:
    result = run("ingest", files, "--map", pair)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")


def test_batches_are_bounded_by_number(
    run: Run, tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "MAX_BATCH_REVIEWS", 2)
    run("ingest", table(tmp_path / "a.jsonl", *({"item_id": "film", "text": f"{n}"} for n in range(5))))
    assert service.batches == [2, 2, 1]


def test_batches_are_bounded_by_characters(
    run: Run, tmp_path: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "MAX_BATCH_CHARS", 10)
    texts = ["123456", "7890", "1", "2"]
    run("ingest", table(tmp_path / "a.jsonl", *({"item_id": "film", "text": text} for text in texts)))
    assert service.batches == [2, 2]


def test_of_two_rows_with_one_id_the_first_is_kept_and_the_second_a_problem(
    run: Run, tmp_path: Path, service: FakeService
) -> None:
    first, second = ({"id": "r", "item_id": "film", "text": text} for text in ("first", "second"))
    a, b = table(tmp_path / "a.jsonl", first), table(tmp_path / "b.jsonl", first, second)
    result = run("ingest", a, b)
    assert result.exit_code == 6
    assert f"{b}, line 2: the id 'r' was given before with other content at {a}, line 1;" in result.stderr
    assert "1 created, 0 updated, 0 unchanged, 1 failed" in result.stdout
    assert service.stored["r"].text == "first"


def test_a_second_run_over_one_id_given_twice_changes_nothing(
    run: Run, tmp_path: Path, service: FakeService
) -> None:
    rows = [{"id": "r", "item_id": "film", "text": text} for text in ("first", "second")]
    path = table(tmp_path / "a.jsonl", *rows)
    run("ingest", path)
    again = run("ingest", path)
    assert again.stdout.splitlines()[-1] == "Nothing to do: the only review is already stored; 1 failed."
    assert again.exit_code == 6
    assert service.stored["r"].text == "first"


def test_a_review_without_an_id_given_twice_with_other_stars_is_a_problem(run: Run, tmp_path: Path) -> None:
    rows = [{"item_id": "film", "text": "It drags.", "rating": rating} for rating in (1, 5)]
    result = run("ingest", table(tmp_path / "a.jsonl", *rows))
    assert "line 2: the same review was given before with other details at" in result.stderr


def test_copies_of_a_row_are_one_review_without_a_word(run: Run, tmp_path: Path) -> None:
    result = run("ingest", table(tmp_path / "a.jsonl", *[{"id": "r", "item_id": "film", "text": "a"}] * 3))
    assert result.exit_code == 0
    assert "1 created, 0 updated, 0 unchanged, 0 failed" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    "arguments", [["ingest", ""], ["--home", "", "items"], ["demo", "--no-serve", "--seeds", ""]]
)
def test_an_empty_path_is_refused(
    run: Run, files: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(files)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "The path is empty" in result.stderr
    assert service.stored == {}


def test_rows_without_text_of_an_export_are_counted_in_the_summary(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
        "2023-01-09,Ferry,2010,https://boxd.it/a,4,,Fine.,,\n"
        "2023-01-10,Fog,1999,https://boxd.it/b,3,,,,\n"
    )
    assert run("ingest", path).stdout.splitlines()[-1].endswith(" 1 row without text.")
    assert parsed(run("ingest", path, "--json"))["without_text"] == 1


def test_a_problem_in_an_array_on_one_line_names_the_element(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"item_id": "film", "text": "a"}, {"item_id": "film", "text": ""}]')
    assert "a.json, line 1, element 2: no text" in run("ingest", path).stderr


def test_a_full_disk_ends_it_with_5_and_says_that_nothing_is_stored(
    run: Run, files: Path, service: FakeService
) -> None:
    service.failure = StoreFull("The disk is full; free some space.")
    result = run("ingest", files)
    assert result.exit_code == 5
    assert "Stopped before anything was stored." in result.stderr
    assert "Error: The disk is full; free some space." in result.stderr


def test_an_interruption_says_what_is_stored_and_how_to_finish(
    run: Run, files: Path, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "MAX_BATCH_REVIEWS", 3)
    add = service.add_reviews

    async def interrupted_later(drafts: list[object]) -> object:
        if service.stored:
            raise KeyboardInterrupt
        return await add(drafts)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "add_reviews", interrupted_later)
    result = run("ingest", files / "reviews.jsonl", files / "note.txt")
    assert result.exit_code == 130
    assert "Interrupted after 3 reviews, which are stored." in result.stderr
    assert "The same command again finishes the rest" in result.stderr


def test_names_of_files_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    path = table(tmp_path / "a\x1b[2J.jsonl", {"item_id": "film", "text": "a"})
    result = run("ingest", path)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout + result.stderr


def test_the_store_is_closed_afterwards(run: Run, files: Path, runtime: FakeRuntime) -> None:
    run("ingest", files)
    assert runtime.closed
