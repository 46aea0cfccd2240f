"""Questions for and against a topic, on both sides of it, and open ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.answering.lookup import is_fragment
from qa.evaluation.drafting.mentions import Mention, best_first, reviews_of
from qa.evaluation.drafting.proposals import MAX_EVIDENCE, Proposal, points_of, propose
from qa.evaluation.drafting.spoken import OPINED, SPOKEN, Spoken
from qa.models import Stance
from qa.reading.signs import Side

__all__ = ["SORTS", "stance_proposals"]

SORTS: Mapping[Side, str] = {"negative": "dislike", "positive": "like"}
DIVIDED_WORTH = 2.0  # beyond that of the topic: systems fail on both sides at once

_ASKED: Mapping[Side, tuple[str, ...]] = {
    "negative": (
        "What {do} {voices} dislike about {it}?",
        "What is wrong with {it}?",
        "What {do} {voices} complain about when it comes to {it}?",
    ),
    "positive": (
        "What {do} {voices} like about {it}?",
        "What is good about {it}?",
        "What {do} {voices} praise about {it}?",
    ),
}
_DIVIDED = ("Do {voices} agree about {it}?", "What speaks for and against {it}?")
_OPEN = ("What {do} {voices} say about {it}?", "How {be} {it}?")
_OPEN_ON_FOUND = ("What {do} {voices} think of {it}?", "What {do} {voices} say about {it}?")
_NUISANCES = frozenset(("noise", "heat", "wait", "bugs"))  # nobody asks what is wrong with noise


def stance_proposals(spoken: Spoken) -> Iterator[Proposal]:
    """A question for each side that is taken, one where reviews divide, and an open one."""
    sides: tuple[Side, ...] = ("negative", "positive")
    yield from (_on_side(spoken, side) for side in sides if spoken.on(side))
    voices = reviews_of(spoken.sided)
    if all(spoken.on(side) for side in sides) and len(voices) > 1:
        yield _divided(spoken)
    told = _told(spoken)
    needed = 2 if spoken.topic.common else 3
    alone = len(spoken.material.reviews) == 1
    if (len(told) if alone else len(reviews_of(told))) >= needed:
        yield _open_question(spoken, told)


def _on_side(spoken: Spoken, side: Side) -> Proposal:
    held = spoken.on(side)
    forms = _OPEN[:1] if spoken.topic.name in _NUISANCES else _ASKED[side]
    return propose(
        spoken.worded(forms),
        sort=SORTS[side],
        aspect=spoken.topic.name,
        scope=spoken.scope,
        worth=spoken.worth + 0.3 * len(reviews_of(held)) + 0.1 * max(one.clearness for one in held),
        evidence=points_of(best_first(held)[:MAX_EVIDENCE]),
        stance=side,
    )


def _divided(spoken: Spoken) -> Proposal:
    half = MAX_EVIDENCE // 2
    shown = best_first(spoken.on("positive"))[:half] + best_first(spoken.on("negative"))[:half]
    return propose(
        spoken.worded(_DIVIDED),
        sort="mixed",
        aspect=spoken.topic.name,
        scope=spoken.scope,
        worth=spoken.worth + DIVIDED_WORTH,
        evidence=points_of(shown, with_stance=True),
        stance="mixed",
    )


def _told(spoken: Spoken) -> list[Mention]:
    """What says something of the topic, on a side or not."""
    least = SPOKEN if spoken.topic.common else OPINED
    return [one for one in spoken.about if one.side or (one.opinion >= least and not is_fragment(one.quote))]


def _open_question(spoken: Spoken, told: Sequence[Mention]) -> Proposal:
    shown = sorted(best_first(told)[:MAX_EVIDENCE], key=lambda one: one.side is None)
    return propose(
        spoken.worded(_OPEN if spoken.topic.common else _OPEN_ON_FOUND),
        sort="opinion",
        aspect=spoken.topic.name,
        scope=spoken.scope,
        worth=spoken.worth,
        evidence=points_of(shown, with_stance=True),
        stance=_stance(shown),
    )


def _stance(shown: Sequence[Mention]) -> Stance | None:
    """Both sides where both are taken, one where nothing else is said, else none in particular."""
    sides = {one.side for one in shown}
    if {"positive", "negative"} <= sides:
        return "mixed"
    return next(iter(sides)) if len(sides) == 1 else None
