"""Entries made by hand, and stores in temporary folders."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

from qa.alignment import Alignment
from qa.models import Chunk, Review, ReviewEntry, Sentence
from vectorstore.store import Store, open_store

MakeEntry = Callable[..., ReviewEntry]
OpenStore = Callable[..., Store]
DIMENSION = 16


@pytest.fixture
def make_entry() -> MakeEntry:
    """Entries of two-sentence chunks; vectors are random but the same for the same id and text."""

    def make(review_id: str, *sentences: str, item_id: str = "lamp", **fields: Any) -> ReviewEntry:
        lines = sentences or (f"The shade of {review_id} is crooked.", f"But {review_id} glows warmly.")
        text = " ".join(lines)
        starts = [0]
        for line in lines[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        placed = tuple(
            Sentence(ordinal=n, start=start, end=start + len(line))
            for n, (start, line) in enumerate(zip(starts, lines, strict=True))
        )
        chunks = tuple(
            Chunk(
                ordinal=n,
                start=placed[first].start,
                end=placed[min(first + 1, len(placed) - 1)].end,
                first=first,
                last=min(first + 1, len(placed) - 1),
            )
            for n, first in enumerate(range(0, len(placed), 2))
        )
        vectors = np.random.default_rng(crc32((review_id + text).encode())).normal(
            size=(len(lines), DIMENSION)
        )
        vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return ReviewEntry(
            review=Review(
                id=review_id,
                item_id=item_id,
                text=text,
                source_text=text,
                alignment=Alignment.identity(len(text)),
                content_hash=f"hash of {text}",
                **fields,
            ),
            sentences=placed,
            chunks=chunks,
            vectors=vectors,
            opinion=np.linspace(0.2, 0.8, len(lines), dtype=np.float32),
            polarity=np.linspace(-0.5, 0.5, len(lines), dtype=np.float32),
        )

    return make


@pytest.fixture
def open_here(tmp_path: Path) -> Iterator[OpenStore]:
    """Opens the store of this test; whatever is still open is closed at the end."""
    with ExitStack() as stack:

        def open_one(**options: Any) -> Store:
            store = open_store(tmp_path / "home", **{"embedding": "hand-made", **options})
            stack.callback(store.close)
            return store

        yield open_one


@pytest.fixture
def store(open_here: OpenStore) -> Store:
    return open_here()


@pytest.fixture
def library(make_entry: MakeEntry) -> list[ReviewEntry]:
    """Twelve reviews that differ in every field a filter can name."""
    return [
        make_entry(
            f"r{n}",
            item_id=f"item-{n % 3}",
            author=f"author-{n % 4}",
            source="shop" if n % 2 else "paper",
            language="en" if n < 9 else "es",
            rating=None if n == 5 else n / 2,
            rating_scale=6.0,
            published=None if n == 6 else date(2024, 1, 1 + n),
        )
        for n in range(12)
    ]


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma-server")
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/v2/heartbeat")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
