"""Subjects that reviews are asked about by one word and tell of in another: "soundtrack", told as "music".

A subject is closed: a review that speaks of it uses one of its words. So the words help to find a passage,
and their absence from a whole review says that it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Subject", "subjects_of"]


class Subject(NamedTuple):
    """Words a subject is asked for by, and words of which a text that tells of it holds one."""

    asked: frozenset[str]
    told: frozenset[str]


def subjects_of(terms: Iterable[str]) -> tuple[Subject, ...]:
    """The subjects that the content words of a question, case-folded, name."""
    asked = frozenset(terms)
    return tuple(subject for subject in _SUBJECTS if subject.asked & asked)


def _subject(asked: str, told: str = "") -> Subject:
    by_asking = frozenset(asked.split())
    return Subject(by_asking, by_asking | frozenset(told.split()))


_SUBJECTS = (
    _subject(
        """music soundtrack score composer composers composed compose song songs musical scored tune
        tunes""",
        """melody melodies sing sings singing sung singer singers orchestra orchestral piano guitar
        lyrics theme themes jazz ballad ballads band lip-sync""",
    ),
    _subject(
        "cinematography cinematographer photography camerawork photographed",
        """camera cameras lens lenses photographer lighting framing cinematographic photographs imagery
        visual visuals visually images handheld""",
    ),
    _subject(
        "costume costumes wardrobe",
        "clothes clothing dress dresses outfit outfits gown gowns tailor attire",
    ),
    _subject(
        "edited editor editing editors",
        "edit cutting montage ed edits cuts",
    ),
    _subject(
        "budget",
        "cost costs costing million millions expensive cheap cheaply budgeted budgets dollars",
    ),
    _subject(
        "gross grossed takings earnings earn earned office",
        "flop million millions profit profitable blockbuster hit smash monster-hit ticket tickets",
    ),
    _subject(
        "award awards oscar oscars nominated nomination nominations prize prizes",
        "academy globe globes bafta cannes emmy emmys trophy palme winner",
    ),
    _subject(
        "certificate censor censors",
        "rated pg unrated mpaa",
    ),
    _subject(
        "animation animated animators",
        "cartoon cartoons cgi pixar animator",
    ),
    _subject(
        "3d",
        "stereoscopic imax dimensional",
    ),
    _subject(
        "dvd bluray disc",
        "extras discs",
    ),
    _subject(
        "subtitles subtitled dubbed dubbing",
        "language english accent accents translated translation",
    ),
    _subject(
        "sequel sequels",
        "franchise series trilogy instalment installment prequel chapter fourth spin-off",
    ),
    _subject(
        "dance dancing dancer dancers choreography",
        "dances danced ballet choreographer choreographed waltz waltzing",
    ),
    _subject(
        "stunt stunts stuntman",
        "leaps fights crash crashes chase chases",
    ),
    _subject(
        "makeup prosthetics",
        "mask masks wig wigs",
    ),
    _subject(
        "premiere premiered festival festivals",
        "cannes sundance toronto venice telluride screening",
    ),
    _subject(
        "cost costs price prices pricing",
        "expensive cheap dollars money paid pay value afford budget worth",
    ),
    _subject(
        "tickets ticket",
        "admission paid pay",
    ),
    _subject(
        "battery batteries charging charger",
        "charge charges charged power powered recharge recharged runtime",
    ),
    _subject(
        "wifi wireless internet",
        "wi fi connection connect connected router signal network online",
    ),
    _subject(
        "parking",
        "park parked garage valet",
    ),
    _subject(
        "breakfast",
        "buffet eggs coffee pastries",
    ),
    _subject(
        "noise noisy quiet",
        """loud loudly silent silence hear heard sound sounds hum buzz buzzing soundproof soundproofed
        sleep""",
    ),
    _subject(
        "delivery shipping shipped",
        "arrived arrive arrives delivered deliver ship package packaging",
    ),
    _subject(
        "warranty",
        "guarantee guaranteed refund replacement replaced return returned",
    ),
    _subject(
        "pool",
        "swim swimming",
    ),
)
