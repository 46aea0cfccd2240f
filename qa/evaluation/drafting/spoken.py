"""What is said of one topic, and how questions about it are worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.evaluation.cases import Scope
from qa.evaluation.drafting.kinds import Kind, Topic
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.mentions import Mention, reviews_of
from qa.reading.signs import Side

__all__ = ["OPINED", "SPOKEN", "Spoken"]

SPOKEN, OPINED = 0.3, 0.5  # opinion of a sentence without a side, on a listed topic and on another
MOST_VOICES = 3  # reviews, beyond which a topic is not the more worth asking about


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A topic with each sentence that names it, and those `about` it, in the reviews of one item."""

    topic: Topic
    mentions: tuple[Mention, ...]
    about: tuple[Mention, ...]
    material: Material
    kind: Kind

    @property
    def scope(self) -> Scope:
        """All reviews of the item."""
        return Scope(item_id=self.material.item_id)

    @property
    def sided(self) -> list[Mention]:
        """What takes a side."""
        return [one for one in self.about if one.side is not None]

    @property
    def worth(self) -> float:
        """How much a question about the topic is worth, 1 to 4: the more reviews speak of it."""
        voices = len(reviews_of(self.about))
        return min(MOST_VOICES, voices) + (1.0 if self.topic.common else 0.5)

    def on(self, side: Side) -> list[Mention]:
        """What takes this side."""
        return [one for one in self.about if one.side == side]

    def worded(self, forms: Sequence[str]) -> str:
        """One of the forms, always the same for a topic, so that not all questions are alike."""
        form = forms[sum(map(ord, self.topic.name)) % len(forms)]
        be = "are" if self.topic.plural else "is"
        return form.format(be=be, do=self.kind.do, voices=self.kind.voices, it=self.topic.phrase)
