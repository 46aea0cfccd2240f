"""What reviews speak of: the things that several of them name, synonyms as one, but for the thing itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from qa.reading.nouns import NamedThing, named_things, plural_of
from qa.subjects import names_of
from qa.words import stem, word_set, words

__all__ = ["Topic", "find_topics"]

VOICES = 2  # reviews that must name a thing: one reviewer's own word is no topic
EARLY = 4  # words before a thing, within which a clause begins by naming what it is about
FEW_WORDS = 9  # of a clause that can hardly be about more than one thing
AS_NAME = 0.5  # share of occurrences with a capital from which a word is a name
POINTED_AT = 0.2  # share behind "this" or "these" from which a word is the thing reviewed: "this kettle"
POINTED_AT_USUAL = 0.5  # the same for a word that is mostly a part of one: "these speakers"
USUAL_WEIGHT = (
    1.5  # voices that a voice counts for where the thing is one that reviews are usually asked about
)

# Things that reviews of anything are asked about, in singular and plural; said without an article as often.
_USUAL = word_set(
    """acting performance performances cast script screenplay dialogue writing plot story pacing pace ending
    finale music soundtrack score sound photography cinematography camerawork direction editing animation
    effects costumes humour humor jokes suspense atmosphere characters prose style translation
    illustrations narration narrator breakfast service staff room rooms bed beds bathroom bathrooms shower
    location parking noise wifi internet pool reception view views elevator heating price prices value
    decor cleanliness food menu wine portion portions dessert desserts coffee beer pizza bread sauce
    chicken waiter waitress battery screen display camera keyboard bass comfort fit microphone charging
    setup software app design durability size weight packaging delivery shipping warranty instructions
    manual picture speakers controls gameplay combat graphics difficulty multiplayer levels taste flavor
    flavour texture smell ingredients sweetness aftertaste"""
)
# Words that stand where a noun does and name nothing to have an opinion on: "out in the open", "the faint".
_NO_THING = word_set(
    """better best worse own whole main little other open inside outside dark abrupt faint mostly bright
    close near far total complete entire overall usual common certain several various recent later former
    walk drive rest cut truth mean means rise fall run look bother care mess fuss favor favour amount
    trick experience variety selection variation addition advantage attempt effort sort majority
    combination option options example exciting appalling funny decent familiar latter while above below
    downstairs upstairs released inspired comic original same opposite check return order couple tad plus
    minus"""
)
_QUALITIES = ("ly", "ful", "ous", "ible", "able", "less")  # endings of words that say how a thing is


_COPULAS = frozenset(("is", "are", "was", "were", "looks", "feels", "sounds", "seems", "isn't", "wasn't"))
_CLAUSE_ENDS = re.compile(
    r"[,;:()!?.\u2014]|\b(?:and|but|because|while|which|who|where|though|although|so)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something that reviews speak of, as a phrase with its article: "the breakfast".

    `names` are the nouns for it that occur, case-folded, in the singular; `voices` counts those that name it.
    It is `usual` where reviews of anything are asked about it.
    """

    phrase: str
    names: frozenset[str]
    plural: bool
    usual: bool
    voices: int


def find_topics(sentences: Iterable[tuple[str, str]], whole: Collection[str] = frozenset()) -> list[Topic]:
    """The topics of `sentences`, pairs of a review's id and what it says; those of most reviews first.

    The words `whole`, case-folded, name the thing reviewed. A single review makes topics of the subjects
    that reviews are usually asked about and of what it returns to.
    """
    said = list(sentences)
    alone = len({review for review, _ in said}) == 1
    voiced = [(f"{place}", text) for place, (_, text) in enumerate(said)] if alone else said
    found = named_things(voiced, voices=1 if alone else VOICES, usual=_USUAL, left_out=_NO_THING)
    wholes = frozenset(map(stem, whole))
    kept = [thing for thing in found if _is_topic(thing, wholes, voiced)]
    return sorted(map(_topic, _merged(kept)), key=_rank)


def _rank(topic: Topic) -> tuple[float, str]:
    return -topic.voices * (USUAL_WEIGHT if topic.usual else 1.0), topic.phrase


def _is_usual(thing: NamedThing) -> bool:
    last = thing.name.split()[-1]
    return last in _USUAL or plural_of(last) in _USUAL


def _is_topic(thing: NamedThing, wholes: Collection[str], said: Sequence[tuple[str, str]]) -> bool:
    """Whether opinions are had on a thing: no name, no word for the whole, and not only said in passing."""
    parts = thing.name.split()
    if any(stem(part) in wholes or part.endswith(_QUALITIES) for part in parts):
        return False
    if _is_usual(thing):
        return thing.pointed_at < POINTED_AT_USUAL
    if thing.pointed_at >= POINTED_AT:
        return False
    if thing.as_name >= AS_NAME:
        return False
    about: set[str] = set()
    for voice, text in said:
        if voice in thing.voices and voice not in about and _is_about(text, thing):
            about.add(voice)
            if len(about) == VOICES:
                return True
    return False


def _is_about(text: str, thing: NamedThing) -> bool:
    """Whether a clause of a sentence begins by naming a thing, says what it is, or says little else."""
    last = thing.name.split()[-1]
    forms, folded = (last, plural_of(last)), text.casefold()
    if not any(form in folded for form in forms):
        return False
    for clause in _CLAUSE_ENDS.split(folded):
        told = words(clause)
        place = next((place for place, word in enumerate(told) if word in forms), None)
        if place is not None:
            stated = not _COPULAS.isdisjoint(told[place + 1 : place + 4])
            return place <= EARLY or stated or len(told) <= FEW_WORDS
    return False


def _merged(things: Sequence[NamedThing]) -> list[list[NamedThing]]:
    """Things by what they name, the one of most voices first in each group."""
    groups: list[list[NamedThing]] = []
    for thing in things:
        alike = names_of(thing.name) | names_of(plural_of(thing.name))
        home = next((group for group in groups if any(other.name in alike for other in group)), None)
        if home is None:
            groups.append([thing])
        else:
            home.append(thing)
    return groups


def _topic(group: Sequence[NamedThing]) -> Topic:
    first = group[0]
    name = plural_of(first.name) if first.plural else first.name
    paired = first.behind and first.behind not in _NO_THING and " " not in name
    return Topic(
        phrase=f"the {first.behind} {name}" if paired else f"the {name}",
        names=frozenset(thing.name for thing in group),
        plural=first.plural,
        usual=any(map(_is_usual, group)),
        voices=len(frozenset().union(*(thing.voices for thing in group))),
    )
