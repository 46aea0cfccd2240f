"""Subjects that reviews are asked about by one word and tell of in another: "soundtrack", told as "music".

The words help to find a passage. A closed subject is told of in no other words, so that their absence from
a whole review says that the review is silent on it. What a subject is asked for by also names it, but for a
few words that name other things too: whoever writes "the finale" speaks of the ending, whoever writes "last"
may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from qa.words import stem, word_set

__all__ = ["RETURNING", "Subject", "hints_of", "names_of", "subjects_of"]


# A sentence that holds one word of each set tells whether its writer would come back.
RETURNING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "again": word_set("again back return returning revisit rebook reorder repurchase"),
        "would": word_set(
            """would wd will wouldn't won't i'll we'll i'd we'd never definitely certainly surely hope hoping
            wait plan planning want wanted not going love happy if when"""
        ),
    }
)


class Subject(NamedTuple):
    """Words a subject is asked for by, and words of which a text that tells of it holds one."""

    asked: frozenset[str]
    told: frozenset[str]
    closed: bool


def subjects_of(terms: Iterable[str]) -> tuple[Subject, ...]:
    """The subjects that the content words of a question, case-folded, name."""
    asked = frozenset(terms)
    return tuple(subject for subject in _SUBJECTS if subject.asked & asked)


@lru_cache(maxsize=1024)
def names_of(term: str) -> frozenset[str]:
    """The words, `term` among them, each of which says that a sentence speaks of what `term` names."""
    return frozenset({term}).union(*(subject.asked for subject in subjects_of([term]))) - (_LOOSE - {term})


@lru_cache(maxsize=1024)
def hints_of(term: str) -> frozenset[str]:
    """The words, `term` among them, that suggest that a text is about what `term`, in any form, names."""
    near = (subject.told for subject in _SUBJECTS if stem(term) in map(stem, subject.asked))
    return frozenset({term}).union(*near) - (_LOOSE - {term})


def _closed(asked: str, told: str) -> Subject:
    return _subject(asked, told, closed=True)


def _subject(asked: str, told: str, *, closed: bool = False) -> Subject:
    by_asking = word_set(asked)
    return Subject(by_asking, by_asking | word_set(told), closed)


# Asked for a subject, and said of much else: "in a lead role", "the box office", "it looks bad".
_LOOSE = word_set(
    """quiet office lead leads star stars supporting look looks comedy start starts begin begins name title
    titled called named worth english books novel women woman female final close closing last wrap first lines
    near small large big minutes told tells sounds charging charger charge"""
)

_SUBJECTS = (
    _closed(
        """music soundtrack score composer composers composed compose song songs musical scored tune
        tunes""",
        """melody melodies orchestra orchestral piano guitar lyrics jazz ballad ballads sung""",
    ),
    _closed(
        "cinematography cinematographer photography camerawork photographed",
        """camera cameras lens lenses photographer lighting framing cinematographic photographs imagery
        visual visuals visually images handheld""",
    ),
    _closed(
        "costume costumes wardrobe",
        "clothes clothing dress dresses outfit outfits gown gowns tailor attire",
    ),
    _closed(
        "edited editor editing editors",
        "edit cutting montage ed edits cuts",
    ),
    _closed(
        "budget",
        "cost costs costing million millions expensive cheap cheaply budgeted budgets dollars",
    ),
    _closed(
        "gross grossed takings earnings earn earned office",
        "flop million millions profit profitable blockbuster hit smash monster-hit ticket tickets",
    ),
    _closed(
        "award awards oscar oscars nominated nomination nominations prize prizes",
        "academy globe globes bafta cannes emmy emmys trophy palme winner",
    ),
    _closed(
        "certificate censor censors",
        "rated pg unrated mpaa",
    ),
    _closed(
        "animation animated animators",
        "cartoon cartoons cgi pixar animator",
    ),
    _closed(
        "3d",
        "stereoscopic imax dimensional",
    ),
    _closed(
        "dvd bluray disc",
        "extras discs",
    ),
    _closed(
        "effects cgi",
        "effect visual visuals digital computer animation technical trickery images",
    ),
    _closed(
        "subtitles subtitled dubbed dubbing",
        "language english accent accents translated translation",
    ),
    _closed(
        "sequel sequels",
        "franchise series trilogy instalment installment prequel chapter fourth spin-off",
    ),
    _closed(
        "dance dancing dancer dancers choreography",
        "dances danced ballet choreographer choreographed waltz waltzing",
    ),
    _closed(
        "stunt stunts stuntman",
        "leaps fights crash crashes chase chases",
    ),
    _closed(
        "makeup prosthetics",
        "mask masks wig wigs",
    ),
    _closed(
        "premiere premiered festival festivals",
        "cannes sundance toronto venice telluride screening",
    ),
    _closed(
        "cost costs price prices pricing",
        "expensive cheap dollars money paid pay value afford budget worth",
    ),
    _closed(
        "tickets ticket",
        "admission paid pay",
    ),
    _closed(
        "battery batteries charging charger",
        "charge charges charged power powered recharge recharged runtime",
    ),
    _closed(
        "wifi wireless internet",
        "wi fi connection connect connected router signal network online",
    ),
    _closed(
        "parking",
        "park parked garage valet",
    ),
    _closed(
        "breakfast",
        "buffet eggs coffee pastries",
    ),
    _closed(
        "noise noises noisy quiet loud",
        """loudly silent silence hear heard sound sounds hum buzz buzzing soundproof soundproofed
        sleep""",
    ),
    _closed(
        "delivery shipping shipped",
        "arrived arrive arrives delivered deliver ship package packaging",
    ),
    _closed(
        "warranty",
        "guarantee guaranteed refund replacement replaced return returned",
    ),
    _closed(
        "pool",
        "swim swimming",
    ),
    _subject(
        """acting actor actors actress actresses performance performances performer performers cast
        casting leads lead stars star supporting role roles""",
        """plays played playing portrays portrayal portrayed stars starring miscast character characters
        role performance performances actor actors actress cast acting""",
    ),
    _subject(
        "visuals visual look looks scenery",
        "effects images image visual visually visuals cgi photography beautiful looks technical",
    ),
    _subject(
        "jokes joke humour humor comedy funny laughs gags",
        """jokes joke humour humor funny laugh laughs gag gags comic comedy hilarious unfunny humourless
        wit witty""",
    ),
    _subject(
        "pace pacing tempo rhythm slow",
        "pace pacing paced slow slowly drags plodding deliberate brisk rushed tedious rushing energy",
    ),
    _subject(
        "ending end ends finale conclusion climax resolution",
        "ending endings end ends ended finale final conclusion climax closing close last closure wrap",
    ),
    _subject(
        "opening beginning start starts begin begins",
        "opening opens beginning begins start starts first introduces",
    ),
    _subject(
        "script screenplay dialogue writing written",
        "script screenplay dialogue writing written writer writers screenwriter lines wrote narrative",
    ),
    _subject(
        "plot story storyline narrative",
        "plot story stories storyline narrative narrator narrated premise tells told plotting",
    ),
    _subject(
        "direction directing director filmmaking",
        "direction directing director directed helmed style filmmaker scenes camera",
    ),
    _subject(
        "adapted adaptation novel novels books",
        "based novel novels book books adaptation adapted inspired",
    ),
    _subject(
        "name title titled called",
        "title titled called named name refers",
    ),
    _subject(
        "women woman female sexism",
        "women woman female sexist sexism girl girls misogyny",
    ),
    _subject(
        "screen display",
        "screen display resolution bright brightness pixels touchscreen",
    ),
    _subject(
        "sound audio speakers speaker",
        "sound sounds audio speaker speakers bass volume headphones",
    ),
    _subject(
        "food meal meals dish dishes menu",
        "food meal dish dishes menu delicious tasty taste flavor ate",
    ),
    _subject(
        "hero heroine protagonist protagonists",
        "hero heroine protagonist protagonists character characters played plays role",
    ),
    _subject(
        "scary frightening scare scares scared terrifying",
        "scary frightening frightened scare scares scared terrifying terror horror fear creepy suspense",
    ),
    _subject(
        "service staff waiter waiters waitress waitresses server servers waitstaff",
        "service staff waiter waiters waitress waitresses server servers waitstaff reception receptionist",
    ),
    _subject(
        "comfort comfortable comfy uncomfortable",
        "comfort comfortable comfortably comfy uncomfortable",
    ),
    _subject(
        "atmosphere ambience ambiance",
        "atmosphere ambience ambiance decor mood cosy vibe",
    ),
    _subject(
        "room rooms bedroom",
        "room rooms bed beds bathroom shower suite",
    ),
    _subject(
        "location located",
        "location located walk walking near close distance minutes downtown",
    ),
    _subject(
        "size fit fits",
        "size fit fits small large big tight loose",
    ),
    _subject(
        "expensive overpriced pricey",
        "expensive overpriced pricey price prices priced cost costs dear cheap value money",
    ),
    _subject(
        "money value",
        "price cost expensive cheap worth value money overpriced dollars",
    ),
)
