from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from api.cli import asking, ingest
from api.settings import Settings
from qa import models
from qa.errors import EmbeddingMismatch, StoreLocked
from qa.ingest.loaders import FileFormat
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeRuntime


def test_doctor_shows_every_setting_with_its_source(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PORT", "9")
    told = parsed(run("doctor", "--json"))
    assert set(told["settings"]) == set(Settings.model_fields)
    assert told["settings"]["port"] == {"value": "9", "source": "environment", "variable": "PULLQUOTE_PORT"}
    assert told["ok"] is True


def test_doctor_masks_passwords(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", "postgresql://ana:hunter2@db/reviews")
    for result in (run("doctor"), run("doctor", "--json")):
        assert "postgresql://***@db/reviews" in result.stdout
        assert "hunter2" not in result.stdout


def test_doctor_warns_of_variables_that_name_no_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PROT", "9")
    result = run("doctor")
    assert result.exit_code == 0
    assert "Warning: PULLQUOTE_PROT names no setting" in result.stdout


def test_doctor_reports_a_failing_check_and_ends_with_5(run: Run, runtime: FakeRuntime) -> None:
    runtime.checks["index"] = "being rebuilt"
    result = run("doctor")
    assert result.exit_code == 5
    assert "index: being rebuilt" in result.stdout


def test_doctor_calls_nothing_fine_that_is_out_of_use_although_questions_are_answered(
    run: Run, runtime: FakeRuntime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_CHROMA_URL", "http://localhost:1")
    runtime.checks["index"] = "out of use, the record is searched instead: no server answers"
    runtime.ready = True
    result = run("doctor")
    assert result.exit_code == 5
    assert "Everything works" not in result.stdout
    assert "To do: Start the Chroma server at PULLQUOTE_CHROMA_URL, or unset it" in result.stdout
    assert parsed(run("doctor", "--json"))["ok"] is False


def test_doctor_shows_what_holds_where_nothing_is_set(run: Run, tmp_path: Path) -> None:
    result = run("--home", tmp_path, "doctor")
    assert f"(sqlite:///{tmp_path / 'record.db'})" in result.stdout
    told = parsed(run("doctor", "--json"))["settings"]
    assert told["chroma_url"]["effective"] == "embedded, in the home folder"


def test_doctor_tries_the_language_model(run: Run, runtime: FakeRuntime) -> None:
    runtime.model = "ok"
    result = run("doctor")
    assert result.exit_code == 0
    assert "language model: ok" in result.stdout


def test_doctor_says_what_is_wrong_with_the_language_model(run: Run, runtime: FakeRuntime) -> None:
    runtime.model = "openai:m answered 401: no such key"
    result = run("doctor")
    assert result.exit_code == 2
    assert "language model: openai:m answered 401: no such key" in result.stdout
    assert "To do: See to PULLQUOTE_LLM" in result.stdout


def test_doctor_without_a_language_model_does_not_speak_of_one(run: Run) -> None:
    assert "language model" not in parsed(run("doctor", "--json"))["checks"]


def test_doctor_reports_a_store_that_does_not_open(run: Run, runtime: FakeRuntime) -> None:
    runtime.cannot_open = StoreLocked("Another process owns this store; end it first.")
    result = run("doctor", "--json")
    assert result.exit_code == 5
    assert parsed(result)["checks"] == {"store": "Another process owns this store; end it first."}
    assert parsed(result)["ok"] is False


def test_the_home_folder_can_be_given_before_a_command(
    run: Run, runtime: FakeRuntime, tmp_path: Path
) -> None:
    run("--home", tmp_path / "elsewhere", "items")
    assert runtime.opened_with is not None
    assert runtime.opened_with.home == tmp_path / "elsewhere"


def test_a_store_that_cannot_be_opened_is_one_line_and_5(run: Run, runtime: FakeRuntime) -> None:
    runtime.cannot_open = EmbeddingMismatch("Made with another model; run `pullquote reindex`.")
    result = run("ask", "Why?")
    assert result.exit_code == 5
    assert result.stderr == "Error: Made with another model; run `pullquote reindex`.\n"


def test_a_setting_that_cannot_be_used_is_one_line_and_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PORT", "high")
    result = run("items")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: PULLQUOTE_PORT is not usable")


def test_reindexing_adopts_the_store_and_counts_its_reviews(
    run: Run, files: Path, runtime: FakeRuntime
) -> None:
    run("ingest", files)
    result = run("reindex")
    assert result.exit_code == 0
    assert result.stdout == "Reindexed 4 reviews.\n"
    assert runtime.adopted
    assert parsed(run("reindex", "--json")) == {"reviews": 4}


def test_serving_where_others_reach_it_is_refused_with_2(run: Run, runtime: FakeRuntime) -> None:
    result = run("serve", "--host", "0.0.0.0", "--port", "0")
    assert result.exit_code == 2
    assert "--allow-open" in result.stderr
    assert runtime.opened_with is None


def test_the_demo_stores_beside_where_it_runs_and_answers_three_questions(
    run: Run, files: Path, runtime: FakeRuntime
) -> None:
    result = run("demo", "--no-serve", "--seeds", files)
    assert result.exit_code == 0
    assert runtime.opened_with is not None
    assert runtime.opened_with.home == Path.cwd() / ".pullquote"
    assert "Question about Hotel Lanternhuis: What do guests say about the breakfast?" in result.stdout
    assert result.stdout.count("Question about ") == 3
    assert len(parsed(run("demo", "--no-serve", "--seeds", files, "--json"))) == 3


def test_the_demo_without_samples_says_how_to_name_them(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--no-serve", "--seeds", tmp_path / "none")
    assert result.exit_code == 2
    assert "--seeds" in result.stderr


def test_choices_of_the_command_line_are_those_of_the_core() -> None:
    assert get_args(asking.Engine) == get_args(models.Engine)
    assert get_args(asking.Unit) == get_args(models.Unit)
    assert get_args(ingest.FileFormat) == get_args(FileFormat)
