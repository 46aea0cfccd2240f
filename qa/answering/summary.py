"""What the reviews of an item say, from counts and sided sentences: aspects, for, against, divided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.alignment import Span
from qa.answering.candidates import stance_of
from qa.answering.likeness import are_alike
from qa.answering.quotes import Draft, Quote, Verified, verify
from qa.models import AspectSummary, Coverage, Hit, Item, Point, Review, Stance, Summary, Vectors

__all__ = ["SIDES", "Remark", "SpokenAspect", "summarized"]

SIDES: tuple[Stance, Stance] = ("positive", "negative")
MAX_POINTS = 4  # for, and against: more is a list of everything
FEW_POINTS = 3  # points that aspects make, below which sentences on anything fill up
SEVERAL = 2  # reviews on a side that make a point, although more take the other
POINT_QUOTES = 2  # citations of a point
SAME_ASPECT = 0.75  # cosine of two aspects from which they are one: "the breakfast", "the breakfast buffet"
SAME_REMARKS = 0.8  # share of the remarks on an aspect that are on another too, from which they are one
USUAL_WEIGHT = 1.5  # how much more a count weighs on an aspect that reviews are usually asked about
EVEN = 0.5  # share that the smaller side has of the larger, from which reviews divide
DIVIDED_AMONG = 2  # reviews that speak of an aspect before they can disagree on it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Remark:
    """A sentence that takes a side, fit to be quoted; `vector` (d,) is its unit vector."""

    hit: Hit
    vector: Vectors

    @property
    def side(self) -> Stance:
        """The side it takes."""
        return stance_of(self.hit)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpokenAspect:
    """An aspect with its counts and the remarks on it, the best first; `vector` (d,) is its unit vector.

    It is `usual` where reviews of anything are asked about it.
    """

    phrase: str
    plural: bool
    usual: bool
    named_by_caller: bool
    coverage: Coverage
    vector: Vectors
    remarks: tuple[Remark, ...]

    @property
    def weight(self) -> float:
        """How much is said of it: the reviews for it and against it, the usual aspects weighing more."""
        sided = self.coverage.positive + self.coverage.negative
        return sided * (USUAL_WEIGHT if self.usual else 1.0)

    def count(self, side: Stance) -> int:
        """How many reviews are counted on a side."""
        return self.coverage.positive if side == "positive" else self.coverage.negative


def summarized(
    item: Item,
    overall: Coverage,
    aspects: Sequence[SpokenAspect],
    remarks: Sequence[Remark],
    reviews: Mapping[str, Review],
    *,
    max_aspects: int = 8,
    max_citations: int = 2,
) -> Summary:
    """Sum up an item: every aspect a caller named, and the `max_aspects` that are said most of.

    `remarks` are the clearest on anything, `reviews` those that remarks stand in, by id. An aspect has at
    most `max_citations` quotes on each side. Every quote has passed the gate.
    """
    chosen = _chosen(aspects, max_aspects)
    quoted = {aspect.phrase: _both_sides(aspect, max_citations) for aspect in chosen}
    points = {side: _points(side, chosen, quoted, remarks) for side in SIDES}
    told = [
        *(one for each in quoted.values() for one in each),
        *(one for side in SIDES for one in _said(points[side])),
    ]
    verified = verify("", map(_draft, told), reviews, max_citations=len(told))
    numbers = _Numbers(verified)
    return Summary(
        item=item,
        coverage=overall,
        aspects=tuple(_summary(aspect, numbers.of(quoted[aspect.phrase])) for aspect in chosen),
        pros=tuple(_numbered(points["positive"], numbers)),
        cons=tuple(_numbered(points["negative"], numbers)),
        most_divided=most_divided(chosen),
        citations=verified.citations,
    )


def most_divided(aspects: Iterable[SpokenAspect]) -> str | None:
    """The aspect on which most reviews stand against each other; None where they do not divide on any."""
    divided = [aspect for aspect in aspects if _is_divided(aspect.coverage)]
    best = max(divided, key=lambda one: (min(map(one.count, SIDES)), -abs(_lead(one))), default=None)
    return None if best is None else best.phrase


def _is_divided(coverage: Coverage) -> bool:
    less, more = sorted((coverage.positive, coverage.negative))
    return coverage.mentioning >= DIVIDED_AMONG and less > 0 and less >= EVEN * more


def _lead(aspect: SpokenAspect) -> int:
    return aspect.coverage.positive - aspect.coverage.negative


def _chosen(aspects: Sequence[SpokenAspect], limit: int) -> list[SpokenAspect]:
    """The aspects that the caller named, then those most is said of, none twice under two names."""
    chosen = [aspect for aspect in aspects if aspect.named_by_caller]
    most = len(chosen) + limit
    found = [aspect for aspect in aspects if not aspect.named_by_caller and aspect.remarks and aspect.weight]
    for aspect in sorted(found, key=lambda one: (-one.weight, -one.coverage.mentioning)):
        if len(chosen) == most:
            break
        if not any(_are_one(aspect, other) for other in chosen):
            chosen.append(aspect)
    return chosen


def _are_one(aspect: SpokenAspect, other: SpokenAspect) -> bool:
    if float(aspect.vector @ other.vector) >= SAME_ASPECT:
        return True
    told = {(one.hit.review.id, one.hit.ordinal) for one in other.remarks}
    shared = sum((one.hit.review.id, one.hit.ordinal) in told for one in aspect.remarks)
    return shared >= SAME_REMARKS * len(aspect.remarks)


def _both_sides(aspect: SpokenAspect, limit: int) -> list[Remark]:
    """The best remarks on each side that reviews are counted on, those of the side of more reviews first."""
    sides = sorted(SIDES, key=lambda side: -aspect.count(side))
    return [
        remark
        for side in sides
        for remark in _apart(
            (one for one in aspect.remarks if one.side == side), min(limit, aspect.count(side))
        )
    ]


def _apart(remarks: Iterable[Remark], limit: int) -> list[Remark]:
    """The first of `remarks`, no two alike, one voice a review where there are several reviews."""
    ranked = list(remarks)
    several = len({remark.hit.review.id for remark in ranked}) > 1
    chosen: list[Remark] = []
    for remark in ranked:
        if len(chosen) == limit:
            break
        voiced = several and any(one.hit.review.id == remark.hit.review.id for one in chosen)
        if not voiced and not any(_alike(remark, one) for one in chosen):
            chosen.append(remark)
    return chosen


def _alike(one: Remark, other: Remark) -> bool:
    return are_alike(one.hit.text, one.vector, other.hit.text, other.vector)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A point before its quotes have numbers."""

    text: str
    remarks: tuple[Remark, ...]


def _points(
    side: Stance,
    aspects: Sequence[SpokenAspect],
    quoted: Mapping[str, Sequence[Remark]],
    remarks: Sequence[Remark],
) -> list[_Drawn]:
    """Aspects on which most reviews take this side, or several do, then clear words on anything else."""
    sign = 1 if side == "positive" else -1
    told = [one for one in aspects if sign * _lead(one) > 0 or one.count(side) >= SEVERAL]
    leading = sorted(told, key=lambda one: (sign * _lead(one) <= 0, -one.count(side)))
    drawn = [
        _Drawn(_worded(aspect, side), own[:POINT_QUOTES])
        for aspect in leading[:MAX_POINTS]
        if (own := tuple(one for one in quoted[aspect.phrase] if one.side == side))
    ]
    if len(drawn) >= FEW_POINTS:
        return drawn
    used = [remark for point in drawn for remark in point.remarks]
    others = (one for one in remarks if one.side == side and not any(_alike(one, other) for other in used))
    return [
        *drawn,
        *(_Drawn(f"\u201c{one.hit.text}\u201d", (one,)) for one in _apart(others, MAX_POINTS - len(drawn))),
    ]


def _worded(aspect: SpokenAspect, side: Stance) -> str:
    """The aspect, with how many reviews take the side where there are several to count."""
    name = aspect.phrase[:1].upper() + aspect.phrase[1:]
    if aspect.coverage.reviews_in_scope <= 1:
        return name
    verb = "praised" if side == "positive" else "criticised"
    it = "them" if aspect.plural else "it"
    total = aspect.coverage.mentioning
    reviews = f"{total} reviews that mention" if total != 1 else "1 review that mentions"
    return f"{name}: {verb} in {aspect.count(side)} of {reviews} {it}"


def _said(points: Iterable[_Drawn]) -> list[Remark]:
    return [remark for point in points for remark in point.remarks]


def _draft(remark: Remark) -> Draft:
    hit = remark.hit
    quote = Quote(
        review_id=hit.review.id, text=hit.text, start=hit.span.start, score=hit.score, stance=remark.side
    )
    return Draft(text="", stance=remark.side, quotes=(quote,))


class _Numbers:
    """The numbers of remarks among the citations that passed."""

    def __init__(self, verified: Verified) -> None:
        self._places = {(one.review.id, Span(one.start, one.end)): one.n for one in verified.citations}

    def of(self, remarks: Iterable[Remark]) -> tuple[int, ...]:
        places = ((one.hit.review.id, one.hit.span) for one in remarks)
        return tuple(dict.fromkeys(self._places[place] for place in places if place in self._places))


def _summary(aspect: SpokenAspect, citations: tuple[int, ...]) -> AspectSummary:
    return AspectSummary(
        aspect=aspect.phrase,
        named_by_caller=aspect.named_by_caller,
        coverage=aspect.coverage,
        citations=citations,
    )


def _numbered(points: Iterable[_Drawn], numbers: _Numbers) -> Iterable[Point]:
    for point in points:
        if citations := numbers.of(point.remarks):
            yield Point(text=point.text, citations=citations)
