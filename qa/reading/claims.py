"""What reviewers are asked to have said, as a verb and its object: "dislike the ending"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qa.models import WantedStance
from qa.reading.agreement import agreeing, past, third_person
from qa.reading.clauses import COPULAS
from qa.reading.precedents import Precedent
from qa.words import words

__all__ = ["Claim", "claim_of", "side_question"]

_FAVOURING = ("like", "love", "enjoy", "praise", "admire", "appreciate")
_FAULTING = ("dislike", "hate", "criticise", "criticize", "complain about", "object to")
_VERBS: Mapping[WantedStance, str] = MappingProxyType(
    {"negative": "dislike", "positive": "like", "both": "like and dislike", "either": "say"}
)
_MOST_SAID = 5  # words of a predicate that can stand behind "find the service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A verb in its base form and all that follows it. `open` says that it takes no side."""

    verb: str
    rest: str
    open: bool = False

    @property
    def base(self) -> str:
        return f"{self.verb} {self.rest}"

    @property
    def told(self) -> str:
        return f"{past(self.verb)} {self.rest}"

    @property
    def third(self) -> str:
        return f"{third_person(self.verb)} {self.rest}"


def claim_of(precedent: Precedent) -> Claim:
    """The judgement that an earlier question asks for, with "it" for the item."""
    thing = precedent.full_thing or "it"
    predicate = _predicate(precedent)
    if predicate:
        return Claim(verb="find", rest=f"{thing} {predicate}")
    verb = _verb(precedent)
    return Claim(verb=verb or "mention", rest=thing, open=not verb)


def side_question(
    stance: WantedStance, precedent: Precedent, *, voice: str | None = None, thing: str | None = None
) -> str:
    """What is thought for or against a thing, by default of those and of the thing that were asked about."""
    speaker, named = voice or precedent.speaker, thing or precedent.full_thing
    start = agreeing("What did" if precedent.told else "What do", speaker)
    return f"{start} {speaker} {_VERBS[stance]}{f' about {named}' if named else ''}{precedent.when}?"


def _predicate(precedent: Precedent) -> str:
    """What it is asked whether a thing is: "slow" in "Is the service slow?"."""
    reading, thing = precedent.reading, precedent.thing
    if thing is None or not reading.asks_whether or reading.kind != "opinion":
        return ""
    before = words(precedent.text[: thing.start])
    if len(before) != 1 or before[0] not in COPULAS:
        return ""
    start = precedent.tail.end if precedent.tail else thing.end
    said = precedent.text[start : max(start, precedent.end)].strip()
    return said.removeprefix("any ") if len(said.split()) <= _MOST_SAID else ""


def _verb(precedent: Precedent) -> str:
    """The verb of the earlier question where it takes the side asked for, or the plain one for that side."""
    stance = precedent.reading.stance
    if stance not in ("positive", "negative"):
        return ""
    own = _FORMS[stance]
    said = (own[word] for word in words(precedent.text) if word in own)
    return next(said, "like" if stance == "positive" else "dislike")


def _forms(verbs: tuple[str, ...]) -> dict[str, str]:
    return {form(verb).split()[0]: verb for verb in verbs for form in (str, past, third_person)}


_FORMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"positive": _forms(_FAVOURING), "negative": _forms(_FAULTING)}
)
