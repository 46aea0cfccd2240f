"""Text that a tokenizer or a wire format can take."""

from __future__ import annotations

__all__ = ["encodable"]


def encodable(text: str) -> str:
    """`text` with every lone surrogate as a question mark, since UTF-8 has no place for one."""
    return text.encode("utf-8", "replace").decode("utf-8")
