from __future__ import annotations

from pathlib import Path

import pytest

from qa.ingest.loaders.imdb import ImdbFolders, is_imdb_list, is_imdb_review


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("train/pos/123_8.txt", True),
        ("test/neg/0_1.txt.gz", True),
        ("train/unsup/4_0.txt", True),
        ("train/pos/notes.txt", False),
        ("train/other/123_8.txt", False),
    ],
)
def test_reviews_are_told_by_folder_and_name(path: str, expected: bool) -> None:
    assert is_imdb_review(Path(path)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("urls_pos.txt", True), ("imdbEr.txt", True), ("urls.txt", False), ("1_2.txt", False)],
)
def test_lists_are_told_by_name(name: str, expected: bool) -> None:
    assert is_imdb_list(Path("train") / name) is expected


def test_the_name_of_a_file_gives_id_and_rating(tmp_path: Path) -> None:
    assert ImdbFolders().fields(tmp_path / "train" / "pos" / "123_8.txt") == {
        "id": "imdb-train-pos-123",
        "item_id": "aclImdb",
        "rating": 8.0,
        "rating_scale": 10.0,
    }


def test_a_review_without_a_label_has_no_rating(tmp_path: Path) -> None:
    assert "rating" not in ImdbFolders().fields(tmp_path / "train" / "unsup" / "5_0.txt")


def test_the_list_beside_the_folder_names_the_films(tmp_path: Path) -> None:
    lines = [f"http://www.imdb.com/title/tt{number}/usercomments\n" for number in ("0000011", "0000022")]
    (tmp_path / "urls_neg.txt").write_text("".join(lines), encoding="utf-8")
    fields = ImdbFolders().fields(tmp_path / "neg" / "1_2.txt")
    assert (fields["item_id"], fields["url"]) == ("tt0000022", "https://www.imdb.com/title/tt0000022/")


@pytest.mark.parametrize("number", [1, 999_999_999])
def test_a_file_beyond_the_list_or_on_a_broken_line_has_no_film(tmp_path: Path, number: int) -> None:
    (tmp_path / "urls_neg.txt").write_text("http://www.imdb.com/title/tt1/\nbroken\n", encoding="utf-8")
    assert ImdbFolders().fields(tmp_path / "neg" / f"{number}_2.txt")["item_id"] == "aclImdb"
