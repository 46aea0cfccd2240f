"""Things that reviews name: nouns and pairs that end in one, found by the words around them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from qa.reading.vocabulary import AGAINST, ASKERS, FOR, FUNCTION_WORDS, WHOLE
from qa.words import word_set

__all__ = ["NamedThing", "named_things", "plural_of"]

AS_NOUN = 0.4  # share of a word's occurrences that stand where a noun does
AGAIN = 2  # times that the word before a noun must be the same: once is chance
BEHIND = 0.6  # share of a noun's occurrences from which the one before belongs to it


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThing:
    """A noun or a pair that ends in one, case-folded, in the singular; `voices` are those that name it.

    `plural` where it is mostly said in the plural; `behind` is the noun that it mostly stands behind, as
    "noise" before "cancelling". Shares, 0..1, of its occurrences: `as_name` with a capital inside a sentence,
    `pointed_at` behind "this" or "these", as the thing reviewed itself is.
    """

    name: str
    plural: bool
    behind: str | None
    voices: frozenset[str]
    as_name: float
    pointed_at: float


# What stands before a word that is said of somebody, not named: "it sounds", "to score", "and scored".
_BEFORE_VERB = word_set(
    """i you he she it we they who that which to not never also always still just would will can could should
    may might must don't doesn't didn't won't"""
)
_POINTING = word_set("this these")
_BEFORE_NOUN = word_set("the a an its his her their my your our this these no another each every both")
_AFTER_NOUN = FUNCTION_WORDS | word_set("which who where until still never only itself alone")
# Nouns that name a time, a number, a person in general or nothing in particular.
_EMPTY = word_set(
    """time times day days night nights hour hours minute minutes second seconds week weeks month months
    year years morning evening afternoon today yesterday monday tuesday wednesday thursday friday
    saturday sunday weekend lot lots bit kind sort type number half rest middle top bottom side back
    front place places man woman men women person child children kid kids boy girl guy mother father
    sister brother husband wife daughter son friend friends family couple party others idea fact case
    point reason problem issue thing things way ways world life people name word words question answer
    end beginning start last first next best worst other same star stars review reviews reviewer rating
    opinion home house city town street door window floor wall head face eyes eye hand hands ear ears
    body foot feet voice mind heart thought sense chance sight moment version choice change everybody
    everyone nobody great good big small little new old long short whole full real high low right left
    wrong black white red blue own few many much hundred thousand dozen pair amount price money dollars
    euros pounds pence bucks trip vacation holiday business january february march april may june july
    august september october november december spring summer autumn winter actually nice very couldn't
    one two three four five six seven eight nine ten once twice piece set turn line lines title credits
    author picture scene scenes row shot shots page pages chapter chapters part parts table tables use
    used need work works job air water light thanks tip cause deal hope say said try visit stay area
    state form manner level past present future story history book novel film movie game hotel
    restaurant product item"""
)
_SINGULAR = word_set("lens series species gas news canvas always perhaps besides headphones trousers glasses")
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*|[.,;:!?()\"\u201c\u201d\u2014]")


@dataclass(slots=True)
class _Counted:
    """Occurrences of a word or pair of words: how many stand as a noun does, and in which reviews."""

    total: int = 0
    as_noun: int = 0
    plural: int = 0
    as_name: int = 0
    pointed_at: int = 0
    behind: Counter[str] = field(default_factory=Counter)
    voices: set[str] = field(default_factory=set)

    def add(self, voice: str, found: _Occurrence) -> None:
        self.total += 1
        self.as_noun += found.as_noun
        self.plural += found.plural
        self.as_name += found.as_name
        self.pointed_at += found.pointed_at
        self.behind[found.behind] += 1
        self.voices.add(voice)


class _Occurrence(NamedTuple):
    """A word or pair where it stands."""

    name: str
    as_noun: bool
    plural: bool
    as_name: bool
    pointed_at: bool
    behind: str = ""  # the word before it, where that may name a thing


def named_things(
    sentences: Iterable[tuple[str, str]],
    *,
    voices: int,
    left_out: frozenset[str] = frozenset(),
    usual: frozenset[str] = frozenset(),
) -> list[NamedThing]:
    """Nouns and pairs that end in one, which at least `voices` name, those of most voices first.

    `sentences` are pairs of who speaks and what is said. Things with a word in `left_out` are passed over,
    and so are nouns that mostly name nothing in particular. The nouns in `usual`, in singular and plural, are
    taken for things also where no article stands before them.
    """
    counted: dict[str, _Counted] = defaultdict(_Counted)
    for voice, text in sentences:
        for found in _occurrences(text, usual):
            counted[found.name].add(voice, found)
    kept = {
        thing: entry
        for thing, entry in counted.items()
        if len(entry.voices) >= voices
        and entry.as_noun / entry.total >= AS_NOUN
        and left_out.isdisjoint(thing.split())
    }
    ordered = sorted(_without_parts(kept), key=lambda thing: (-len(kept[thing].voices), thing))
    return [_thing(name, kept[name]) for name in ordered]


def plural_of(thing: str) -> str:
    """The plural of a noun in the singular, as far as it is regular."""
    if thing.endswith("y") and thing[-2] not in "aeiou":
        return f"{thing[:-1]}ies"
    return f"{thing}es" if thing.endswith(("s", "sh", "ch", "x")) else f"{thing}s"


def _thing(name: str, entry: _Counted) -> NamedThing:
    ((behind, times),) = entry.behind.most_common(1)
    return NamedThing(
        name=name,
        plural=entry.plural * 2 > max(entry.as_noun, entry.plural),
        behind=behind if behind and times >= max(AGAIN, BEHIND * entry.total) else None,
        voices=frozenset(entry.voices),
        as_name=entry.as_name / entry.total,
        pointed_at=entry.pointed_at / entry.total,
    )


def _occurrences(text: str, usual: frozenset[str]) -> Iterator[_Occurrence]:
    """Each word that might name a thing, and each pair of them after an article, in the singular."""
    written = _TOKEN.findall(text)
    tokens = [token.casefold().replace("\u2019", "'") for token in written]
    for place, token in enumerate(tokens):
        if not _may_name(token, usual):
            continue
        before = tokens[place - 1] if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else "."
        closes = after in _AFTER_NOUN or not after[0].isalnum()
        single = _singular(token)
        capital = written[place].istitle() and before.isalnum()
        opened = closes and (_opens(before, tokens, place) or (token in usual and before not in _BEFORE_VERB))
        behind = before if _may_name(before, usual) else ""
        pointed_at = before in _POINTING
        yield _Occurrence(single, opened, opened and token != single, capital, pointed_at, behind)
        if closes and place > 1 and behind and tokens[place - 2] in _BEFORE_NOUN:
            yield _Occurrence(f"{before} {single}", True, token != single, capital, False)


def _opens(before: str, tokens: Sequence[str], place: int) -> bool:
    return before in _BEFORE_NOUN or (place > 1 and tokens[place - 2] in _BEFORE_NOUN and before.isalpha())


@lru_cache(maxsize=20_000)
def _may_name(token: str, usual: frozenset[str]) -> bool:
    """Whether a word may name a thing that is no whole, no side and no empty word."""
    if len(token) < 3 or not token.isalpha() or token in FUNCTION_WORDS:
        return False
    bare = _singular(token)
    if bare in usual or token in usual:
        return True
    return not any(word in group for word in (token, bare) for group in (_EMPTY, WHOLE, AGAINST, FOR, ASKERS))


def _singular(token: str) -> str:
    if token.endswith("ies") and len(token) > 4:
        return f"{token[:-3]}y"
    if token.endswith(("sses", "shes", "ches", "xes")):
        return token[:-2]
    if token in _SINGULAR:
        return token
    if token.endswith("s") and not token.endswith(("ss", "us", "is")) and len(token) > 3:
        return token[:-1]
    return token


def _without_parts(kept: Mapping[str, _Counted]) -> Iterable[str]:
    """Without words that are hardly said but as part of a pair, and pairs whose last word says more."""
    pairs = [thing for thing in kept if " " in thing]
    for thing, entry in kept.items():
        wider = [kept[pair] for pair in pairs if thing in pair.split()]
        if any(len(pair.voices) == len(entry.voices) for pair in wider):
            continue
        if " " not in thing or not _says_more(thing.split()[-1], entry, kept):
            yield thing


def _says_more(last: str, entry: _Counted, kept: Mapping[str, _Counted]) -> bool:
    return last in kept and len(kept[last].voices) > len(entry.voices)
