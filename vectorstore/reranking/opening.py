"""From the name in the settings to a reranker."""

from __future__ import annotations

from pathlib import Path

from vectorstore.reranking.bundled import BundledReranker, open_bundled
from vectorstore.reranking.named import NamedReranker

__all__ = ["NO_RERANKER", "AnyReranker", "open_reranker"]

AnyReranker = BundledReranker | NamedReranker

NO_RERANKER = "none"
BUNDLED_NAMES = ("", "default", "bundled")


def open_reranker(name: str | None, cache: Path, threads: int | None = None) -> AnyReranker | None:
    """The reranker that `name` means; nothing is loaded until it is used.

    `name` is None or `default` for the bundled one, `none` for no reranking, else the path or id of a
    cross-encoder. `cache` is the folder for exported models; `threads` defaults to the cores there are.
    """
    name = (name or "").strip()
    if name in BUNDLED_NAMES:
        return open_bundled(cache, threads)
    return None if name == NO_RERANKER else NamedReranker(name, threads)
