"""A copy of a store, for those who need one each."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.errors import ConfigurationError, StoreFull, StoreLocked
from qa.models import Filters, ReviewEntry
from vectorstore import store as stores
from vectorstore.store import Store, copy_store, open_store

MakeEntry = Callable[..., ReviewEntry]


@pytest.fixture
def home(tmp_path: Path, make_entry: MakeEntry) -> Path:
    """A closed store with two reviews, and what it need not pass on."""
    store = open_store(tmp_path / "home", embedding="hand-made")
    store.save([make_entry("one"), make_entry("two")])
    store.close()
    models = tmp_path / "home" / "models"
    models.mkdir()
    (models / "graph.onnx").write_text("a graph")
    return tmp_path / "home"


def ids_in(store: Store) -> set[str]:
    return {review.id for review in store.page(Filters(), None, 10).rows}


def test_a_copy_holds_the_same_reviews_and_finds_them(
    home: Path, tmp_path: Path, make_entry: MakeEntry
) -> None:
    copy_store(home, tmp_path / "copy", leave_out="models")
    copy = open_store(tmp_path / "copy", embedding="hand-made")
    try:
        copy.index.prepare()
        assert ids_in(copy) == {"one", "two"}
        found = copy.index.search(make_entry("one").vectors.mean(axis=0), Filters(), 1)
        assert found == [("one", 0)]
    finally:
        copy.close()


def test_the_copy_and_the_store_go_their_own_ways(home: Path, tmp_path: Path, make_entry: MakeEntry) -> None:
    copy_store(home, tmp_path / "copy", leave_out="models")
    copy = open_store(tmp_path / "copy", embedding="hand-made")
    store = open_store(home, embedding="hand-made")  # the copy's lock is its own
    try:
        copy.delete(["one"])
        store.save([make_entry("three")])
        assert ids_in(copy) == {"two"}
        assert ids_in(store) == {"one", "two", "three"}
    finally:
        copy.close()
        store.close()


def test_the_lock_and_what_is_left_out_stay_behind(home: Path, tmp_path: Path) -> None:
    copy_store(home, tmp_path / "copy", leave_out="models")
    names = {path.name for path in home.iterdir()} - {"models", "store.lock"}
    assert {path.name for path in (tmp_path / "copy").iterdir()} == names
    assert (home / "models" / "graph.onnx").is_file()


def test_the_store_is_free_again_afterwards(home: Path, tmp_path: Path) -> None:
    copy_store(home, tmp_path / "copy", leave_out="models")
    open_store(home, embedding="hand-made").close()


def test_a_store_that_is_open_is_not_copied(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "COPY_WAIT_S", 0.1)
    store = open_store(home, embedding="hand-made")
    try:
        with pytest.raises(StoreLocked, match="Another process has the store in"):
            copy_store(home, tmp_path / "copy", leave_out="models")
    finally:
        store.close()
    assert not (tmp_path / "copy").exists()


def test_a_store_that_another_process_has_open_is_not_copied(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "COPY_WAIT_S", 0.1)
    program = (
        "import sys; from pathlib import Path; from vectorstore.store import open_store\n"
        f"store = open_store(Path({str(home)!r}), embedding='hand-made')\n"
        "print('open', flush=True); sys.stdin.readline(); store.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked):
            copy_store(home, tmp_path / "copy", leave_out="models")
        process.communicate("\n")
    copy_store(home, tmp_path / "copy", leave_out="models")


def test_copying_waits_for_a_store_that_is_let_go(home: Path, tmp_path: Path) -> None:
    store = open_store(home, embedding="hand-made")
    copying = threading.Thread(target=copy_store, args=(home, tmp_path / "copy"), kwargs={"leave_out": "x"})
    copying.start()
    time.sleep(0.2)
    assert not (tmp_path / "copy").exists()
    store.close()
    copying.join(timeout=10)
    assert (tmp_path / "copy" / "record.db").is_file()


def test_two_processes_copy_at_once(home: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from vectorstore.store import copy_store, open_store\n"
        f"target = Path(sys.argv[1]); copy_store(Path({str(home)!r}), target, leave_out='models')\n"
        "store = open_store(target, embedding='hand-made'); print(len(store.get(['one', 'two'])))\n"
        "store.close()"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / f"copy-{number}")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    assert [process.communicate(timeout=60) for process in started] == [("2\n", ""), ("2\n", "")]


def test_a_folder_without_a_store_is_an_empty_copy(tmp_path: Path) -> None:
    copy_store(tmp_path / "none", tmp_path / "copy", leave_out="models")
    assert list((tmp_path / "copy").iterdir()) == []


def test_a_folder_that_cannot_be_one_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match=r"The store cannot be opened in .*file"):
        copy_store(tmp_path / "file", tmp_path / "copy", leave_out="models")


def test_a_target_that_is_there_is_not_written_over(home: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("mine")
    with pytest.raises(ConfigurationError):
        copy_store(home, tmp_path / "copy", leave_out="models")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["mine.txt"]


def test_a_disk_too_small_for_the_copy_is_told_as_full(home: Path, small_disk: Path) -> None:
    (home / "large").write_bytes(b"x" * 20 * 1024 * 1024)
    with pytest.raises(StoreFull):
        copy_store(home, small_disk / "copy", leave_out="models")
