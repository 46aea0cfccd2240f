"""A proposed case, and how one is made from mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.evaluation.cases import Case, Counts, Scope
from qa.evaluation.drafting.mentions import Mention
from qa.evaluation.points import Passage, Point
from qa.models import Stance
from qa.words import stems

__all__ = ["MAX_EVIDENCE", "Proposal", "points_of", "propose", "slug"]

MAX_EVIDENCE = 8  # points of a case that a person checks in a minute
ALIKE = 0.75  # share of their words, from which two quotes are copies of one another
MAX_ID_CHARS = 120
MAX_TAG_CHARS = 60

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A case to accept or refuse. Of one `sort` and `aspect` there is one; higher `worth` is shown first."""

    case: Case
    sort: str
    aspect: str
    worth: float


def propose(
    question: str,
    *,
    sort: str,
    aspect: str,
    scope: Scope,
    worth: float,
    tag: str | None = None,
    evidence: Iterable[Point] = (),
    stance: Stance | None = None,
    counts: Counts | None = None,
    must_contain: Sequence[tuple[str, ...]] = (),
    answerable: bool = True,
    note: str | None = None,
) -> Proposal:
    """A proposal, named and tagged after its item, aspect (or `tag`) and sort; each passage is in it once."""
    tags = tuple(dict.fromkeys(one for one in (sort, tag or slug(aspect)[:MAX_TAG_CHARS].strip("-")) if one))
    name = "-".join(part for part in (slug(scope.item_id or ""), slug(aspect), sort) if part)
    case = Case(
        id=name[:MAX_ID_CHARS],
        question=question,
        scope=scope,
        answerable=answerable,
        evidence=tuple(_each_once(evidence)),
        stance=stance,
        counts=counts or Counts(),
        must_contain=tuple(must_contain),
        tags=tags,
        note=note,
    )
    return Proposal(case=case, sort=sort, aspect=aspect, worth=worth)


def points_of(mentions: Sequence[Mention], *, with_stance: bool = False) -> list[Point]:
    """A point for each mention, copies of one another together."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        group = next((group for group in groups if _are_alike(group[0].quote, mention.quote)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return [
        Point(
            any_of=tuple(Passage(quote=one.quote, review=one.review_id) for one in group),
            stance=group[0].side if with_stance else None,
        )
        for group in groups
    ]


def _each_once(points: Iterable[Point]) -> Iterator[Point]:
    """The points without passages that stood before, and none that is left without any."""
    seen: set[Passage] = set()
    for point in points:
        fresh = [passage for passage in dict.fromkeys(point.any_of) if passage not in seen]
        seen.update(fresh)
        if fresh:
            yield point.model_copy(update={"any_of": tuple(fresh)})


def slug(text: str) -> str:
    """A name as an id and a tag can have it: lower case, hyphens between words."""
    return _NO_WORD.sub("-", text.casefold()).strip("-")


def _are_alike(one: str, other: str) -> bool:
    first, second = stems(one), stems(other)
    return bool(first and second) and len(first & second) >= ALIKE * max(len(first), len(second))
