"""People, and other names with a capital, that several reviews speak of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from qa.evaluation.drafting.kinds import Topic
from qa.evaluation.drafting.material import ReadSentence
from qa.reading.vocabulary import FUNCTION_WORDS
from qa.words import word_set

__all__ = ["FULL_NAME", "named_people", "without_opener"]

VOICES = 2  # reviews that must name somebody
PLACED = 0.5  # share of a name's mentions behind "in" or "at", from which it is a place's

_CAPITAL = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:-[A-Z][a-z]+)?"
FULL_NAME = rf"{_CAPITAL}(?: {_CAPITAL}){{1,2}}"

_NAME = re.compile(rf"(?<![.!?\u201c\"(] )(?<!^)\b{_CAPITAL}(?: {_CAPITAL}){{0,2}}")
_OPENING_NAME = re.compile(rf"^(?:{_CAPITAL})(?: {_CAPITAL}){{1,2}}|^{_CAPITAL}(?=(?:'s|\u2019s)\b)")
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lady|Saint|Mayor)\.? ")
_QUOTED = re.compile(r"[\"\u201c\u00ab][^\"\u201c\u201d\u00ab\u00bb]{1,80}[\"\u201d\u00bb]")
_PLACING = word_set("in at near from to outside around")
_OPENERS = FUNCTION_WORDS | word_set("tambi\u00e9n opposite even only then when while yet as watch without")
_NO_NAMES = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december english british american european french german spanish
    italian christmas easter god internet amazon google i'm i've bold verdict the this that there here
    update battery comfort noise breakfast combat text sound no yes but and so if when as he she it we
    you they what who how art story some numbers film pc"""
)


def named_people(sentences: Sequence[ReadSentence], title: Collection[str]) -> list[Topic]:
    """Who is named in several reviews, those of most reviews first; words of the title name nobody."""
    reviews: dict[str, set[str]] = defaultdict(set)
    placed: dict[str, list[bool]] = defaultdict(list)
    for sentence in sentences:
        for name, behind in _names(sentence.text):
            if not any(word.casefold() in _NO_NAMES or word.casefold() in title for word in name.split()):
                reviews[name].add(sentence.review_id)
                placed[name].append(behind.casefold() in _PLACING)
    groups = _grouped(reviews)
    found = []
    for name, alike in groups.items():
        voices = set().union(*(reviews[one] for one in alike))
        behind_place = [one for each in alike for one in placed[each]]
        if len(voices) >= VOICES and sum(behind_place) / len(behind_place) < PLACED:
            named_by = tuple(sorted({one.casefold() for one in alike}))
            found.append((len(voices), Topic(name=name, phrase=name, named_by=named_by, common=False)))
    return [topic for _, topic in sorted(found, key=lambda pair: (-pair[0], pair[1].name))]


def without_opener(name: str) -> str:
    """A name without the word that opens its sentence: "And Jane Doe" is Jane Doe."""
    first, _, rest = name.partition(" ")
    return rest if rest[:1].isupper() and first.casefold() in _OPENERS else name


def _names(text: str) -> list[tuple[str, str]]:
    """Names in a sentence, each with the word before it; its first word is one only where more follows."""
    bare = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    found = []
    for pattern in (_OPENING_NAME, _NAME):
        for match in pattern.finditer(bare):
            name = without_opener(_TITLED.sub("", match.group()))
            before = bare[: match.start()].split()
            if len(name) > 2:
                found.append((name, before[-1] if before else ""))
    return found


def _grouped(reviews: dict[str, set[str]]) -> dict[str, list[str]]:
    """Names by the longest that holds them, where only one does: "Pell" under "Georgina Pell"."""
    groups: dict[str, list[str]] = {}
    for name in sorted(reviews, key=lambda one: (-len(one.split()), -len(reviews[one]), one)):
        wider = [one for one in groups if set(name.split()) < set(one.split())]
        if len(wider) == 1:
            groups[wider[0]].append(name)
        elif not wider:
            groups[name] = [name]
    return groups
