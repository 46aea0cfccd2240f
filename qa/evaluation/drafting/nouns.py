"""Things that several reviews name: nouns and pairs that end in one, found by the words around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qa.evaluation.drafting.kinds import Topic
from qa.evaluation.drafting.material import ReadSentence
from qa.reading.vocabulary import AGAINST, ASKERS, FOR, FUNCTION_WORDS, WHOLE
from qa.words import word_set

__all__ = ["named_things"]

VOICES = 2  # reviews that must name a thing: one reviewer's own word is no topic
AS_NOUN = 0.4  # share of a word's occurrences that stand where a noun does

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
    reviews: set[str] = field(default_factory=set)


def named_things(sentences: Sequence[ReadSentence], spoken: frozenset[str]) -> list[Topic]:
    """Nouns and pairs that end in one, which several reviews name, those of most reviews first."""
    counted: dict[str, _Counted] = defaultdict(_Counted)
    for sentence in sentences:
        for thing, as_noun, plural in _occurrences(sentence.text):
            entry = counted[thing]
            entry.total += 1
            entry.as_noun += as_noun
            entry.plural += plural
            entry.reviews.add(sentence.review_id)
    kept = {
        thing: entry
        for thing, entry in counted.items()
        if len(entry.reviews) >= VOICES and entry.as_noun / entry.total >= AS_NOUN and thing not in spoken
    }
    ordered = sorted(_without_parts(kept), key=lambda thing: (-len(kept[thing].reviews), thing))
    return [_topic(thing, kept[thing]) for thing in ordered]


def _occurrences(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each word that might name a thing, and each pair of them after an article, in the singular."""
    tokens = [token.casefold().replace("\u2019", "'") for token in _TOKEN.findall(text)]
    for place, token in enumerate(tokens):
        if not _may_name(token):
            continue
        before = tokens[place - 1] if place else ""
        after = tokens[place + 1] if place + 1 < len(tokens) else "."
        closes = after in _AFTER_NOUN or not after[0].isalnum()
        yield _singular(token), closes and _opens(before, tokens, place), token != _singular(token)
        if closes and place > 1 and _may_name(before) and tokens[place - 2] in _BEFORE_NOUN:
            yield f"{before} {_singular(token)}", True, token != _singular(token)


def _opens(before: str, tokens: Sequence[str], place: int) -> bool:
    return before in _BEFORE_NOUN or (place > 1 and tokens[place - 2] in _BEFORE_NOUN and before.isalpha())


def _may_name(token: str) -> bool:
    """Whether a word may name a thing that is no whole, no side and no empty word."""
    if len(token) < 3 or not token.isalpha() or token in FUNCTION_WORDS:
        return False
    bare = _singular(token)
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
        if any(len(pair.reviews) == len(entry.reviews) for pair in wider):
            continue
        if " " not in thing or not _says_more(thing.split()[-1], entry, kept):
            yield thing


def _says_more(last: str, entry: _Counted, kept: Mapping[str, _Counted]) -> bool:
    return last in kept and len(kept[last].reviews) > len(entry.reviews)


def _topic(thing: str, entry: _Counted) -> Topic:
    plural = entry.plural * 2 > max(entry.as_noun, entry.plural)
    many = _plural(thing)
    return Topic(
        name=thing,
        phrase=f"the {many if plural else thing}",
        named_by=(thing, many),
        plural=plural,
        common=False,
    )


def _plural(thing: str) -> str:
    if thing.endswith("y") and thing[-2] not in "aeiou":
        return f"{thing[:-1]}ies"
    return f"{thing}es" if thing.endswith(("s", "sh", "ch", "x")) else f"{thing}s"
