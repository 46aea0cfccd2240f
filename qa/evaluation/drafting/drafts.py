"""The draft of a test set: proposals of every sort, the most useful and most varied first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from qa.evaluation.cases import Scope
from qa.evaluation.drafting.absences import absent_questions
from qa.evaluation.drafting.comparisons import comparison_proposals
from qa.evaluation.drafting.facts import fact_proposals
from qa.evaluation.drafting.kinds import kind_of
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.opinions import opinion_proposals
from qa.evaluation.drafting.proposals import Proposal, propose

__all__ = ["draft"]

# Questions that are to be refused: a fifth of a set, so that refusing all does not pay.
MIN_ABSENT, MAX_ABSENT = 2, 6
ANSWERABLE_PER_ABSENT = 3
SORT_COST = 0.5  # of worth, for each proposal of the same sort already taken
ASPECT_COST = 1.2  # the same for the aspect
ABSENT_WORTH = 4.5


def draft(material: Material, *, limit: int = 30, written: Iterable[Proposal] = ()) -> list[Proposal]:
    """At most `limit` proposals, in the order to show them in; the same for the same reviews.

    `written` are proposals of a `QuestionWriter`, which take their place among those that are found.
    """
    kind = kind_of(review.text for review in material.reviews.values())
    if len(material.reviews) == 1:
        kind = kind.heard_alone()
    found = _once(
        [
            *written,
            *opinion_proposals(material, kind),
            *comparison_proposals(material, kind),
            *fact_proposals(material, kind),
        ]
    )
    allowed = min(MAX_ABSENT, max(MIN_ABSENT, len(found) // ANSWERABLE_PER_ABSENT))
    return _with_own_ids(_varied([*found, *_absent(material, allowed)], limit))


def _absent(material: Material, most: int) -> list[Proposal]:
    return [
        propose(
            missing.question,
            sort="absent",
            aspect=missing.subject,
            scope=Scope(item_id=material.item_id),
            worth=ABSENT_WORTH - 0.1 * place,
            answerable=False,
        )
        for place, missing in enumerate(absent_questions(material)[:most])
    ]


def _once(found: Iterable[Proposal]) -> list[Proposal]:
    """One proposal of a sort and aspect, of a question in a scope, and of a sort and evidence."""
    kept: list[Proposal] = []
    taken: set[Hashable] = set()
    for one in sorted(found, key=lambda one: (-one.worth, one.case.key)):
        marks: set[Hashable] = {
            ("aspect", one.sort, one.aspect),
            ("question", one.case.question.casefold(), one.case.scope.review_id),
            ("evidence", one.sort, one.case.evidence),
        }
        if taken.isdisjoint(marks):
            kept.append(one)
            taken |= marks
    return kept


def _varied(found: Sequence[Proposal], limit: int) -> list[Proposal]:
    """The most worth first, each sort and aspect the less the more of it was taken."""
    left, taken = list(found), list[Proposal]()
    sorts: Counter[str] = Counter()
    aspects: Counter[str] = Counter()

    def worth(one: Proposal) -> float:
        return one.worth - SORT_COST * sorts[one.sort] - ASPECT_COST * aspects[one.aspect]

    while left and len(taken) < limit:
        best = max(left, key=worth)
        left.remove(best)
        taken.append(best)
        sorts[best.sort] += 1
        aspects[best.aspect] += 1
    return taken


def _with_own_ids(taken: Iterable[Proposal]) -> list[Proposal]:
    used: Counter[str] = Counter()
    made = []
    for one in taken:
        used[one.case.key] += 1
        again = used[one.case.key]
        name = one.case.key if again == 1 else f"{one.case.key}-{again}"
        made.append(replace(one, case=one.case.model_copy(update={"id": name})))
    return made
