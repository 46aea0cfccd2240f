"""What more is asked of a judgement just given: why, who says so, how many, what else, for example."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from qa.reading.agreement import agreeing, is_plural
from qa.reading.claims import Claim, claim_of, side_question
from qa.reading.clauses import COPULAS, DOING
from qa.reading.fragments import Fragment
from qa.reading.leanings import Leaning
from qa.reading.pointing import speaker_at
from qa.reading.precedents import Precedent, put_in
from qa.reading.vocabulary import ASKERS
from qa.words import placed_words, word_set, words

__all__ = ["at_length", "by_whom", "counted", "echoed", "objected", "reasoned"]

_ADVERBS: Mapping[Leaning, str] = MappingProxyType(
    {"more": " else", "example": ", for example,", "manner": " exactly"}
)
_ADVERB = re.compile(r"^(What)(?: else| exactly| things|, for example,)", re.IGNORECASE)
_UNCOUNTED = word_set("them us me him her")
_TOLD = word_set("said thought felt believed")


def echoed(fragment: Fragment, precedent: Precedent) -> str | None:
    """Who says so, with what is said in place of "so": "Do most people dislike the ending?"."""
    placed = placed_words(fragment.words)
    verb = placed[-2]
    claim = claim_of(precedent)
    said = claim.told if verb.text in _TOLD else claim.third if verb.text.endswith("s") else claim.base
    before = fragment.words[: verb.start].rstrip()
    if words(before)[-1:] == ["many"]:
        before = f"{before} {precedent.speakers}"
    speaker = speaker_at(words(before))
    if speaker is not None:
        before = put_in(before, speaker, precedent.speaker)
    return f"{before} {said}{precedent.when}"


def reasoned(fragment: Fragment, precedent: Precedent) -> str | None:
    """Why it is thought."""
    claim, voice = claim_of(precedent), precedent.speaker
    if precedent.reading.kind == "fact":
        return None
    start = agreeing("Why did" if precedent.told else "Why do", voice)
    if claim.open:
        return f"{start} {voice} think as they do about {claim.rest}{precedent.when}"
    return f"{start} {voice} {claim.base}{precedent.when}"


def objected(fragment: Fragment, precedent: Precedent) -> str | None:
    """Why it is not thought, where the question before was not already what speaks against."""
    if precedent.reading.stance == "negative":
        return reasoned(fragment, precedent)
    claim, voice = claim_of(precedent), precedent.speaker
    start = agreeing("Why didn't" if precedent.told else "Why don't", voice)
    said = f"like {claim.rest}" if claim.open else claim.base
    return f"{start} {voice} {said}{precedent.when}"


def counted(fragment: Fragment, precedent: Precedent) -> str | None:
    """How many think so."""
    people = [word for word in words(fragment.words) if word in ASKERS - _UNCOUNTED]
    if precedent.reading.kind == "count" and precedent.text.lower().startswith("how many") and not people:
        return precedent.text
    asked = people[-1] if people and is_plural(people[-1]) else precedent.speakers
    return f"How many {asked} {claim_of(precedent).base}{precedent.when}"


def by_whom(fragment: Fragment, precedent: Precedent) -> str | None:
    """Who thinks so."""
    claim = claim_of(precedent)
    if claim.open:
        claim = Claim(verb="comment on", rest=claim.rest)
    return f"Who {claim.told if precedent.told else claim.third}{precedent.when}"


def at_length(fragment: Fragment, precedent: Precedent) -> str | None:
    """What else, what for example, or what exactly is said."""
    sided = precedent.reading.stance != "either"
    adverb = _ADVERBS[fragment.leaning] if precedent.full_thing else " things" if sided else " else"
    text = _ADVERB.sub(r"\1", precedent.text)
    asked = words(text)
    if text.lower().startswith("what's ") and sided:
        return f"What{adverb} is {text[7:]}"
    if asked[:1] == ["what"] and asked[1:2] and (asked[1] in DOING or (asked[1] in COPULAS and sided)):
        return f"What{adverb}{text[4:]}"
    full = side_question(precedent.reading.stance, precedent)
    if not precedent.full_thing and not sided:
        full = f"{full.rstrip('?')} about it?"
    return f"What{adverb}{full[4:]}"
