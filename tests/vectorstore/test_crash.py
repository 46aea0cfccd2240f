"""Killing the process during writes loses nothing that was acknowledged, and duplicates nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qa.models import Filters, ReviewEntry
from vectorstore.store import open_store

KILLS = 6
WRITER = """
import sys
from pathlib import Path

import numpy as np

from qa.alignment import Alignment
from qa.models import Chunk, Review, ReviewEntry, Sentence
from vectorstore.store import open_store


def entry(review_id, text):
    vector = np.random.default_rng(len(text)).normal(size=(1, 16)).astype(np.float32)
    return ReviewEntry(
        review=Review(id=review_id, item_id="lamp", text=text, source_text=text,
                      alignment=Alignment.identity(len(text)), content_hash=text),
        sentences=(Sentence(ordinal=0, start=0, end=len(text)),),
        chunks=(Chunk(ordinal=0, start=0, end=len(text), first=0, last=0),),
        vectors=vector / np.linalg.norm(vector),
        opinion=np.ones(1, np.float32),
        polarity=np.ones(1, np.float32),
    )


store = open_store(Path(sys.argv[1]), embedding="m")
for n in range(int(sys.argv[2]), 10**6):
    ids = [f"{n}-{k}" for k in range(20)]
    store.save([entry(review_id, f"Review {review_id} in full.") for review_id in ids])
    print(n, flush=True)
"""


def test_a_killed_writer_loses_no_acknowledged_review(tmp_path: Path) -> None:
    acknowledged: set[int] = set()
    chance = random.Random(7)
    for _ in range(KILLS):
        first = max(acknowledged, default=-1) + 1
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "home"), str(first)],
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout is not None
            acknowledged.add(int(writer.stdout.readline()))
            time.sleep(chance.uniform(0.0, 0.4))
            writer.kill()
            acknowledged |= {int(line) for line in writer.stdout if line.endswith("\n")}
    store = open_store(tmp_path / "home", embedding="m")
    wanted = {f"{n}-{k}" for n in acknowledged for k in range(20)}
    stored = [speaker.review_id for block in store.evidence.blocks(Filters()) for speaker in block.speakers]
    assert len(stored) == len(set(stored)) == store.evidence.count(Filters())
    assert wanted <= set(stored)
    assert all(review.text == f"Review {name} in full." for name, review in store.get(stored).items())
    some = store.index.search(next(iter(store.evidence.blocks(Filters()))).vectors[0], Filters(), 5)
    assert some is not None and len(some) == 5
    store.close()


def test_a_write_that_was_cut_off_is_finished_by_running_it_again(
    tmp_path: Path, make_entry: Callable[..., ReviewEntry]
) -> None:
    entries = [make_entry(f"r{n}") for n in range(10)]
    store = open_store(tmp_path / "home", embedding="m")
    store.save(entries[:4])
    store.close()
    again = open_store(tmp_path / "home", embedding="m")
    again.save(entries)
    assert again.evidence.count(Filters()) == 10
    assert sum(len(block) for block in again.evidence.blocks(Filters())) == 20
    again.close()
