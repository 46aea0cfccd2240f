"""Cleaned text: what the passes leave of a source, with the map back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa.alignment import Alignment, Edit
from qa.ingest.cleaning.boilerplate import boilerplate_edits
from qa.ingest.cleaning.characters import character_edits
from qa.ingest.cleaning.composition import composition_edits
from qa.ingest.cleaning.glue import glue_edits
from qa.ingest.cleaning.lines import line_edits
from qa.ingest.cleaning.markup import markup_edits
from qa.ingest.cleaning.mojibake import mojibake_edits
from qa.ingest.cleaning.punctuation import punctuation_edits
from qa.ingest.cleaning.spaces import space_edits

__all__ = ["Cleaned", "clean"]

Pass = Callable[[str], list[Edit]]

# Markup first, because it may spell any character; words last, because they need everything else in place.
PASSES: tuple[Pass, ...] = (
    markup_edits,
    mojibake_edits,
    character_edits,
    composition_edits,
    boilerplate_edits,
    line_edits,
    space_edits,
    punctuation_edits,
    glue_edits,
)

# One pass can uncover work for another (an escaped tag, a name that was glued). Real text settles in two
# or three rounds; the bound keeps text nested on purpose from taking more than linear time.
MAX_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """`text` as it should be read, and its `alignment` to the source it was made from."""

    text: str
    alignment: Alignment


def clean(source: str) -> Cleaned:
    """Clean the text of a review: pure, deterministic, and without effect on what is already clean.

    Markup, broken characters, scraper residue and stray spaces go; lost spaces come back. No word is
    changed otherwise.
    """
    cleaned = Cleaned(text=source, alignment=Alignment.identity(len(source)))
    for _ in range(MAX_ROUNDS):
        after = _round(cleaned)
        if after.text == cleaned.text:
            break
        cleaned = after
    return cleaned


def _round(cleaned: Cleaned) -> Cleaned:
    text, alignment = cleaned.text, cleaned.alignment
    for edits_of in PASSES:
        edits = edits_of(text)
        if edits:
            text, made = Alignment.from_edits(text, edits)
            alignment = alignment.then(made)
    return Cleaned(text=text, alignment=alignment)
