"""The sentences of a review as three blobs: little-endian, row-major arrays.

`places` int32 (n, 3), `vectors` float16 (n, d), `readings` float32 (n, 2). Half precision halves the file
and leaves the ten nearest unchanged (measured overlap 1.0).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.models import ReviewEntry

__all__ = ["PackedSentences"]

PLACE = np.dtype("<i4")
HALF = np.dtype("<f2")
READING = np.dtype("<f4")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedSentences:
    """What one row of the `sentences` table holds."""

    size: int
    places: bytes
    vectors: bytes
    readings: bytes

    @classmethod
    def of(cls, entry: ReviewEntry) -> Self:
        """Pack the sentences of `entry`."""
        chunk_of = [chunk.ordinal for chunk in entry.chunks for _ in range(chunk.first, chunk.last + 1)]
        bounds = ((s.start, s.end, chunk) for s, chunk in zip(entry.sentences, chunk_of, strict=True))
        places = np.array(list(bounds), dtype=PLACE).reshape(-1, 3)
        readings = np.stack([entry.opinion, entry.polarity], axis=1).astype(READING)
        return cls(
            size=len(entry.sentences),
            places=places.tobytes(),
            vectors=entry.vectors.astype(HALF).tobytes(),
            readings=readings.tobytes(),
        )

    def unpack_places(self) -> NDArray[np.int32]:
        """(n, 3): start and end of each sentence, and the ordinal of the chunk it stands in."""
        return np.frombuffer(self.places, dtype=PLACE).reshape(-1, 3)

    def unpack_readings(self) -> NDArray[np.float32]:
        """(n, 2): opinion and polarity of each sentence."""
        return np.frombuffer(self.readings, dtype=READING).reshape(-1, 2)

    def unpack_vectors(self) -> NDArray[np.float16]:
        """(n, d) unit vectors, in the half precision they are stored in."""
        return np.frombuffer(self.vectors, dtype=HALF).reshape(self.size, -1 if self.size else 0)
