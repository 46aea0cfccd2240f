"""A core with everything real but the model: vectors are bags of words, readings come from a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.models import Vectors
from qa.service import ReviewQA
from qa.words import stems
from vectorstore.store import Store, open_store

DIMENSION = 256


class BagOfWords:
    """An embedder under which texts are close when they share words. Counts calls and texts."""

    def __init__(self) -> None:
        self.embedded = 0
        self.calls = 0

    def embed_documents(self, texts: list[str]) -> Vectors:
        self.calls += 1
        self.embedded += len(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for stem in stems(text):
            vector[crc32(stem.encode()) % DIMENSION] += 1
        return vector


class WordedOpinions:
    """Reads praise and complaint off four words."""

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        polarity = np.array(
            [
                ("superb" in t or "lovely" in t) * 0.9 - ("dreadful" in t or "dull" in t) * 0.9
                for t in map(str.lower, texts)
            ],
            dtype=np.float32,
        )
        return (polarity != 0).astype(np.float32), polarity


class Inline:
    """Workers that do the work at once, in place."""

    async def run(self, work: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        return work(*args, **kwargs)


@pytest.fixture
def embedder() -> BagOfWords:
    return BagOfWords()


@pytest.fixture
def opinions() -> WordedOpinions:
    return WordedOpinions()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "home", embedding="bag of words")
    yield store
    store.close()


@pytest.fixture
def service(store: Store, embedder: BagOfWords, opinions: WordedOpinions) -> ReviewQA:
    return ReviewQA(
        records=store,
        evidence=store.evidence,
        lexical=store.lexical,
        vectors=store.index,
        embedder=embedder,
        opinions=opinions,
        readers=Inline(),  # type: ignore[arg-type]
        writers=Inline(),  # type: ignore[arg-type]
    )
