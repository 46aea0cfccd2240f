"""Questions about the thing as a whole: what was liked and disliked, by all and by one, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa.evaluation.cases import Scope
from qa.evaluation.drafting.kinds import Kind
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.mentions import Mention, best_first
from qa.evaluation.drafting.proposals import MAX_EVIDENCE, Proposal, points_of, propose
from qa.evaluation.drafting.stance_questions import SORTS
from qa.evaluation.drafting.verdicts import verdicts_in
from qa.reading.signs import Side

__all__ = ["whole_proposals"]

WHOLE_WORTH, VERDICT_WORTH, SINGLE_WORTH = 9.0, 8.0, 5.0
FEWEST = 2  # opinions that make an answer about a whole

# What is asked of single reviews, and of how many of them at most.
_OF_ONE: tuple[tuple[Side, str, int], ...] = (
    ("negative", "What did {who} dislike?", 2),
    ("positive", "What did {who} like?", 1),
)


def whole_proposals(material: Material, kind: Kind, opinions: Sequence[Mention]) -> Iterator[Proposal]:
    """From everything that takes a side, no two of them sharing words."""
    yield from _of_all(material, kind, opinions)
    verdicts = best_first(verdicts_in(material))[:MAX_EVIDENCE]
    if verdicts:
        yield propose(
            kind.verdict,
            sort="verdict",
            aspect="",
            scope=Scope(item_id=material.item_id),
            worth=VERDICT_WORTH,
            evidence=points_of(verdicts),
        )
    if len(material.reviews) > 1:
        yield from _of_single_reviews(material, opinions)


def _of_all(material: Material, kind: Kind, opinions: Sequence[Mention]) -> Iterator[Proposal]:
    asked: tuple[tuple[Side, str], ...] = (
        ("negative", f"What did {kind.voices} dislike about the {kind.noun}?"),
        ("positive", f"What did {kind.voices} like most about the {kind.noun}?"),
    )
    for side, question in asked:
        held = best_first(one for one in opinions if one.side == side)[:MAX_EVIDENCE]
        if len(held) >= FEWEST:
            yield propose(
                question,
                sort=SORTS[side],
                aspect="",
                scope=Scope(item_id=material.item_id),
                worth=WHOLE_WORTH,
                evidence=points_of(held),
                stance=side,
            )


def _of_single_reviews(material: Material, opinions: Sequence[Mention]) -> Iterator[Proposal]:
    """What one reviewer disliked and liked: of the longest reviews, which say most."""
    longest = sorted(material.reviews, key=lambda key: (-len(material.reviews[key].text), key))
    for side, question, most in _OF_ONE:
        held: defaultdict[str, list[Mention]] = defaultdict(list)
        for one in opinions:
            if one.side == side:
                held[one.review_id].append(one)
        for key in [key for key in longest if len(held[key]) >= FEWEST][:most]:
            yield propose(
                question.format(who=_called(material.reviews[key].author)),
                sort=SORTS[side],
                aspect=f"review {key}",
                tag="one-review",
                scope=Scope(item_id=material.item_id, review_id=key),
                worth=SINGLE_WORTH,
                evidence=points_of(best_first(held[key])[:MAX_EVIDENCE]),
                stance=side,
            )


def _called(author: str | None) -> str:
    """A reviewer by name, where it looks like one and not like an account."""
    return author if author and " " in author else "the reviewer"
