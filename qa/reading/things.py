"""An earlier question asked of another thing: "What did critics dislike about the acting?"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from qa.alignment import Span
from qa.reading.agreement import agreeing
from qa.reading.claims import side_question
from qa.reading.clauses import WH
from qa.reading.naming import ARTICLES
from qa.reading.precedents import Precedent
from qa.reading.utterances import read_utterance
from qa.reading.vocabulary import WHOLE
from qa.words import placed_words, word_set, words

__all__ = ["about", "about_another"]

_WITH = word_set("wrong problem problems issue issues trouble matter happy unhappy satisfied pleased about")
_OF = word_set(
    """strengths weaknesses strength weakness pros cons flaws faults merits drawbacks downsides upsides
    advantages disadvantages highlights"""
)
_FOR = word_set("praise kudos enthusiasm")


def about_another(thing: str, precedent: Precedent) -> str:
    """The earlier question with `thing` in place of what it asked about, or added where that was the item."""
    elsewhere = _at_another_item(thing, precedent)
    if elsewhere:
        return elsewhere
    said = _determined(thing, precedent)
    if words(said)[0] in ("a", "an") and precedent.reading.kind != "fact":
        return _asked_plainly(said, precedent)
    full = next((text for text in _candidates(said, precedent) if _keeps(text, said, precedent)), None)
    return full or _asked_plainly(said, precedent)


def about(words_said: str) -> str:
    """The preposition with which a thing is added to a question that names none."""
    last = words(words_said)[-1]
    if last in _WITH:
        return "with"
    return "of" if last in _OF else "for" if last in _FOR else "about"


def _asked_plainly(thing: str, precedent: Precedent) -> str:
    """A question about `thing` in words of our own, for the side that the earlier one asked for."""
    reading = precedent.reading
    if reading.kind == "count":
        verb = {"positive": "like", "negative": "dislike"}.get(reading.stance, "mention")
        return f"How many {precedent.speakers} {verb} {thing}{precedent.when}?"
    if words(thing)[0] in ("a", "an"):
        return f"Is there {thing}?"
    if reading.stance != "either" and reading.kind != "verdict":
        return side_question(reading.stance, precedent, thing=thing)
    return f"{agreeing('How is', thing)} {thing}{precedent.when}?"


def _at_another_item(thing: str, precedent: Precedent) -> str:
    """The same asked of another item, where both are named: "How is the breakfast at the Marlow Inn?"."""
    tail = precedent.tail
    named = [word for word in thing.split() if word[0].isupper()]
    if (
        tail is None
        or not named
        or not any(name in precedent.worded(tail) for name in precedent.reading.names)
    ):
        return ""
    if len(named) < 2 and WHOLE.isdisjoint(words(thing)):
        return ""
    joint = precedent.worded(tail).split()[0]
    return f"{precedent.text[: tail.start]} {joint} {thing}{precedent.text[tail.end :]}"


def _determined(thing: str, precedent: Precedent) -> str:
    """A thing with the article that the other one has: "battery" beside "the screen" is "the battery"."""
    first = words(thing)[0]
    owned = first in ARTICLES or first in _DETERMINERS or first.endswith("'s")
    if owned or (thing[:1].isupper() and words(thing)[0] not in WH and precedent.reading.names):
        return f"{thing[0].lower()}{thing[1:]}" if owned and not first.endswith("'s") else thing
    before = words(precedent.worded(precedent.thing))
    bare = before and before[0] not in _DEFINITE and not before[0].endswith("'s")
    named = precedent.worded(precedent.thing)[:1].isupper()
    return thing if bare and not named else f"the {thing}"


def _candidates(thing: str, precedent: Precedent) -> Iterator[str]:
    text = precedent.text
    if precedent.thing is not None:
        before = agreeing(text[: precedent.thing.start], thing)
        if words(before)[-1:] != ["there"] or words(thing)[0] != "the":
            yield f"{before}{thing}{text[precedent.thing.end :]}"
        return
    item = _item_in(text)
    if item is not None:
        yield f"{agreeing(text[: item.start], thing)}{thing}{text[item.end :]}"
    elif precedent.reading.kind == "opinion":
        said, rest = text[: precedent.end], text[precedent.end :]
        yield f"{said} {about(said)} {thing}{rest}"


def _item_in(text: str) -> Span | None:
    """Where the item is spoken of: "it", "the film"."""
    found = placed_words(text)
    for one, two in itertools.pairwise(found):
        if one.text in ("the", "this") and two.text in WHOLE - _SIDES:
            return Span(one.start, two.end)
    return next((Span(word.start, word.end) for word in found if word.text in ("it", "this")), None)


def _keeps(text: str, thing: str, precedent: Precedent) -> bool:
    """Whether a question is read as asking the same as the earlier one, of `thing`."""
    reading, old = read_utterance(text), precedent.reading
    if reading is None or reading.stance != old.stance:
        return False
    if reading.kind != old.kind and (old.kind, reading.kind) != ("verdict", "opinion"):
        return False
    if old.kind == "fact":
        return precedent.thing is not None
    if reading.kind == "verdict" and precedent.thing is None:  # "Is the acting worth seeing?"
        return False
    if reading.aspect is None:
        return WHOLE.issuperset(words(thing)[1:])
    asked, read = thing.casefold(), reading.aspect.casefold()
    return asked in read or read in asked


_SIDES = word_set(
    "best way kind sort general final main quality side sides part parts aspect aspects point points"
)
_DEFINITE = word_set("the his her its their this that these those my your our")
_DETERMINERS = _DEFINITE | word_set("a an any some every each all no")
