"""Whether an embedded index still finds what the record holds.

Run as a program, because a broken Chroma index can crash the process that opens it, and a truncated one
counts every document while it finds none: `python -m vectorstore.index_check FOLDER NAME < SAMPLE`.
"""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from pathlib import Path

import numpy as np

from vectorstore.chroma import ChunkCollection, embedded_client
from vectorstore.chunk_vectors import IndexedChunks

__all__ = ["embedded_index_is_sound", "is_sound"]

log = logging.getLogger(__name__)

CHECK_TIMEOUT_S = 60
MOST_TO_ONE, SPARE = 2, 1_000  # chunks in the index for one in the record, from which it is worth remaking
FOUND_SHARE = 0.97  # a sound HNSW graph misses a stored vector now and then
SOUND, UNSOUND = 0, 3  # exit statuses; a crash gives any other


def is_sound(collection: ChunkCollection, sample: IndexedChunks, count: int) -> bool:
    """Whether the collection holds at least `count` chunks and finds those of the sample by their vectors.

    Some more are no harm: chunks that were deleted while the index was out of use. Many are.
    """
    if not count <= collection.count() <= MOST_TO_ONE * count + SPARE:
        return False
    return collection.find_themselves(sample) >= FOUND_SHARE * len(sample.ids)


def embedded_index_is_sound(folder: Path, name: str, sample: IndexedChunks, count: int) -> bool:
    """The same for an index in `folder`, in a process of its own."""
    packed = io.BytesIO()
    np.savez(packed, ids=np.array(sample.ids, dtype=np.str_), vectors=sample.vectors, count=count)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "vectorstore.index_check", str(folder), name],
            input=packed.getvalue(),
            capture_output=True,
            timeout=CHECK_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (SOUND, UNSOUND):
        log.warning(
            "the check of the vector index ended with %s: %s", done.returncode, _last_line(done.stderr)
        )
    return done.returncode == SOUND


def _last_line(output: bytes) -> str:
    return (output.decode(errors="replace").strip().splitlines() or ["no output"])[-1]


def main(folder: str, name: str) -> int:
    """Check the index in `folder` against the sample on standard input; 0 when it is sound."""
    with np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False) as packed:
        sample = IndexedChunks(ids=packed["ids"].tolist(), vectors=packed["vectors"], metadata=[])
        count = int(packed["count"])
    collection = ChunkCollection(embedded_client(Path(folder)), name)
    return SOUND if is_sound(collection, sample, count) else UNSOUND


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
