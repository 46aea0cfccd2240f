# ruff: noqa: RUF001 (the curly apostrophe is meant)
"""Words that lost the space between them: which tokens are suspect, and what proves it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from qa.alignment import Edit
from qa.ingest.cleaning.evidence import Evidence
from qa.ingest.cleaning.initials import initial_cut
from qa.ingest.cleaning.joins import has_inner_capital, join_cuts, keeps_particle, leads_to_link, name_tail
from qa.ingest.cleaning.segmentation import ARTICLES, likely, may_name, may_open, segments
from qa.ingest.cleaning.tails import Link, tail_cut
from qa.ingest.cleaning.vocabulary import Vocabulary, vocabulary

__all__ = ["glue_edits"]

WORD = re.compile(r"[^\W\d_]+")
CAPITALISED = re.compile(r" ?[A-Z\u00c0-\u00de]")
CONTRACTED = re.compile(r"['’](?:s|t|re|ve|ll|d|m)(?=[a-z]{3})")
NOT_PROSE = frozenset("@#_/\\0123456789&=~")  # beside a token: an address, a path, a code
MAX_TOKEN = 60  # characters; no two words are longer
SHORT_TEXT = 12  # tokens; of fewer, less can be asked
LONG = 12  # letters; a token of so many is judged in a compound too
LOWER_NEXT = re.compile(r" [a-z]{2}")
ENGLISH = frozenset({"the", "and", "of", "to", "is", "that", "it", "with", "for", "this"})
ENGLISH_SHARE = 0.06  # of the tokens; English prose has 0.2
KNOWN_SHARE = 0.7  # of the tokens; other languages share under half with English
COMMON = 3_000_000  # a word seen less often after "I" may be a name with it: "Ipad", "Imax"
LOSES_SPACES = 2  # certain losses that make a text suspect as a whole
LOSSES_PER_WORD = 1 / 400
OPENERS = frozenset('.!?…:"“\n')  # a capital after these need not be a name's
CONTRACTED_NAME = re.compile(r"(?:s|t|re|ve|ll|d|m)(?=[A-Z][a-z]{2})")
A_LA = re.compile(r"l[ae](?=[A-Z][a-z]{2})")


def glue_edits(text: str) -> list[Edit]:
    """Put back lost spaces inside tokens, in English prose, where there is proof."""
    words = vocabulary()
    counts = Counter(WORD.findall(text))
    suspects = {token for token in counts if _is_suspect(token, words)}
    if not suspects or not _is_english(counts, words):
        return []
    evidence = Evidence(words=words, counts=counts, own=frozenset(counts))
    glued = {token for token in suspects if token.islower() and len(segments(token, words, loose=False)) > 1}
    loose, breaks_links = _loses_spaces(glued, evidence), _breaks_links(suspects, evidence)
    lossy = loose or breaks_links or len(glued) >= LOSSES_PER_WORD * counts.total() > 0
    evidence = replace(evidence, loose=loose, breaks_links=breaks_links, lossy=lossy)
    if not (glued or any(map(_has_capitals, suspects)) or CONTRACTED.search(text)):
        return []
    return [Edit(cut, cut, " ") for cut in _cuts(text, suspects, evidence)]


def _is_suspect(token: str, words: Vocabulary) -> bool:
    if not 2 < len(token) <= MAX_TOKEN:
        return False
    if token in words.known:
        return token in ARTICLES
    return token.lower() not in words.known or has_inner_capital(token)


def _has_capitals(token: str) -> bool:
    return has_inner_capital(token) or token[:2].isupper()


def _is_english(counts: Counter[str], words: Vocabulary) -> bool:
    total = counts.total()
    known = sum(count for token, count in counts.items() if token.lower() in words.known or len(token) < 3)
    if total < SHORT_TEXT:
        return known >= total / 2 and not words.function.isdisjoint(counts)
    english = sum(counts[word] for word in ENGLISH)
    return english >= ENGLISH_SHARE * total and known >= KNOWN_SHARE * total


def _loses_spaces(glued: set[str], evidence: Evidence) -> bool:
    return len(glued) >= max(LOSES_SPACES, LOSSES_PER_WORD * evidence.counts.total())


def _breaks_links(suspects: set[str], evidence: Evidence) -> bool:
    """Whether some name is glued to the word before it."""
    for token in suspects:
        if token[0].islower() and has_inner_capital(token):
            cuts = join_cuts(token, evidence, linked=False)
            if cuts and (
                leads_to_link(token[: cuts[0]], evidence) or token[cuts[0] :] in evidence.words.given
            ):
                return True
    return False


def _cuts(text: str, suspects: set[str], evidence: Evidence) -> Iterator[int]:
    link: Link = "none"
    linked_at = -1  # where the link's next word must begin
    for match in WORD.finditer(text):
        token, start = match[0], match.start()
        if start != linked_at:
            link = "none"
        cuts: list[int] = []
        beside = initial_cut(match, evidence.words) if token in suspects and not _is_dotted(match) else None
        if beside is not None:
            yield start + beside
        elif token in suspects and not _is_not_prose(match):
            cuts = sorted(set(_cuts_of(match, evidence, link)))
            yield from (start + cut for cut in cuts)
        if cuts or link != "none" or (evidence.breaks_links and token in evidence.words.given):
            link = _link_after(match, cuts, evidence, link)
            linked_at = match.end() + 1


def _is_dotted(match: re.Match[str]) -> bool:
    """Whether an address or a path runs up to the token."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return before[-1:] in NOT_PROSE or (before[-1:] == "." and before[:1].isalnum())


def _is_not_prose(match: re.Match[str]) -> bool:
    """Whether the token is part of an address, a path or a code."""
    before, after = (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 2],
    )
    dotted = before == "." or (after[:1] == "." and after[1:].isalpha())
    return dotted or before in NOT_PROSE or after[:1] in NOT_PROSE


def _is_hyphened(match: re.Match[str]) -> bool:
    """Whether the token is part of a compound, which may be any string: "histo-political"."""
    return "-" in (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )


def _link_after(match: re.Match[str], cuts: list[int], evidence: Evidence, link: Link) -> Link:
    """How the next word is linked, when it goes on with a name that this token is or ends with."""
    last = match[0][cuts[-1] :] if cuts else match[0]
    if not last[0].isupper() or not CAPITALISED.match(match.string, match.end()):
        return "none"
    if cuts:
        before = match[0][cuts[-2] if len(cuts) > 1 else 0 : cuts[-1]]
        return "broken" if leads_to_link(before, evidence) else "likely"
    return "likely" if link == "none" else link


def _cuts_of(match: re.Match[str], evidence: Evidence, link: Link) -> Iterator[int]:
    token = match[0]
    if has_inner_capital(token):
        yield from _cuts_at_capitals(match, evidence, link)
    elif token[0].isupper():
        yield from _cuts_of_name(match, 0, evidence, link)
    elif match.string[match.start() - 1 : match.start()] in {"'", "’"}:
        yield from _cuts_after_apostrophe(match, evidence)
    elif token in ARTICLES:
        if evidence.lossy and LOWER_NEXT.match(match.string, match.end()):
            yield len(token) - 1
    elif evidence.loose or len(token) >= LONG or not _is_hyphened(match):
        yield from _within(token, 0, evidence)


def _cuts_at_capitals(match: re.Match[str], evidence: Evidence, link: Link) -> Iterator[int]:
    token, start = match[0], 0
    if begun := _begun(match, evidence):
        yield begun
        start, link = begun, "broken"
    for cut in join_cuts(token, evidence, linked=link != "none"):
        yield cut
        left = token[start:cut]
        if left[0].islower():
            yield from _within(left, start, evidence)
        elif tail := name_tail(left, evidence, linked=link != "none"):
            yield cut - tail
            left = left[-tail:]
        start, link = cut, "broken" if leads_to_link(left, evidence) else "likely"
    if start or keeps_particle(token):
        yield from _cuts_of_name(match, start, evidence, link)


def _begun(match: re.Match[str], evidence: Evidence) -> int:
    """Length of what a name took from the word before it: the "s" of "Pell'sIvo", the "la" of "a laIvo"."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[1:] in {"'", "’"} and before[:1].isalpha() and (found := CONTRACTED_NAME.match(match[0])):
        return found.end()
    if before in {"a ", "à "} and (found := A_LA.match(match[0])):
        rest = match[0][found.end() :]
        return found.end() if evidence.breaks_links or rest in evidence.words.given else 0
    return 0


def _cuts_of_name(match: re.Match[str], start: int, evidence: Evidence, link: Link) -> Iterator[int]:
    token = match[0][start:]
    followed = match.string[match.end() : match.end() + MAX_TOKEN]
    cut = tail_cut(token, evidence, link=link, followed=followed, first=start > 0)
    if cut is not None:
        yield start + cut
    elif link == "none" and token.lower() not in evidence.words.known:
        yield from _within(token, start, evidence, opens=start > 0 or _opens(match, evidence))


def _opens(match: re.Match[str], evidence: Evidence) -> bool:
    """Whether the token's capital may be a sentence's or a title's: elsewhere, or twice, it is a name's."""
    before = match.string[max(0, match.start() - 2) : match.start()].strip(" ")[-1:] or "\n"
    possesses = match.string[match.end() : match.end() + 1] in {"'", "’"}
    return evidence.counts[match[0]] == 1 and before in OPENERS and not possesses


def _cuts_after_apostrophe(match: re.Match[str], evidence: Evidence) -> Iterator[int]:
    """Cut "he'sshipwrecked", not "d'Artagnan", nor a word that a quotation begins with."""
    ending = CONTRACTED.match(match.string, match.start() - 1)
    possessed = match.string[match.start() - 2 : match.start() - 1].isalpha()
    if ending and possessed and evidence.words.frequency(match.string[ending.end() : match.end()]):
        yield ending.end() - match.start()


def _within(token: str, start: int, evidence: Evidence, *, opens: bool = False) -> Iterator[int]:
    """Cuts between the words that a token of one case was made of; `opens` as `_opens` has it."""
    words = evidence.words
    if token[0].isupper() and not evidence.loose:
        return
    if token[0] == "I" and words.frequency(token[1:]) >= COMMON:
        yield start + 1
        return
    parts = segments(token.lower(), words, loose=evidence.loose)
    if len(parts) == 1 and evidence.lossy and token.islower():
        parts = likely(token, words)
    if token[0].isupper() and not (may_open(parts, words) if opens else may_name(parts, words)):
        return
    for part in parts[:-1]:
        start += len(part)
        yield start
