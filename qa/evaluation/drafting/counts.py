"""How many reviews speak of a topic, with a quote from each, so that a person can count after."""

from __future__ import annotations

from collections.abc import Iterator

from qa.evaluation.cases import Bounds, Counts
from qa.evaluation.drafting.mentions import Mention, reviews_of
from qa.evaluation.drafting.proposals import Proposal, points_of, propose
from qa.evaluation.drafting.spoken import Spoken
from qa.subjects import hints_of
from qa.words import words

__all__ = ["count_proposals"]

FEWEST_REVIEWS = 3  # of which it is worth asking how many
FEWEST_LISTED, FEWEST_FOUND = 2, 3  # reviews that must name a topic: two who chance on a word make none
MOST_COUNTED = 9  # reviews in a count that a person can check, and drop by a digit
MOST_UNSURE = 1  # reviews that may or may not count, beyond which there is no right answer
COUNT_WORTH = 2.0


def count_proposals(spoken: Spoken) -> Iterator[Proposal]:
    """The count of the reviews that name the topic, where it can be told from their words."""
    counted = reviews_of(spoken.mentions)
    fewest = FEWEST_LISTED if spoken.topic.common else FEWEST_FOUND
    total = len(spoken.material.reviews)
    if total < FEWEST_REVIEWS or not fewest <= len(counted) <= MOST_COUNTED:
        return
    most = len(counted | _hinting(spoken))
    unsure = most - len(counted)
    if unsure > MOST_UNSURE:
        return
    telling = 0.5 if len(counted) < total else -0.5  # "all of them" is guessed too easily
    yield propose(
        f"How many {spoken.kind.voices} mention {spoken.topic.phrase}?",
        sort="count",
        aspect=spoken.topic.name,
        scope=spoken.scope,
        worth=COUNT_WORTH + min(2.0, len(counted) / 2) + telling - 0.2 * unsure,
        evidence=points_of(_one_each(spoken)),
        counts=Counts(
            reviews_in_scope=Bounds(min=total, max=total), mentioning=Bounds(min=len(counted), max=most)
        ),
    )


def _one_each(spoken: Spoken) -> list[Mention]:
    """The most telling mention of each review."""
    first: dict[str, Mention] = {}
    for one in sorted(spoken.mentions, key=lambda one: (not one.about, -one.clearness, one.start)):
        first.setdefault(one.review_id, one)
    return list(first.values())


def _hinting(spoken: Spoken) -> set[str]:
    """Reviews with a word that suggests the topic, such as "hear" for noise."""
    names = (name for name in spoken.topic.named_by if " " not in name)
    hints = frozenset().union(*(hints_of(name) for name in names))
    reviews = spoken.material.reviews.values()
    return {review.id for review in reviews if not hints.isdisjoint(words(review.text))}
