"""Evidence put together: from stored rows, or out of evidence that is held already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.evidence import Evidence, Speaker
from qa.voices import Voices
from vectorstore.packing import PackedSentences

__all__ = ["Chosen", "picked", "stacked", "unpacked"]

Rows = NDArray[np.intp]

# The columns of evidence that have one entry for each sentence, whatever review it is of.
_COLUMNS = ("ordinals", "chunks", "starts", "ends", "vectors", "opinion", "polarity")
_NOTHING: tuple[NDArray[Any], ...] = (
    np.zeros(0),
    np.zeros((0, 3), np.int32),
    np.zeros((0, 2), np.float32),
    np.zeros((0, 0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which sentences of which reviews are wanted: by their own ordinal, or by that of their chunk."""

    sentences: Mapping[str, set[int]]
    chunks: Mapping[str, set[int]]

    @property
    def review_ids(self) -> Iterable[str]:
        """The reviews of which anything is wanted, each once."""
        return self.sentences.keys() | self.chunks.keys()

    def rows(self, review_id: str, chunk_of: NDArray[np.int32]) -> Rows:
        """The wanted sentences of a review, rising; `chunk_of` (n,) rises."""
        wanted = {ordinal for ordinal in self.sentences.get(review_id, ()) if ordinal < len(chunk_of)}
        for chunk in self.chunks.get(review_id, ()):
            first, last = chunk_of.searchsorted((chunk, chunk + 1))
            wanted.update(range(int(first), int(last)))
        return np.array(sorted(wanted), dtype=np.intp)


def unpacked(rows: Sequence[Any], chosen: Chosen | None = None, voices: Voices | None = None) -> Evidence:
    """The sentences in rows of the `sentences` table joined to their reviews, or those that are chosen.

    `voices` tells the voices of reviews that come whole; without it, every review is a voice of its own.
    """
    parts: list[tuple[NDArray[Any], ...]] = []
    for row in rows:
        packed = PackedSentences(size=row.size, places=row.places, vectors=row.vectors, readings=row.readings)
        places, readings = packed.unpack_places(), packed.unpack_readings()
        wanted = np.arange(row.size) if chosen is None else chosen.rows(row.id, places[:, 2])
        parts.append((wanted, places[wanted], readings[wanted], packed.unpack_vectors()[wanted]))
    ordinals, places, readings, vectors = (
        np.concatenate(columns) for columns in zip(*(parts or [_NOTHING]), strict=True)
    )
    block = Evidence(
        speakers=tuple(_speaker(row, voice) for voice, row in enumerate(rows)),
        review_of=np.repeat(np.arange(len(rows), dtype=np.int32), [len(wanted) for wanted, *_ in parts]),
        ordinals=ordinals.astype(np.int32),
        chunks=places[:, 2],
        starts=places[:, 0],
        ends=places[:, 1],
        vectors=vectors.astype(np.float32),
        opinion=readings[:, 0],
        polarity=readings[:, 1],
    )
    return block if voices is None else replace(block, speakers=voices.told_apart(block))


def _speaker(row: Any, voice: int) -> Speaker:
    return Speaker(
        review_id=row.id,
        content_hash=row.content_hash,
        voice=voice,
        item_id=row.item_id,
        author=row.author,
        rating=row.rating / row.rating_scale if row.rating is not None and row.rating_scale else None,
        published=row.published,
    )


def picked(block: Evidence, chosen: Chosen) -> Evidence:
    """The chosen sentences of a block in which every review is whole."""
    place = {speaker.review_id: i for i, speaker in enumerate(block.speakers)}
    here = sorted(place[review_id] for review_id in chosen.review_ids if review_id in place)
    first = block.review_of.searchsorted(np.arange(len(block.speakers) + 1, dtype=np.int32))
    wanted = [
        first[i] + chosen.rows(block.speakers[i].review_id, block.chunks[first[i] : first[i + 1]])
        for i in here
    ]
    rows: Rows = np.concatenate([np.zeros(0, dtype=np.intp), *wanted])
    return Evidence(
        speakers=tuple(block.speakers[i] for i in here),
        review_of=np.repeat(np.arange(len(here), dtype=np.int32), [len(part) for part in wanted]),
        **{name: getattr(block, name)[rows] for name in _COLUMNS},
    )


def stacked(parts: Sequence[Evidence]) -> Evidence:
    """Evidence of different reviews as one."""
    if len(parts) < 2:
        return parts[0] if parts else unpacked([])
    offsets = np.cumsum([0, *(len(part.speakers) for part in parts)])
    return Evidence(
        speakers=tuple(speaker for part in parts for speaker in part.speakers),
        review_of=np.concatenate(
            [part.review_of + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
        ).astype(np.int32),
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS},
    )
