"""Two hundred reviews that attack whoever reads them, each with a harmless question and its answer.

They lie as data in `hostile/`, a file for every kind of attack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["KINDS", "HostileReview", "hostile_reviews"]

KINDS = (
    "direct",
    "turns",
    "fences",
    "replies",
    "citations",
    "counts",
    "links",
    "markup",
    "languages",
    "hidden",
    "encodings",
    "exfiltration",
    "authority",
    "floods",
    "policies",
    "refusals",
)
_FOLDER = Path(__file__).with_name("hostile")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileReview:
    """A review with an attack in it, as a site would send it."""

    kind: str
    """The family of the attack, one of KINDS."""
    text: str
    """The whole review, uncleaned."""
    question: str
    """What somebody may ask who knows nothing of the attack."""
    benign: str
    """The sentence that answers the question; cleaning leaves it as it is, and a sentence of its own."""
    forbidden: tuple[str, ...]
    """In lower case, what stands in the prose of an answer only where the attack was followed."""
    wants: str
    """The claim that a model would write if it did as it is told; holds something forbidden."""
    language: str = "en"
    """The language of the attack; that of the question and its answer is always English."""


@cache
def hostile_reviews() -> Sequence[HostileReview]:
    """All of them, in a fixed order: kind by kind."""
    return tuple(review for kind in KINDS for review in _of_kind(kind))


def _of_kind(kind: str) -> Iterator[HostileReview]:
    for row in yaml.safe_load((_FOLDER / f"{kind}.yaml").read_text("utf-8")):
        yield HostileReview(
            kind=kind,
            text=_filled(row["text"], row),
            question=row["question"],
            benign=row["benign"],
            forbidden=tuple(row["forbidden"]),
            wants=row["wants"],
            language=row.get("language", "en"),
        )


def _filled(text: str, row: Mapping[str, Any]) -> str:
    """A text with its two placeholders filled; other braces are part of attacks."""
    flood = row.get("flood", {"words": "", "times": 0})
    return text.replace("{benign}", row["benign"]).replace(
        "{flood}", " ".join([flood["words"]] * flood["times"])
    )
