"""Plain text files: one review each."""

from __future__ import annotations

import io

from qa.errors import UnreadableSource
from qa.ingest.drafts import MAX_REVIEW_CHARS
from qa.ingest.loaders.lines import decode_bytes

__all__ = ["read_text"]

_MAX_BYTES = 4 * MAX_REVIEW_CHARS + 4  # what the longest review takes in any encoding, with a mark


def read_text(stream: io.BufferedReader) -> str:
    """The text of a file. Raises: UnreadableSource where it is empty, too long for a review, or not text."""
    raw = stream.read(_MAX_BYTES + 1)
    if len(raw) > _MAX_BYTES:
        raise UnreadableSource(
            f"the text is longer than {MAX_REVIEW_CHARS:,} characters, the most for a review"
        )
    text = decode_bytes(raw)
    if not text.strip():
        raise UnreadableSource("the file is empty")
    return text
