"""What the reviews of an item speak of: topics of its kind, and things and people that several name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from qa.evaluation.drafting.kinds import Kind, Topic
from qa.evaluation.drafting.material import Material, ReadSentence
from qa.evaluation.drafting.people import named_people
from qa.reading.nouns import NamedThing, named_things, plural_of
from qa.words import placed_words, words

__all__ = ["find_topics", "place_of"]

VOICES = 2  # reviews that must name a thing: one reviewer's own word is no topic
FEW_REVIEWS = 3  # fewer cannot agree on topics
MAX_FOUND = 40  # things beside the topics of the kind

_ROLE = re.compile(r"\bplays ([A-Z][a-z]+)|\b([A-Z][a-z]+),? \((?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+\)")


def find_topics(material: Material, kind: Kind) -> list[Topic]:
    """The topics that some sentence names, those of the kind first, then people, then things."""
    texts = [sentence.text for sentence in material.sentences]
    common = [topic for topic in kind.topics if any(place_of(topic, text) is not None for text in texts)]
    known = frozenset(
        word for topic in kind.topics for name in topic.named_by for word in (name, *name.split())
    )
    title = frozenset(words(f"{material.title or ''} {material.item_id.replace('-', ' ')}"))
    roles = _roles(texts) if kind.name == "film" else frozenset()
    voices = _voices_of(material)
    people = [one for one in named_people(voices, title) if roles.isdisjoint(_words_of(one))]
    spoken = known | kind.marks | title | roles | {word for person in people for word in _words_of(person)}
    said = ((one.review_id, one.text) for one in voices)
    found = map(_topic, named_things(said, voices=VOICES, left_out=spoken))
    things = [one for one in found if spoken.isdisjoint(one.named_by)]
    return [*common, *people, *things[:MAX_FOUND]]


def _topic(thing: NamedThing) -> Topic:
    many = plural_of(thing.name)
    return Topic(
        name=thing.name,
        phrase=f"the {many if thing.plural else thing.name}",
        named_by=(thing.name, many),
        plural=thing.plural,
        common=False,
    )


def _words_of(topic: Topic) -> frozenset[str]:
    return frozenset(word for name in topic.named_by for word in name.split())


def _roles(texts: Sequence[str]) -> frozenset[str]:
    """The names of characters that an actor plays: what is thought of them is hardly ever said."""
    found = (match for text in texts for match in _ROLE.finditer(text))
    return frozenset((match[1] or match[2]).casefold() for match in found)


def place_of(topic: Topic, text: str) -> int | None:
    """Where `text` first names the topic."""
    told = _told(text)
    names = [parts for parts in _names_of(topic) if parts[0] in told.known]
    if not names:
        return None
    for index, start in enumerate(told.starts):
        if any(told.words[index : index + len(parts)] == parts for parts in names):
            return start
    return None


class _Told(NamedTuple):
    """The words of a text, without possessive endings, and where each begins."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    known: frozenset[str]


@lru_cache(maxsize=50_000)
def _told(text: str) -> _Told:
    found = placed_words(text)
    bare = tuple(word.text.removesuffix("'s") for word in found)
    return _Told(bare, tuple(word.start for word in found), frozenset(bare))


@lru_cache(maxsize=1_000)
def _names_of(topic: Topic) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.replace("-", " ").split()) for name in topic.named_by)


def _voices_of(material: Material) -> Sequence[ReadSentence]:
    """The sentences; of few reviews each sentence is a voice, so that what a critic returns to is a topic."""
    if len(material.reviews) >= FEW_REVIEWS:
        return material.sentences
    return [replace(one, review_id=f"{one.review_id} {one.start}") for one in material.sentences]
