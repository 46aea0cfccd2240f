"""RC2: which sentence of the review holds the answer to each turn of a conversation about it.

A turn is ranked by its question alone, and with the question before it put in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from qa.alignment import Span
from qa.evaluation.datasets.measures import Measures, measure
from qa.evaluation.datasets.placing import Placing, place
from qa.evaluation.datasets.rankers import Ranker
from qa.evaluation.datasets.rc2 import Conversation, Turn

__all__ = ["StoryFinding", "rank_stories"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFinding:
    """What was found of the turns with an answer; None where there is none.

    `turns` counts all, of which `unknown` have no answer, and `unlocated` one that is not in the review.
    """

    conversations: int
    turns: int
    unknown: int
    unlocated: int
    alone: Measures | None
    with_previous: Measures | None


def rank_stories(conversations: Sequence[Conversation], ranker: Ranker) -> StoryFinding:
    """Rank the sentences of each review for its turns; statistics of words are those of all reviews."""
    texts = [c.counted.text[s.start : s.end] for c in conversations for s in c.sentences]
    ranking = ranker.over(texts)
    firsts = accumulate((len(c.sentences) for c in conversations), initial=0)
    alone: list[Placing] = []
    with_previous: list[Placing] = []
    for first, conversation in zip(firsts, conversations, strict=False):
        rows = first + np.arange(len(conversation.sentences), dtype=np.intp)
        for turn in conversation.turns:
            if turn.answer is not None:
                right = np.array(_right(conversation, turn.answer), dtype=np.bool_)
                alone.append(place(ranking.scores(turn.question, rows), right))
                with_previous.append(place(ranking.scores(_in_context(turn), rows), right))
    turns = [turn for conversation in conversations for turn in conversation.turns]
    return StoryFinding(
        conversations=len(conversations),
        turns=len(turns),
        unknown=sum(turn.unknown for turn in turns),
        unlocated=sum(not turn.unknown and turn.answer is None for turn in turns),
        alone=measure(alone),
        with_previous=measure(with_previous),
    )


def _right(conversation: Conversation, answer: Span) -> list[bool]:
    return [conversation.counted.covers(s.start, s.end, answer) for s in conversation.sentences]


def _in_context(turn: Turn) -> str:
    return turn.question if turn.previous is None else f"{turn.previous} {turn.question}"
