from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.ingest.loaders import DraftRow, FileRecognised, FileSkipped, RowProblem, load


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def drafts(*paths: Path) -> list[ReviewDraft]:
    return [event.draft for event in load(paths) if isinstance(event, DraftRow)]


def problems(*paths: Path) -> list[tuple[str, int | None, str]]:
    events = [event for event in load(paths) if isinstance(event, RowProblem)]
    return [(event.path.name, event.line, event.reason) for event in events]


def test_text_files_of_a_folder_are_reviews_of_what_the_folder_is_called(tmp_path: Path) -> None:
    put(tmp_path / "lighthouse" / "anna.txt", "A long climb.")
    put(tmp_path / "lighthouse" / "bo.md", "Worth the climb.")
    found = drafts(tmp_path)
    assert [(draft.item_id, draft.text) for draft in found] == [
        ("lighthouse", "A long climb."),
        ("lighthouse", "Worth the climb."),
    ]


def test_text_files_of_a_folder_are_announced_once(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "One.")
    put(tmp_path / "b.txt", "Two.")
    announced = [event for event in load([tmp_path]) if isinstance(event, FileRecognised)]
    assert [(event.path, event.format) for event in announced] == [(tmp_path, "Text files, one review each")]


def test_a_text_file_that_is_named_is_about_what_it_is_called(tmp_path: Path) -> None:
    path = put(tmp_path / "reviews" / "lighthouse.txt.gz", gzip.compress(b"A long climb."))
    assert [draft.item_id for draft in drafts(path)] == ["lighthouse"]


def test_the_imdb_folders_are_read_without_their_lists(tmp_path: Path) -> None:
    train = tmp_path / "aclImdb" / "train"
    put(train / "urls_pos.txt", "http://www.imdb.com/title/tt0000007/usercomments\n")
    put(train / "pos" / "0_9.txt", "Every scene breathes.")
    put(train / "neg" / "0_2.txt", "An hour too long.")
    put(train / "labeledBow.feat", "9 0:1")
    events = list(load([tmp_path]))
    found = [event.draft for event in events if isinstance(event, DraftRow)]
    assert [(draft.id, draft.item_id, draft.rating) for draft in found] == [
        ("imdb-train-neg-0", "aclImdb", 2.0),
        ("imdb-train-pos-0", "tt0000007", 9.0),
    ]
    skipped = [event.path.name for event in events if isinstance(event, FileSkipped)]
    assert skipped == ["labeledBow.feat", "urls_pos.txt"]
    assert not [event for event in events if isinstance(event, RowProblem)]


@pytest.mark.parametrize(
    ("inside", "named"), [("pos", "."), (".", "pos"), ("pos", "0_9.txt"), ("neg", "../pos")]
)
def test_the_imdb_folders_are_known_from_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str, named: str
) -> None:
    train = tmp_path / "aclImdb" / "train"
    put(train / "urls_pos.txt", "http://www.imdb.com/title/tt0000007/usercomments\n")
    put(train / "pos" / "0_9.txt", "Every scene breathes.")
    put(train / "neg" / "0_2.txt", "An hour too long.")
    monkeypatch.chdir(train / inside)
    [draft] = drafts(Path(named))
    assert (draft.id, draft.item_id) == ("imdb-train-pos-0", "tt0000007")


def test_text_files_of_the_folder_one_is_in_are_reviews_of_what_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "lighthouse" / "anna.txt", "A long climb.")
    monkeypatch.chdir(tmp_path / "lighthouse")
    assert [draft.item_id for draft in drafts(Path())] == ["lighthouse"]


def test_a_text_file_of_noise_is_a_problem_and_no_review(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", random.Random(5).randbytes(2_000))
    assert drafts(path) == []
    [(_, line, reason)] = problems(path)
    assert (line, "control characters" in reason) == (None, True)
