"""A follow-up and the question that it leans on, made one question that stands by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from qa.models import WantedStance
from qa.reading.agreement import agreeing, is_plural
from qa.reading.claims import side_question
from qa.reading.fragments import Fragment
from qa.reading.inquiries import at_length, by_whom, counted, echoed, objected, reasoned
from qa.reading.leanings import Leaning
from qa.reading.pointing import pointer_at, speaker_at
from qa.reading.precedents import Precedent, capitalised, put_in
from qa.reading.things import about, about_another
from qa.reading.utterances import read_utterance
from qa.words import word_set, words

__all__ = ["reworded"]

_OPPOSITES: Mapping[WantedStance, WantedStance] = MappingProxyType(
    {"negative": "positive", "positive": "negative"}
)
# "What is the room like at night?", which is better asked as "How is the room at night?".
_STATE = re.compile(
    r"^what(?:['\u2019]s| (?P<verb>is|are|was|were)) (?P<thing>.+?) like (?=\w)(?P<limit>.+)$", re.IGNORECASE
)
_PRESENT = re.compile(r"^((?:how|what) )?(is|are)\b", re.IGNORECASE)
_OVER = re.compile(r"(?:in|during|before|until|till|last|between) ?", re.IGNORECASE)
_COLLECTIVES = word_set("staff crew cast team service management reception family band audience kitchen")


def reworded(fragment: Fragment, precedent: Precedent) -> str | None:
    """The follow-up as a full question; None where it cannot be said with what the earlier one gives."""
    full = _REWORDINGS[fragment.leaning](fragment, precedent)
    return None if full is None else capitalised(_STATE.sub(_how, full))


def _how(match: re.Match[str]) -> str:
    return f"How {match['verb'] or 'is'} {match['thing']} {match['limit']}"


def _of_thing(fragment: Fragment, precedent: Precedent) -> str | None:
    return about_another(fragment.words, precedent)


def _in_circumstance(fragment: Fragment, precedent: Precedent) -> str | None:
    """With "in winter" added, or in place of another phrase with its preposition."""
    text, words_said = precedent.text, fragment.words
    preposition = words_said.split()[0].lower()
    place = text.lower().rfind(f" {preposition} ", 0, precedent.end)
    if place > 0 and _may_give_way(place, precedent, words_said):
        return f"{text[:place]} {words_said}{text[precedent.end :]}"
    return f"{text[: precedent.end]} {words_said}{text[precedent.end :]}"


def _may_give_way(place: int, precedent: Precedent, words_said: str) -> bool:
    phrase = precedent.text[place : precedent.end]
    if precedent.thing is None or place <= precedent.thing.start or len(phrase.split()) > _MOST_OF_A_PHRASE:
        return False
    named = any(name in phrase for name in precedent.reading.names)
    return named == any(word[0].isupper() for word in words_said.split())


def _on_side(fragment: Fragment, precedent: Precedent) -> str | None:
    return side_question(fragment.stance, precedent)


def _on_other_side(fragment: Fragment, precedent: Precedent) -> str | None:
    stance = _OPPOSITES.get(precedent.reading.stance)
    return None if stance is None else side_question(stance, precedent)


def _by_voice(fragment: Fragment, precedent: Precedent) -> str | None:
    """The earlier question put to others; a name beside names that are asked about is one more of those."""
    voice, text, old = fragment.words, precedent.text, precedent.reading
    if fragment.named and any(name in precedent.worded(precedent.thing) for name in old.names):
        return about_another(voice, precedent)
    if precedent.voice is not None:
        start = agreeing(text[: precedent.voice.start], voice)
        put = f"{start}{voice}{text[precedent.voice.end :]}"
        reading = read_utterance(put)
        if reading is not None and (reading.stance, reading.aspect) == (old.stance, old.aspect):
            return put
    return side_question(old.stance, precedent, voice=voice)


def _within_dates(fragment: Fragment, precedent: Precedent) -> str | None:
    text, dates = precedent.text, precedent.date
    if dates is not None:
        return f"{text[: dates.start]}{fragment.words}{text[dates.end :]}"
    before, after = text[: precedent.end], text[precedent.end :]
    if _OVER.match(fragment.words):
        before = _PRESENT.sub(_was, before)
    return f"{before} {fragment.words}{after}"


def _was(match: re.Match[str]) -> str:
    return f"{match.group(1) or ''}{'was' if match.group(2).lower() == 'is' else 'were'}"


def _as_clause(fragment: Fragment, precedent: Precedent) -> str | None:
    """A clause with the words it points with made plain, and the thing added where it points with none.

    What holds for the thing is left out where it would be taken for what is asked about.
    """
    full = _clause_of(fragment.words, precedent.full_thing, precedent)
    if full is None or precedent.tail is None:
        return full
    reading, thing = read_utterance(full), precedent.bare_thing
    if reading is not None and reading.aspect is not None and reading.aspect in precedent.full_thing:
        return full if thing in reading.aspect else _clause_of(fragment.words, thing, precedent)
    return full


def _clause_of(said: str, thing: str, precedent: Precedent) -> str | None:
    tokens = words(said)
    pointer = pointer_at(tokens)
    if pointer is not None:
        if not thing or not _can_stand_for(tokens[pointer], thing):
            return None
        said = put_in(said, pointer, thing)
    elif thing:
        said = f"{said} {about(said)} {thing}"
    elif precedent.reading.kind == "fact":
        return None
    speaker = speaker_at(words(said)) if speaker_at(tokens) is not None else None
    if speaker is not None:
        said = put_in(said, speaker, precedent.speaker)
    return f"{said}{precedent.when}"


def _can_stand_for(pointer: str, thing: str) -> bool:
    return pointer != "they" or is_plural(thing) or words(thing)[-1] in _COLLECTIVES


def _again(fragment: Fragment, precedent: Precedent) -> str | None:
    return precedent.text


_MOST_OF_A_PHRASE = 6  # words of "at high volume in the car"
_REWORDINGS: Mapping[Leaning, Callable[[Fragment, Precedent], str | None]] = MappingProxyType(
    {
        "thing": _of_thing,
        "circumstance": _in_circumstance,
        "side": _on_side,
        "opposite": _on_other_side,
        "voice": _by_voice,
        "date": _within_dates,
        "clause": _as_clause,
        "echo": echoed,
        "reason": reasoned,
        "objection": objected,
        "count": counted,
        "people": by_whom,
        "more": at_length,
        "example": at_length,
        "manner": at_length,
        "again": _again,
    }
)
