"""A data set on the command line: what is printed where, and as what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli.datasets import evaluate_dataset
from api.cli.session import Session
from qa.errors import InputError, UnreadableSource
from tests.qa.evaluation.datasets.writing import annotation, conversation, write_rc2, write_subjqa


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(flags={"home": tmp_path / "home"})


@pytest.fixture
def electronics(tmp_path: Path) -> Path:
    rows = [
        annotation("Is the lid loose?", "It boils. A loose lid.", "loose lid"),
        annotation("Is it red?", "Crimson."),
    ]
    return write_subjqa(tmp_path / "data" / "electronics.test.csv", rows).parent


def test_published_numbers_are_shown_beside_what_was_measured(
    session: Session, electronics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_dataset(session, "subjqa", electronics, ranker="bm25", split="test", as_json=False)
    shown = capsys.readouterr().out.splitlines()
    book = next(line for line in shown if "BM25 of Elasticsearch" in line)
    assert book.split()[-5:] == ["330", ".891", ".955", ".982", ".991"]
    ours = next(line for line in shown if "bm25 as published, electronics" in line)
    assert ours.split()[-5:] == ["2", "1.000", "1.000", "1.000", "1.000"]


def test_the_flattery_of_the_published_protocol_is_told(
    session: Session, electronics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_dataset(session, "subjqa", electronics, ranker="bm25", split="test", as_json=False)
    assert "a query without an answer counts as found" in capsys.readouterr().out


def test_progress_goes_to_standard_error(
    session: Session, electronics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_dataset(session, "subjqa", electronics, ranker="bm25", split="test", as_json=True)
    captured = capsys.readouterr()
    assert captured.err == "Ranking: SubjQA, electronics\n"
    assert "Ranking" not in captured.out


def test_json_names_every_number(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = conversation("The screen is dim. The keys are fine.", ("the keys ?", "fine", 32))
    path = write_rc2(tmp_path / "laptop" / "dev.json", [entry])
    evaluate_dataset(session, "rc2", path, ranker="bm25", split="dev", as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["dataset"], report["split"], report["ranker"]) == ("rc2", "dev", "bm25")
    first = report["tables"][0]["rows"][0]
    assert (first["label"], first["origin"], first["questions"], first["R@1"]) == (
        "bm25, laptop",
        "measured",
        1,
        1.0,
    )


def test_a_missing_file_is_an_error_that_says_what_to_give(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="holds no dev file of SubjQA"):
        evaluate_dataset(session, "subjqa", tmp_path, ranker="bm25", split="dev", as_json=False)


@pytest.mark.parametrize(("name", "ranker"), [("squad", "bm25"), ("subjqa", "magic")])
def test_names_that_there_are_not_are_refused(
    session: Session, tmp_path: Path, name: str, ranker: str
) -> None:
    with pytest.raises(InputError, match="There is no"):
        evaluate_dataset(session, name, tmp_path, ranker=ranker, split="dev", as_json=False)
