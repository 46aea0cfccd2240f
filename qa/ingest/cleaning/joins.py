"""Capitals inside a token: "toBurt" lost a space, "McNichol" did not."""

from __future__ import annotations

import re

from qa.ingest.cleaning.evidence import Evidence
from qa.ingest.cleaning.segmentation import segments

__all__ = ["has_inner_capital", "join_cuts", "keeps_particle", "leads_to_link", "name_tail"]

INNER = re.compile(r"(?<=[a-z\u00df-\u00ff])(?=[A-Z\u00c0-\u00de])")
NAME = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+")
OPENING = re.compile(
    r"(?:And|But|The|With|When|While|From|That|If|Like|Because|Although|Though|Unlike|Since)$"
)
OPENING_LINK = re.compile(r"(?:As|At|By|For|In|Of|On|To|After|Before|So|Then|Even|Here|Where|Who|Only|Yet)$")
SECOND_GIVEN = re.compile(
    r"(?:Anne?|Beth|Jo|Lee|Lou|Lynn|Kate|Jane|Marie|Rose|Sophia|Marc|Sue|Paul|Luc|Claude|Pierre)$"
)
ACRONYM = re.compile(r"[A-Z]{3,}$")
SENTENCE_START = re.compile(
    r"(?:The|This|That|There|These|They|She|But|And|What|When|While|With|For|His|Her|Its?)$"
)
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)$")

# Particles that a surname keeps without a space. In lower case only those that are not English words.
PARTICLE = re.compile(
    r"(?:Ma?c|D[aeiu]|De[lsn]|L[aeou]|Les|V[ao]n|Fitz|El|Al|San|St|Ten?|Ver|Bel|Mont?|Saint|Ja|Jo|Ke|Sha|Ra|Ta)$"
)
LOWER_PARTICLE = re.compile(r"(?:d[aeiu]|de[ln]|l[ae]|ma?c|v[ao]n|[a-z])$")
BRAND_STARTS = frozenset(
    {"in", "on", "my", "go", "be", "we", "all", "one", "our", "you", "re", "so", "up", "at"}
)
LINKING = frozenset({"in", "on", "at", "one", "all", "our"})  # of these, those that lead to a link
TELLING = frozenset(
    {"the", "of", "and", "to", "with", "a", "by", "from", "for", "or", "as", "is", "than", "like"}
)
LEADING = re.compile(
    r"(?:star(?:s|ring|red)?|directors?|actors?|actress(?:es)?|writers?|(?:co)?stars?|brother|sister|wife|husband"
    r"|composer|comedian|critic|singer|screenwriter|filmmaker|featuring|novelist|author)$"
)
CONNECTING = re.compile(r"(?:and|or|in|as|with|to|by|for|from|at|of|than|like|plays|meets|versus|opposite)$")
NEW_PLACES = frozenset({"York", "Yorker", "Yorkers", "Jersey", "Orleans", "England", "Zealand", "Mexico"})
MIN_NAME = 3
COMMON = 1_000_000  # two words seen less often are rather a name


def has_inner_capital(token: str) -> bool:
    """Whether a capital follows a small letter."""
    return INNER.search(token) is not None


def join_cuts(token: str, evidence: Evidence, *, linked: bool) -> list[int]:
    """Where a token with inner capitals lost its spaces.

    `linked` says that the token continues a link that lost them.
    """
    if token.lower() in evidence.words.brands:
        return []
    bounds = _bounds(token)
    parts = [token[a:b] for a, b in zip([0, *bounds], [*bounds, len(token)], strict=True)]
    cuts = []
    for cut, left, right in zip(bounds, parts, parts[1:], strict=False):
        if _is_join(left, right, token, evidence, linked):
            cuts.append(cut)
            linked = True
    return cuts


def keeps_particle(token: str) -> bool:
    """Whether the only capital inside is that of a name after its particle: "McNichol"."""
    return not _bounds(token)


def leads_to_link(word: str, evidence: Evidence) -> bool:
    """Whether a word before a lost space says that the name after it was a link."""
    if evidence.breaks_links and evidence.words.frequency(word):
        return True
    return word in evidence.words.function or LEADING.match(word) is not None


def name_tail(name: str, evidence: Evidence, *, linked: bool) -> int:
    """Length of the connecting word that a name swallowed ("Campbelland"), 0 for none."""
    if name.lower() in evidence.words.known:
        return 0
    for start in range(MIN_NAME, len(name) - 1):
        if CONNECTING.match(name, start):
            sure = linked or name[:start] in evidence.own or name[start:] in {"and", "with"}
            return len(name) - start if sure else 0
    return 0


def _bounds(token: str) -> list[int]:
    """Where capitals begin a part; a particle and its name are one part."""
    bounds: list[int] = []
    start = 0
    for match in INNER.finditer(token):
        if not PARTICLE.match(token[start : match.start()]):
            bounds.append(match.start())
        start = match.start()
    return bounds


def _is_join(left: str, right: str, token: str, evidence: Evidence, linked: bool) -> bool:
    if SUFFIX.match(right):
        return len(left) >= MIN_NAME
    if not NAME.match(right) and not (right == "I" and left in evidence.words.function):
        return left in TELLING and len(left) > 1 and ACRONYM.match(right) is not None
    known = (left + right).lower() in evidence.words.known
    repeated = evidence.counts[token] > 1
    if left[0].islower():
        return _after_word(left, right, evidence, known, repeated)
    return not known and (
        name_tail(left, evidence, linked=linked) > 0 or (not repeated and _after_name(left, right, evidence))
    )


def _after_word(left: str, right: str, evidence: Evidence, known: bool, repeated: bool) -> bool:
    words = evidence.words
    if LOWER_PARTICLE.match(left) and left != "a":
        return False
    if left in TELLING or (left in words.function and left not in BRAND_STARTS):
        return not known or len(left) > 2
    if known or repeated:
        return False
    if left in BRAND_STARTS:
        linking = evidence.breaks_links and left in LINKING
        return evidence.loose or linking or right in words.given or right in evidence.own
    if len(segments(left, words, loose=evidence.loose)) > 1:
        return True
    return min(len(left), len(right)) >= MIN_NAME and left in words.frequencies


def _after_name(left: str, right: str, evidence: Evidence) -> bool:
    words = evidence.words
    if len(right) >= MIN_NAME and OPENING_LINK.match(left):
        return evidence.breaks_links or evidence.loose or right in words.given
    if min(len(left), len(right)) < MIN_NAME:
        return False
    if left == "New" and right in NEW_PLACES:
        return True
    if SENTENCE_START.match(right):
        return left.lower() in words.known or left in evidence.own
    if left in words.given:
        return not SECOND_GIVEN.match(right)
    if OPENING.match(left) or (left in evidence.own and right in evidence.own):
        return True
    common = min(words.frequency(left.lower()), words.frequency(right.lower())) >= COMMON
    return (evidence.loose or evidence.breaks_links) and common and min(len(left), len(right)) > MIN_NAME
