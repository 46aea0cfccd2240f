"""The question that a follow-up leans on, taken apart: what it asks about, whom, and of which reviews."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.alignment import Span
from qa.models import Question
from qa.reading.agreement import agreeing, is_plural
from qa.reading.clauses import AUXILIARIES, COPULAS
from qa.reading.dates import read_dates
from qa.reading.names import named_asker
from qa.reading.predicates import is_predicate
from qa.reading.spelling import respelled
from qa.reading.stances import stance_words
from qa.reading.utterances import ANY_DAY, read_utterance, without_lead
from qa.reading.vocabulary import ASKERS
from qa.words import PlacedWord, placed_words, word_set, words

__all__ = ["Precedent", "capitalised", "put_in", "read_precedent"]

_PREPOSITION_BEFORE_NAME = re.compile(r"\s(?:at|in|of|from|on|by)\s(?:the\s)?$", re.IGNORECASE)
# When, as a part of what is asked about; it holds for the next thing too.
_TIME = re.compile(
    r"\s(?:at night|at weekends|at the weekend|(?:in|during|on) (?:the )?(?:spring|summer|autumn|fall|winter|"
    r"mornings?|afternoons?|evenings?|weekends?|weekdays?|high season|low season|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?))$",
    re.IGNORECASE,
)
# "The performance of Ines Vane": the name is of a person, and the next thing is none of hers.
_OF_A_PERSON = word_set("performance portrayal role direction character voice singing acting playing")
_SUBJECTS = ASKERS - word_set(
    "them him her his their me my your us our author's critic's reviewer's review's"
)
_BEFORE_SUBJECT = word_set("the other most all some of one two three four five star stars 1 2 3 4 5 recent")
_LED_BY = AUXILIARIES | word_set("many which what why")
_JOINTS = word_set("at in on for with to of by")
_PARTICLES = word_set("up out off away down back")
_NOT_NAMED = word_set("anyone anybody someone somebody everyone everybody people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """An earlier question and where its parts stand in `text`.

    `thing` is what it asks about and `tail` what goes on to hold when another thing is asked about ("at Hotel
    Lanternhuis"), directly behind it; `voice` is who is asked and `date` when they wrote.
    """

    text: str
    reading: Question
    thing: Span | None
    tail: Span | None
    voice: Span | None
    date: Span | None

    def worded(self, span: Span | None) -> str:
        """The words at a span; none where there is none."""
        return "" if span is None else self.text[span.start : span.end]

    @property
    def end(self) -> int:
        """Where a phrase can be added: before the date, if that comes last, and before the question mark."""
        closed = len(self.text.rstrip(" ?.!"))
        if self.date is not None and self.date.end >= closed:
            return len(self.text[: self.date.start].rstrip(" ,"))
        return closed

    @property
    def told(self) -> bool:
        """Whether it asks in the past."""
        return re.search(r"\bdid(?:n['\u2019]t)?\b", self.text, re.IGNORECASE) is not None

    @property
    def full_thing(self) -> str:
        """What it asks about with all that holds for it; nothing where that is the item."""
        return f"{self.bare_thing}{self.worded(self.tail)}" if self.thing else ""

    @property
    def bare_thing(self) -> str:
        """What it asks about, without what holds for it."""
        return _definite(self.worded(self.thing))

    @property
    def when(self) -> str:
        """The limit in time, with a space before it."""
        return f" {self.worded(self.date)}" if self.date else ""

    @property
    def speaker(self) -> str:
        """Who is asked, or reviewers where it is nobody in particular."""
        voice = self.worded(self.voice)
        return "reviewers" if not voice or voice.lower() in _NOT_NAMED else voice

    @property
    def speakers(self) -> str:
        """The same, in the plural."""
        return self.speaker if is_plural(self.speaker) else "reviewers"


def read_precedent(text: str) -> Precedent | None:
    """Take an earlier question apart; None where it is in a language that is not read well enough."""
    reading = read_utterance(text)
    if reading is None or reading.foreign:
        return None
    asked = without_lead(reading.text)
    said = capitalised(asked if words(asked) else reading.text)
    reading = read_utterance(said) or reading
    if _is_bare(said, reading):
        noun = (
            (reading.aspect or "").lower() if said.startswith(reading.aspect or "") else reading.aspect or ""
        )
        said = f"{agreeing('How is', noun)} {noun}?"
        reading = read_utterance(said) or reading
    found = respelled(said, placed_words(said))
    thing, tail = _thing(said, found, reading)
    return Precedent(
        text=said, reading=reading, thing=thing, tail=tail, voice=_voice(said, found), date=_date(said, found)
    )


def capitalised(text: str) -> str:
    """A question as it is written: with a capital, and with its mark."""
    closed = text.rstrip()
    mark = "?" if closed and closed[-1].isalnum() and not closed.lower().startswith("tell ") else ""
    return f"{closed[:1].upper()}{closed[1:]}{mark}"


def put_in(said: str, place: int, phrase: str) -> str:
    """The words said with `phrase` in place of one of them, the verb before it made to agree."""
    word = placed_words(said)[place]
    return f"{agreeing(said[: word.start], phrase)}{phrase}{said[word.end :]}"


def _is_bare(text: str, reading: Question) -> bool:
    """Whether a thing is only named: "the acting?"."""
    if reading.kind != "opinion" or reading.stance != "either" or not reading.aspect:
        return False
    return text.rstrip(" ?.!").lower() == reading.aspect.lower()


def _definite(thing: str) -> str:
    """A thing as it is spoken of again: "a pool" and "noise" are "the pool" and "the noise"."""
    first, _, rest = thing.partition(" ")
    if first.lower() in ("a", "an"):
        return f"the {rest}"
    if first.lower() in _DETERMINERS or first.lower().endswith(("'s", "\u2019s")) or first[:1].isupper():
        return thing
    return f"the {thing}"


def _thing(text: str, found: Sequence[PlacedWord], reading: Question) -> tuple[Span | None, Span | None]:
    if reading.asks_return:
        return None, None
    if reading.kind == "fact":
        return _of_fact(text, found, reading), None
    start = text.rfind(reading.aspect) if reading.aspect else -1
    if start < 0 or reading.aspect is None or not _is_noun(words(reading.aspect)):
        return None, None
    end = start + len(reading.aspect)
    tail = _tail(text, start, end, reading)
    return Span(start, tail.start if tail else end), tail


def _is_noun(aspect: Sequence[str]) -> bool:
    """Whether an aspect names a thing, and is not what is said of the item: "quiet at night", "gave up"."""
    said = is_predicate(aspect[0]) and (len(aspect) == 1 or aspect[1] in _JOINTS)
    return not said and not (len(aspect) == 2 and aspect[1] in _PARTICLES)


def _tail(text: str, start: int, end: int, reading: Question) -> Span | None:
    for name in reading.names:
        at = text.find(name, start)
        joint = _PREPOSITION_BEFORE_NAME.search(text[start:at]) if at >= 0 else None
        if joint is None or not joint.start() or start + joint.start() > end:
            continue
        head = text[start : start + joint.start()].split()[-1].lower()
        if head not in _OF_A_PERSON:
            return Span(start + joint.start(), at + len(name))
    time = _TIME.search(text[start:end])
    return Span(start + time.start(), end) if time and time.start() else None


def _of_fact(text: str, found: Sequence[PlacedWord], reading: Question) -> Span | None:
    """What a fact is asked of: "parking" in "Is parking included?", "a pool" in "Is there a pool?"."""
    copula = next((i for i, word in enumerate(found[:5]) if word.text in COPULAS), None)
    if copula is None or copula + 1 == len(found):
        return None
    existing = found[copula + 1].text == "there"
    if found[copula + 1].text in ("it", "this", "that"):
        return None
    first = copula + 1 + existing
    first += first < len(found) and found[first].text == "any"
    dated = read_dates(text, found, ANY_DAY)[1]
    last = max((i for i in range(len(found)) if i not in dated), default=0)
    aspect = reading.aspect or ""
    if first < last and not existing and text.startswith(aspect, found[first].start) and aspect:
        shorter = found[first].start + len(aspect)
        if shorter < found[last].end:
            return Span(found[first].start, shorter)
    predicate = first < last and not existing and (copula == 0 or found[last].text.endswith("ed"))
    last -= predicate
    return Span(found[first].start, found[last].end) if first <= last else None


def _voice(text: str, found: Sequence[PlacedWord]) -> Span | None:
    """Who is asked: "critics", "one-star reviews", "Jane Doe"."""
    named = named_asker(text, found, stance_words([word.text for word in found]))
    if named:
        return Span(found[min(named)].start, found[max(named)].end)
    for i, word in enumerate(found):
        if word.text not in _SUBJECTS:
            continue
        first = i
        while first > 0 and found[first - 1].text in _BEFORE_SUBJECT:
            first -= 1
        if first and found[first - 1].text in _LED_BY:
            return Span(found[first].start, word.end)
    return None


def _date(text: str, found: Sequence[PlacedWord]) -> Span | None:
    _, dated = read_dates(text, found, ANY_DAY)
    if not dated:
        return None
    return Span(found[min(dated)].start, found[max(dated)].end)


_DETERMINERS = word_set("the his her its their this that these those my your our any some every each all")
