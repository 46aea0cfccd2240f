"""Questions to go on with: worded from what reviews speak of, and none near the one just asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.models import Question, Stance, Vectors
from qa.words import stems

__all__ = ["Offer", "Spoken", "chosen", "is_borne_out", "worded"]

SHOWN = 3  # questions offered: enough to choose from, few enough to read
NEAR = 0.8  # cosine of two questions from which they ask the same
_SIDES = ("positive", "negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Something that reviews speak of, as a phrase; how many sentences are for it, and against it."""

    phrase: str
    plural: bool
    positive: int
    negative: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """A question that the reviews answer; `vector` (d,) is its unit vector."""

    question: Question
    vector: Vectors


def worded(spoken: Sequence[Spoken], reviews: int) -> Iterator[str]:
    """Questions about each thing in turn, then on the whole, worded for the number of reviews in scope."""
    who, do = ("the reviewer", "did") if reviews == 1 else ("reviewers", "do")
    for place, thing in enumerate(spoken):
        yield _about(thing, place, who, do, counted=reviews > 1)
    yield f"What {do} {who} dislike?"
    yield f"What {do} {who} like most?"


def _about(thing: Spoken, place: int, who: str, do: str, *, counted: bool) -> str:
    """One question: in turn how it is, which of the sides that are taken, and how many speak of it."""
    turn = place % 4
    if turn == 1 and thing.negative:
        return f"What {do} {who} dislike about {thing.phrase}?"
    if turn == 2 and counted:
        return f"How many reviewers mention {thing.phrase}?"
    if turn in (2, 3) and thing.positive:
        return f"What {do} {who} like about {thing.phrase}?"
    return f"How {'are' if thing.plural else 'is'} {thing.phrase}?"


def is_borne_out(question: Question, stances: Iterable[Stance]) -> bool:
    """Whether claims of these stances answer what is asked: one at least on the side that is wanted."""
    told = list(stances)
    return question.stance in told if question.stance in _SIDES else bool(told)


def chosen(offers: Iterable[Offer], asked: Question | None, vector: Vectors | None) -> tuple[str, ...]:
    """The first offers that are not near the question `asked`, whose unit vector (d,) is given."""
    kept: list[str] = []
    for offer in offers:
        near = asked is not None and _is_near(offer, asked)
        if near or (vector is not None and float(offer.vector @ vector) >= NEAR):
            continue
        kept.append(offer.question.text)
        if len(kept) == SHOWN:
            break
    return tuple(kept)


def _is_near(offer: Offer, asked: Question) -> bool:
    """Whether both ask about the same thing, or for the same side of the whole."""
    own, other = offer.question.aspect, asked.aspect
    if own is None or other is None:
        return own is other and offer.question.stance == asked.stance
    shared = stems(own.removeprefix("the ")) & stems(" ".join(asked.terms))
    return bool(shared)
