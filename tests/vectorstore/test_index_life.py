"""How the index opens, follows, fails and recovers, over a collection in memory that can be told to fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.models import Filters, ReviewEntry, Vectors
from vectorstore import index as index_module
from vectorstore.chunk_vectors import IndexedChunks
from vectorstore.database import Database
from vectorstore.index import ChromaIndex
from vectorstore.records import SqlRecords


class Collection:
    """Chunks in memory; `gate` holds additions up, `broken` makes everything fail."""

    def __init__(self) -> None:
        self.vectors: dict[str, Vectors] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.broken = False
        self.fails_to_close = False

    def add(self, chunks: IndexedChunks) -> None:
        self._check()
        self.gate.wait(10)
        self.vectors.update(zip(chunks.ids, chunks.vectors, strict=True))

    def remove(self, ids: list[str]) -> None:
        self._check()
        for one in ids:
            self.vectors.pop(one, None)

    def nearest(self, vector: Vectors, where: object, limit: int) -> list[str]:
        self._check()
        return sorted(self.vectors, key=lambda one: -float(self.vectors[one] @ vector))[:limit]

    def close(self) -> None:
        if self.fails_to_close:
            raise RuntimeError("cannot close")

    def _check(self) -> None:
        if self.broken:
            raise RuntimeError("broken")


class Home:
    """Generations in memory; a new one is like `template`."""

    def __init__(self) -> None:
        self.generations: dict[str, Collection] = {}
        self.sound = True
        self.broken = False
        self.gate = threading.Event()
        self.gate.set()

    def open(self, generation: str) -> Any:
        found = self.generations.setdefault(generation, Collection())
        found.broken, found.gate = self.broken, self.gate
        return found

    def is_sound(self, generation: str, sample: IndexedChunks, count: int) -> bool:
        return self.sound and generation in self.generations

    def drop(self, generation: str) -> None:
        self.generations.pop(generation, None)

    @property
    def only(self) -> Collection:
        (collection,) = self.generations.values()
        return collection


class Setting:
    """A record, and an index over it in `home`."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder / 'record.db'}")
        self.records = SqlRecords(self.database, embedding="m")
        self.home = Home()
        self.index = ChromaIndex(self.database, self.home)

    def save(self, *entries: ReviewEntry) -> None:
        self.index.prepare()
        self.index.apply(self.records.save(entries), entries)

    def finds(self, entry: ReviewEntry) -> bool | None:
        mean = entry.vectors.mean(axis=0)
        found = self.index.search(mean / np.linalg.norm(mean), Filters(), 1)
        return None if found is None else list(found) == [(entry.review.id, 0)]


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    setting = Setting(tmp_path)
    yield setting
    setting.index.close()
    setting.database.close()


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_write_that_the_index_missed_is_taken_in_without_a_new_generation(
    setting: Setting, make_entry: Callable[..., ReviewEntry]
) -> None:
    first, missed = make_entry("first"), make_entry("missed")
    setting.save(first)
    (generation,) = setting.home.generations
    setting.records.save([missed])  # as if the process had ended before the index followed
    again = ChromaIndex(setting.database, setting.home)
    again.prepare()
    assert list(setting.home.generations) == [generation]
    assert len(setting.home.only.vectors) == 2
    again.close()


def test_an_unsound_generation_gives_way_to_a_new_one(
    setting: Setting, make_entry: Callable[..., ReviewEntry]
) -> None:
    setting.save(make_entry("one"))
    (old,) = setting.home.generations
    setting.home.sound = False
    again = ChromaIndex(setting.database, setting.home)
    again.prepare()
    (new,) = setting.home.generations
    assert new != old
    assert len(setting.home.only.vectors) == 1
    again.close()


def test_a_search_while_the_index_is_remade_does_not_wait(
    setting: Setting, make_entry: Callable[..., ReviewEntry]
) -> None:
    entry = make_entry("one")
    setting.save(entry)
    setting.home.gate.clear()
    remaking = in_thread(setting.index.rebuild)
    while setting.home.only.vectors:
        pass
    assert setting.finds(entry) is None
    setting.home.gate.set()
    remaking.join()
    assert setting.finds(entry) is True


def test_a_write_while_the_index_is_remade_does_not_wait_and_is_not_missed(
    setting: Setting, make_entry: Callable[..., ReviewEntry]
) -> None:
    early, late = make_entry("early"), make_entry("late")
    setting.save(early)
    setting.home.gate.clear()
    remaking = in_thread(setting.index.rebuild)
    while setting.home.only.vectors:
        pass
    setting.save(late)
    setting.home.gate.set()
    remaking.join()
    assert setting.finds(early) is True
    assert setting.finds(late) is True


def test_a_failing_search_puts_the_index_out_of_use_and_one_recovery_brings_it_back(
    setting: Setting, make_entry: Callable[..., ReviewEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make_entry("one")
    setting.save(entry)
    setting.home.only.broken = True
    assert setting.finds(entry) is None
    assert not setting.index.available
    setting.home.sound = False
    assert setting.finds(entry) is None  # too early to try again
    monkeypatch.setattr(index_module, "RETRY_S", 0.0)
    setting.home.gate.clear()
    before = threading.active_count()
    for _ in range(5):
        assert setting.finds(entry) is None
    assert threading.active_count() == before + 1
    setting.home.gate.set()
    while not setting.index.available:
        pass
    assert setting.finds(entry) is True


def test_a_write_stands_whatever_the_index_does(
    setting: Setting, make_entry: Callable[..., ReviewEntry]
) -> None:
    setting.save(make_entry("one"))
    setting.home.only.broken = setting.home.only.fails_to_close = True
    setting.save(make_entry("two"))
    assert set(setting.records.get(["one", "two"])) == {"one", "two"}
    assert not setting.index.available


def test_closing_stops_a_remake(
    setting: Setting, make_entry: Callable[..., ReviewEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    setting.save(make_entry("one"))
    setting.home.gate.clear()
    remaking = in_thread(setting.index.rebuild)
    while setting.home.only.vectors:
        pass
    closing = in_thread(setting.index.close)
    setting.home.gate.set()
    remaking.join(5)
    closing.join(5)
    assert not remaking.is_alive()
    assert not closing.is_alive()
