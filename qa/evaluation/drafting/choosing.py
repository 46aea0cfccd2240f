"""Proposals gone through one by one: kept, changed, refused, and the last decision taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from qa.errors import InvalidCases
from qa.evaluation.cases import Case
from qa.evaluation.drafting.proposals import Proposal

__all__ = ["Choosing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """The case as it stood when it was decided on."""

    case: Case
    kept: bool


class Choosing:
    """Where a person is in a list of proposals. `current` is None at its end."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self._proposed = [proposal.case for proposal in proposals]
        self._decisions: list[_Decision] = []
        self._changed: Case | None = None

    @property
    def total(self) -> int:
        return len(self._proposed)

    @property
    def place(self) -> int:
        """The number of the current case, from 1."""
        return len(self._decisions) + 1

    @property
    def current(self) -> Case | None:
        """The case to decide on, with what was changed in it."""
        if len(self._decisions) == len(self._proposed):
            return None
        return self._changed or self._proposed[len(self._decisions)]

    @property
    def kept(self) -> list[Case]:
        """What was kept so far, in order."""
        return [decision.case for decision in self._decisions if decision.kept]

    def keep(self) -> None:
        """Keep the current case as it stands."""
        self._decide(kept=True)

    def refuse(self) -> None:
        """Leave the current case out."""
        self._decide(kept=False)

    def undo(self) -> bool:
        """Go back to the case decided on last, as it stood then; False where there is none."""
        if not self._decisions:
            return False
        self._changed = self._decisions.pop().case
        return True

    def ask(self, question: str) -> None:
        """Put another question in the place of the current one. Raises: InvalidCases."""
        self._change(question=question)

    def drop_evidence(self, number: int) -> bool:
        """Take out a piece of evidence by its number, from 1; False where there is none with it."""
        case = self._now()
        if not 1 <= number <= len(case.evidence):
            return False
        left = [point.written() for n, point in enumerate(case.evidence, start=1) if n != number]
        counts = {} if case.counts.mentioning is None else {"counts": _one_less(case)}
        self._change(evidence=left, **counts)
        return True

    def toggle_answerable(self) -> None:
        """Say that the reviews do not answer it, which leaves no evidence, or take that back."""
        case = self._now()
        if case.answerable:
            bare = Case(
                id=case.id, question=case.question, scope=case.scope, tags=case.tags, answerable=False
            )
            self._changed = bare
            return
        proposed = self._proposed[len(self._decisions)]
        restored = proposed.model_copy(update={"question": case.question})
        self._changed = restored if proposed.answerable else case.model_copy(update={"answerable": True})

    def _now(self) -> Case:
        if self.current is None:
            raise IndexError("every case is decided on")
        return self.current

    def _decide(self, *, kept: bool) -> None:
        self._decisions.append(_Decision(case=self._now(), kept=kept))
        self._changed = None

    def _change(self, **fields: object) -> None:
        try:
            self._changed = Case.model_validate({**self._now().written(), **fields})
        except ValidationError as error:
            told = error.errors(include_url=False, include_input=False)[0]["msg"]
            raise InvalidCases([f"That is no case: {told[:1].lower()}{told[1:]}"]) from None


def _one_less(case: Case) -> dict[str, object]:
    """The counts of a case of which a review was found not to count."""
    counts = case.written()["counts"]
    mentioning = case.counts.mentioning
    if mentioning is None or mentioning.min == 0:
        return dict(counts)
    most = None if mentioning.max is None else mentioning.max - 1
    return {**counts, "mentioning": {"min": mentioning.min - 1, **({} if most is None else {"max": most})}}
