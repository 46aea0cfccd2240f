from __future__ import annotations

import pytest

from api.cli import progress


def test_without_a_terminal_lines_come_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    with progress.counting("Reindexing") as report:
        report(1_000, 4_000)
    captured = capsys.readouterr()
    assert captured.err == "Reindexing: 1,000 of 4,000 reviews\n"
    assert captured.out == ""


def test_lines_keep_their_distance(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.counting("Reindexing") as report:
        for done in range(1_000):
            report(done, 1_000)
    assert capsys.readouterr().err == ""


def test_reading_is_told_in_bytes_with_reviews_and_their_rate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_EVERY_S", 0.0)
    with progress.transferring("Ingesting") as report:
        report(1_000, 4_000_000, 12)
    assert capsys.readouterr().err.startswith("Ingesting: 1.0 kB of 4.0 MB, 12 reviews, ")


def test_on_a_terminal_there_is_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress.counting("Reindexing") as report:
        report(1, 4)
        report(4, 4)
    captured = capsys.readouterr()
    assert "4 of 4 reviews" in captured.err
    assert captured.out == ""
