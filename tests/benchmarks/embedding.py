"""Embedding speed beside sentence-transformers, in one run: python tests/benchmarks/embedding.py [--texts N].

Prints sentences and characters a second for both, the start of each in a process of its own, and the
ratios. Both take the same mixed-length texts in one call; rounds alternate, and the best of each counts.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from vectorstore.embedding import open_embedder  # noqa: E402
from vectorstore.embedding.bundled import bundled_folder  # noqa: E402

ROUNDS = 3
SEED = 7
# fmt: off
WORDS = (
    "the", "a", "of", "and", "but", "with", "for", "this", "film", "room", "phone", "battery", "screen",
    "ending", "actor", "waiter", "was", "is", "felt", "looked", "quite", "very", "hardly", "never",
    "bright", "dull", "noisy", "clean", "late", "early", "story", "camera", "bed", "soup", "price", "it",
    "we", "they",
)
# fmt: on

OURS = (
    "from pathlib import Path; from vectorstore.embedding import open_embedder; "
    "open_embedder('default', Path({cache!r})).embed_query('ready')"
)
THEIRS = (
    "from sentence_transformers import SentenceTransformer; "
    "SentenceTransformer({model!r}, device='cpu').encode('ready')"
)


def sentences(count: int) -> list[str]:
    """Distinct texts, most of 5 to 30 words and one in eight of up to 150."""
    rng = random.Random(SEED)
    return [
        " ".join(rng.choices(WORDS, k=rng.randint(31, 150) if row % 8 == 0 else rng.randint(5, 30)))
        + f" {row}."
        for row in range(count)
    ]


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def start(program: str) -> float:
    """Seconds from nothing to the first vector, in a new process."""
    command = [sys.executable, "-W", "ignore", "-c", program]
    return seconds(lambda: subprocess.run(command, check=True, cwd=ROOT, capture_output=True))


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=600)
    texts = sentences(parser.parse_args().texts)
    model = str(bundled_folder())
    with tempfile.TemporaryDirectory() as cache:
        first = start(OURS.format(cache=cache))
        starts = start(OURS.format(cache=cache)), start(THEIRS.format(model=model))
        rates = measure(texts, Path(cache), model)
    show(texts, rates, starts, first)


def measure(texts: list[str], cache: Path, model: str) -> tuple[float, float]:
    """Best seconds of ours and of theirs for all of `texts`."""
    from sentence_transformers import SentenceTransformer

    embedder = open_embedder("default", cache)
    original = SentenceTransformer(model, device="cpu")
    ours = np.asarray(embedder.embed_documents(texts[:32]))
    theirs = original.encode(texts[:32], normalize_embeddings=True)
    print(f"lowest cosine between the two: {np.min(np.sum(ours * theirs, axis=1)):.6f}")
    rounds = [
        (
            seconds(lambda: embedder.embed_documents(texts)),
            seconds(lambda: original.encode(texts, normalize_embeddings=True)),
        )
        for _ in range(ROUNDS)
    ]
    return min(ours for ours, _ in rounds), min(theirs for _, theirs in rounds)


def show(texts: list[str], best: tuple[float, float], starts: tuple[float, float], first: float) -> None:
    """Print the table."""
    characters = sum(map(len, texts))
    print(f"{len(texts)} texts, {characters:,} characters")
    print(f"{'':24}{'ours':>12}{'original':>12}{'ratio':>8}")
    for name, amount in (("sentences a second", len(texts)), ("characters a second", characters)):
        print(f"{name:24}{amount / best[0]:12,.0f}{amount / best[1]:12,.0f}{best[1] / best[0]:8.2f}")
    print(f"{'start, seconds':24}{starts[0]:12.2f}{starts[1]:12.2f}{starts[1] / starts[0]:8.2f}")
    print(f"{'very first start':24}{first:12.2f}")


if __name__ == "__main__":
    main()
