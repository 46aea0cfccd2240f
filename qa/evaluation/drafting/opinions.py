"""Questions about opinions: on each topic that the reviews speak of, and on the thing as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa.evaluation.drafting.counts import count_proposals
from qa.evaluation.drafting.kinds import Kind, Topic
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.mentions import Mention, mentions_of, opinions_of
from qa.evaluation.drafting.proposals import Proposal
from qa.evaluation.drafting.spoken import OPINED, Spoken
from qa.evaluation.drafting.stance_questions import stance_proposals
from qa.evaluation.drafting.topics import find_topics
from qa.evaluation.drafting.wholes import whole_proposals
from qa.reading.signs import weight_of

__all__ = ["opinion_proposals"]


def opinion_proposals(material: Material, kind: Kind) -> Iterator[Proposal]:
    """Every question about opinions that the reviews can answer."""
    opinions = opinions_of(material, of_story=kind.tells_story)
    for topic in find_topics(material, kind):
        spoken = _spoken_of(topic, material, kind)
        if spoken is not None:
            opinions += spoken.sided
            yield from stance_proposals(spoken)
            yield from count_proposals(spoken)
    yield from whole_proposals(material, kind, _apart(opinions))


def _spoken_of(topic: Topic, material: Material, kind: Kind) -> Spoken | None:
    """What is said of a topic, where opinions are had on it; what no kind lists must be spoken of again."""
    mentions = mentions_of(topic, material)
    about = tuple(_plainly(one, topic, kind) for one in mentions if one.about)
    spoken = Spoken(topic=topic, mentions=tuple(mentions), about=about, material=material, kind=kind)
    return spoken if spoken.sided and (topic.common or len(about) > 1) else None


def _plainly(mention: Mention, topic: Topic, kind: Kind) -> Mention:
    """The mention; of what no kind lists, only plain words take a side, and only where they are no plot."""
    told = weight_of(mention.quote) != 0 and (mention.opinion >= OPINED or not kind.tells_story)
    return mention if topic.common or told else replace(mention, side=None, clearness=0.0)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Without those that share words with a clearer one."""
    kept: dict[str, list[Mention]] = {}
    for one in sorted(mentions, key=lambda one: (-one.clearness, one.review_id, one.start, one.end)):
        beside = kept.setdefault(one.review_id, [])
        if not any(other.start < one.end and one.start < other.end for other in beside):
            beside.append(one)
    return [one for beside in kept.values() for one in beside]
