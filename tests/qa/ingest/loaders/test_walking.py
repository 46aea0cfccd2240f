from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa.ingest.loaders.events import FileSkipped, RowProblem
from qa.ingest.loaders.walking import FoundFile, walk


def touch(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def files(*paths: Path) -> list[Path]:
    return [found.path for found in walk(paths) if isinstance(found, FoundFile)]


def problems(*paths: Path) -> list[tuple[Path, str]]:
    return [(found.path, found.reason) for found in walk(paths) if isinstance(found, RowProblem)]


def notes(*paths: Path) -> list[tuple[Path, str]]:
    return [(found.path, found.reason) for found in walk(paths) if isinstance(found, FileSkipped)]


def test_a_folder_is_read_to_its_depths_by_name(tmp_path: Path) -> None:
    late, early, deep = (touch(tmp_path / name) for name in ("b.txt", "a.txt", "aa/z/deep.txt"))
    assert files(tmp_path) == [early, deep, late]


def test_paths_are_read_in_the_order_given(tmp_path: Path) -> None:
    first, second = touch(tmp_path / "z.csv"), touch(tmp_path / "a.csv")
    assert files(first, second) == [first, second]


def test_a_file_says_its_size_and_whether_it_was_named(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.txt", "12345")
    assert list(walk([path])) == [FoundFile(path=path, size=5, named=True)]
    assert list(walk([tmp_path])) == [FoundFile(path=path, size=5, named=False)]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path / ".hidden.txt")
    touch(tmp_path / ".git" / "a.txt")
    assert list(walk([tmp_path])) == []


@pytest.mark.parametrize("name", ["README.md", "readme", "LICENSE", "Licence.txt"])
def test_files_about_the_others_are_noted_not_read(tmp_path: Path, name: str) -> None:
    path = touch(tmp_path / name)
    assert files(tmp_path) == []
    assert notes(tmp_path) == [(path, "about the files beside it")]


def test_a_read_me_file_that_is_named_is_read(tmp_path: Path) -> None:
    path = touch(tmp_path / "README.md")
    assert files(path) == [path]


def test_a_folder_that_leads_back_into_itself_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    path = touch(tmp_path / "a" / "one.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert files(tmp_path) == [path]
    assert problems(tmp_path) == [(tmp_path / "a" / "loop", "the folder leads back into itself")]


def test_a_file_under_two_names_is_read_once(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(path)
    assert files(tmp_path, path) == [path]
    assert len(notes(tmp_path, path)) == 2


def test_a_folder_under_two_names_is_read_once(tmp_path: Path) -> None:
    path = touch(tmp_path / "a" / "one.txt")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert files(tmp_path) == [path]


def test_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert problems(tmp_path) == [(tmp_path / "gone.txt", "cannot be read: no such file or directory")]


@pytest.mark.parametrize("name", ["nowhere.csv", "nul\x00.csv", "n" * 300])
def test_a_path_that_does_not_exist_is_a_problem(tmp_path: Path, name: str) -> None:
    [(path, reason)] = problems(tmp_path / name)
    assert path == tmp_path / name
    assert reason.startswith("cannot be read")


def test_a_pipe_is_a_problem_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problems(tmp_path) == [(tmp_path / "pipe.txt", "neither a file nor a folder")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_a_problem(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert problems(tmp_path) == [(closed, "cannot be read: permission denied")]
