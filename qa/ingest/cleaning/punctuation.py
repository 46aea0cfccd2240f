# ruff: noqa: RUF001 (curly quotation marks are what this module is about)
"""Spaces lost beside punctuation: "well.The", "word,word", "film)and"."""

from __future__ import annotations

import re

from qa.alignment import Edit
from qa.ingest.cleaning.quotation import quotation_cuts

__all__ = ["punctuation_edits"]

LOWER = "a-z\u00df-\u00ff"
UPPER = "A-Z\u00c0-\u00de"
CAPITALISED = rf"(?=[{UPPER}][{LOWER}]|[{UPPER}][’'][{UPPER}{LOWER}]|[IA][ ’'])"
SENTENCE_WORDS = (
    "the|this|but|and|they|then|there|that|she|we|you|if|also|when|not|very|these|because|however|would|great"
)

# Each matches up to where a space is missing. What stands before tells a sentence from "U.S.A" or "Ph.D". The
# mark comes first and is looked back from, because a pattern that begins with a character is found fast.
SENTENCE = re.compile(
    rf"[.!?…](?<=[{LOWER}0-9)\]%’”.!?].)(?<![\s.(][{LOWER}].)[)\]”’]*{CAPITALISED}"
    rf"|[.!?](?<=[A-Z][A-Z].)[)\]”’]*(?=[A-Z][a-z]+ )"
    rf"|[.!?](?<=[{LOWER}][{LOWER}].)(?=\([A-Z][a-z])"
)
LOWER_SENTENCE = re.compile(
    rf"[!?](?<=[{LOWER}][{LOWER}.!?].)(?=[{LOWER}]{{2}})"
    rf"|\.(?<=[{LOWER}][{LOWER}][{LOWER}].)(?=(?:{SENTENCE_WORDS}) )"
)
COMMA = re.compile(r"[,;](?:(?<=[^\W\d_][^\W\d_].)|(?<=[)\]’”.!?\d].)|(?<=\s[AIai].))(?=[^\W\d_])")
COLON = re.compile(rf":(?<=[{LOWER}]{{4}}.)(?=[{UPPER}][{LOWER}])")
BRACKET = re.compile(
    r"[(\[](?<=[^\W\d_]{3}.)(?=[^\W\d_]{3}(?![^()\s]{0,3}\))|\d{4}\)|[a-z]{2,3}-[a-z]{3}|[\"“][A-Z]"
    r"|(?:an?|as|at|by|he|I|in|is|it|my|no|of|on|to|we) [^\W\d_])"
)
AFTER_BRACKET = re.compile(
    rf"\)(?=[{UPPER}][{LOWER}]|[a-z]{{3}}|(?:in|of|to|is|as|it|on|or|by|at|he|we|an|a)\b)"
)
AFTER_MARK = (SENTENCE, LOWER_SENTENCE, COMMA, COLON)

ADDRESS = re.compile(r"://|www\.|[@\\_=#]|\.(?:com|org|net|co|io|html?|php)\b", re.IGNORECASE)
ADDRESS_MAX = 100  # characters to look back for the start of an address
OPTIONAL_MAX = 4  # letters of an optional part: "(re)make", "(un)likely"


def punctuation_edits(text: str) -> list[Edit]:
    """Put back the spaces lost beside punctuation; abbreviations, numbers and addresses stay whole."""
    cuts = {match.end() for pattern in AFTER_MARK for match in pattern.finditer(text)}
    cuts.update(match.start() for match in BRACKET.finditer(text))
    cuts.update(match.end() for match in AFTER_BRACKET.finditer(text) if not _is_optional(text, match))
    cuts.update(quotation_cuts(text))
    if cuts and ADDRESS.search(text):
        cuts = {cut for cut in cuts if not _is_in_address(text, cut)}
    return [Edit(cut, cut, " ") for cut in sorted(cuts)]


def _is_in_address(text: str, position: int) -> bool:
    """Whether the token around this place is a web or mail address, a path or a tag."""
    before = text[max(0, position - ADDRESS_MAX) : position].rsplit(None, 1)
    after = text[position : position + ADDRESS_MAX].split(None, 1)
    joined = (before[-1] if before else "") + (after[0] if after else "")
    return ADDRESS.search(joined) is not None


def _is_optional(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket holds part of the word after it."""
    opening = text.rfind("(", max(0, match.start() - OPTIONAL_MAX - 1), match.start())
    inside = text[opening + 1 : match.start()]
    return opening >= 0 and inside.isalpha() and text[match.end()].islower()
