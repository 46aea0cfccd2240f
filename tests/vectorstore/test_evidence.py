from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa.models import Chunk, Filters, ReviewEntry
from vectorstore.database import Database
from vectorstore.evidence import SqlEvidence
from vectorstore.records import SqlRecords
from vectorstore.store import Store

FOUR = ("One lamp.", "Two lamps.", "Three lamps.", "Four lamps.")


def test_an_empty_scope_has_no_blocks(store: Store) -> None:
    assert list(store.evidence.blocks(Filters())) == []


def test_rows_place_each_sentence_in_its_review(store: Store, make_entry: Callable[..., ReviewEntry]) -> None:
    store.save([make_entry("a", *FOUR), make_entry("b")])
    (block,) = store.evidence.blocks(Filters())
    assert [speaker.review_id for speaker in block.speakers] == ["a", "b"]
    assert block.review_of.tolist() == [0, 0, 0, 0, 1, 1]
    assert block.ordinals.tolist() == [0, 1, 2, 3, 0, 1]
    text = store.get(["a"])["a"].text
    assert text[block.starts[2] : block.ends[2]] == "Three lamps."


def test_a_write_is_seen_although_the_scope_was_cached(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save([make_entry("a")])
    assert sum(map(len, store.evidence.blocks(Filters()))) == 2
    assert store.evidence.blocks(Filters()) is store.evidence.blocks(Filters())
    store.save([make_entry("b")])
    assert sum(map(len, store.evidence.blocks(Filters()))) == 4


def test_a_scope_too_large_to_keep_is_read_in_blocks_of_whole_reviews(
    tmp_path: Path, make_entry: Callable[..., ReviewEntry]
) -> None:
    database = Database(f"sqlite:///{tmp_path}/record.db")
    SqlRecords(database, embedding="m").save([make_entry(f"r{n}") for n in range(5)])
    evidence = SqlEvidence(database, cache_sentences=4, block_sentences=3)
    sizes = [len(block) for block in evidence.blocks(Filters())]
    assert sizes == [4, 4, 2]
    assert evidence.blocks(Filters()) is not evidence.blocks(Filters())
    database.close()


@pytest.mark.parametrize("held", [False, True], ids=["from the record", "from memory"])
def test_chosen_chunks_and_sentences_come_once_each(
    store: Store, make_entry: Callable[..., ReviewEntry], held: bool
) -> None:
    entries = [make_entry("a", *FOUR), make_entry("b", *FOUR)]
    store.save(entries)
    if held:
        assert store.evidence.blocks(Filters())
    found = store.evidence.of([("a", 1), ("gone", 0)], [("a", 2), ("b", 0), ("b", 99)], Filters())
    keys = [
        (found.speakers[review].review_id, ordinal)
        for review, ordinal in zip(found.review_of.tolist(), found.ordinals.tolist(), strict=True)
    ]
    assert keys == [("a", 2), ("a", 3), ("b", 0)]
    assert found.chunks.tolist() == [1, 1, 0]
    assert [speaker.content_hash for speaker in found.speakers] == [e.review.content_hash for e in entries]
    np.testing.assert_allclose(found.vectors[2], entries[1].vectors[0], atol=1e-3)


def test_what_is_out_of_scope_is_not_among_the_chosen(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save([make_entry("a", item_id="lamp"), make_entry("b", item_id="desk")])
    found = store.evidence.of([("a", 0), ("b", 0)], [], Filters(item_id="desk"))
    assert [speaker.review_id for speaker in found.speakers] == ["b"]


def test_the_passage_of_a_sentence_is_the_chunk_it_stands_in(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save([make_entry("a", *FOUR)])
    passages = store.evidence.passages([("a", 3), ("a", 7)])
    assert passages == {("a", 3): Chunk(ordinal=1, start=21, end=45, first=2, last=3)}


def test_choosing_from_several_held_blocks_is_choosing_from_their_sum(
    tmp_path: Path, make_entry: Callable[..., ReviewEntry]
) -> None:
    database = Database(f"sqlite:///{tmp_path}/record.db")
    SqlRecords(database, embedding="m").save([make_entry(f"r{n}", *FOUR) for n in range(5)])
    evidence = SqlEvidence(database, cache_sentences=100, block_sentences=7)
    asked = ([("r4", 0), ("r0", 1)], [("r2", 3), ("r0", 2)], Filters())
    read = evidence.of(*asked)
    assert len(list(evidence.blocks(Filters()))) == 3
    held = evidence.of(*asked)
    names = [[speaker.review_id for speaker in block.speakers] for block in (held, read)]
    assert names == [["r0", "r2", "r4"]] * 2
    assert held.review_of.tolist() == read.review_of.tolist() == [0, 0, 1, 2, 2]
    assert held.ordinals.tolist() == read.ordinals.tolist() == [2, 3, 3, 0, 1]
    np.testing.assert_array_equal(held.vectors, read.vectors)
    database.close()


def test_choosing_where_nothing_is_stored_finds_nothing(store: Store) -> None:
    assert list(store.evidence.blocks(Filters())) == []
    assert len(store.evidence.of([("a", 0)], [("b", 1)], Filters())) == 0
