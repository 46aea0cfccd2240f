"""What somebody typed in a turn of a conversation, read without fail: a question, small talk or neither."""

from __future__ import annotations

import re
from datetime import date

from qa.models import Question
from qa.reading.clauses import AUXILIARIES, WH
from qa.reading.questions import MAX_QUESTION_CHARS, read_question
from qa.words import word_set, words

__all__ = ["ANY_DAY", "bare_words", "is_question", "is_small_talk", "read_utterance", "without_lead"]

# Which words of a text say a date is the same on any day; the end of a leap year has every one behind it.
ANY_DAY = date(2024, 12, 31)

_SMALL_TALK = word_set(
    """thanks thank you ok okay hello hi hey great cool good nice yes no yeah yep nope bye goodbye please sure
    perfect lol haha hm hmm wow interesting right fine cheers got it i see much very that's so a lot for your
    help the"""
)
_LEAD = re.compile(
    r"(?:(?:ok|okay|so|and|but|or|also|plus|then|hmm+|only|just|rather)\b[,.]?|"
    r"(?:no|well|right|sorry|thanks|thank you|great|cool|good|nice|now|yes|yeah|wait)[,.!;]|"
    r"not (?:the |its )?[^\W\d_]+,|"
    r"(?:what|how) about\b(?! (?:it|that|this)\b)|what of\b|as for\b|"
    r"(?:the )?same (?:question |thing )?(?:for|with|about|on|goes for)\b|"
    r"(?:does|would|do) the same (?:go|hold|apply|be true) (?:true )?(?:for|to|of)\b|"
    r"is (?:the same|that|this|it) (?:also |equally )?(?:true|so|the case) (?:for|of|with)\b|"
    r"i meant?(?: to ask about)?\b|i was asking about\b)\s+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:[\s,]+(?:then|too|as well|also|though|please|instead|thanks))*[\s?.!\u2026,;]*$", re.IGNORECASE
)
_STATING = word_set("i i'm i've i'd we we're my our it it's that's this he she they you there's")


def read_utterance(text: str) -> Question | None:
    """What a text asks for; None where it is too long or holds no word."""
    if len(text) > MAX_QUESTION_CHARS or not any(character.isalnum() for character in text):
        return None
    return read_question(text, today=ANY_DAY)


def is_small_talk(text: str) -> bool:
    """Whether a text only thanks, greets or agrees."""
    return _SMALL_TALK.issuperset(words(text))


def is_question(text: str) -> bool:
    """Whether a text asks, and does not only thank or tell: "I stayed there in May."."""
    said = words(text[: MAX_QUESTION_CHARS + 1])
    if not said or len(text) > MAX_QUESTION_CHARS or is_small_talk(text):
        return False
    if "?" in text or said[0] in WH or said[0] in AUXILIARIES:
        return True
    return said[0] not in _STATING and AUXILIARIES.isdisjoint(said)


def without_lead(text: str) -> str:
    """A text without what joins it to the turn before: "and", "what about", "no,"."""
    body = text
    while lead := _LEAD.match(body):
        body = body[lead.end() :]
    return body


def bare_words(text: str) -> str:
    """A text without what joins it to the turn before, and without "then", "please" and the full stop."""
    return _TRAIL.sub("", without_lead(text))
