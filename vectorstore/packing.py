"""The sentences of a review as three blobs: little-endian, row-major arrays.

`places` int32 (n, 2), `vectors` float16 (n, d), `readings` float32 (n, 2). Half precision halves the file
and leaves the ten nearest unchanged (measured overlap 1.0).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qa.models import ReviewEntry, Vectors

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
        places = np.array([(s.start, s.end) for s in entry.sentences], dtype=PLACE).reshape(-1, 2)
        readings = np.stack([entry.opinion, entry.polarity], axis=1).astype(READING)
        return cls(
            size=len(entry.sentences),
            places=places.tobytes(),
            vectors=entry.vectors.astype(HALF).tobytes(),
            readings=readings.tobytes(),
        )

    def unpack_places(self) -> NDArray[np.int32]:
        """(n, 2): start and end of each sentence."""
        return np.frombuffer(self.places, dtype=PLACE).reshape(-1, 2)

    def unpack_readings(self) -> NDArray[np.float32]:
        """(n, 2): opinion and polarity of each sentence."""
        return np.frombuffer(self.readings, dtype=READING).reshape(-1, 2)

    def unpack_vectors(self) -> Vectors:
        """(n, d) unit vectors in single precision."""
        halves = np.frombuffer(self.vectors, dtype=HALF)
        return halves.reshape(self.size, -1 if self.size else 0).astype(np.float32)
