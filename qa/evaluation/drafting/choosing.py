"""Proposals gone through one by one: kept, changed, refused, and whatever was done last taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import ValidationError

from qa.errors import InvalidCases
from qa.evaluation.cases import Case
from qa.evaluation.drafting.proposals import Proposal
from qa.evaluation.points import Point

__all__ = ["Choosing", "Step"]

Step = Literal["kept", "refused", "asked", "dropped", "toggled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """The case as it stood when it was decided on."""

    case: Case
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What was decided, the current case where it was changed, and what it was while it was answerable."""

    decisions: tuple[_Decision, ...] = ()
    changed: Case | None = None
    answerable: Case | None = None


class Choosing:
    """Where a person is in a list of proposals. `current` is None at its end."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self._proposed = [proposal.case for proposal in proposals]
        self._state = _State()
        self._done: list[tuple[Step, _State]] = []  # each with what was before it

    @property
    def total(self) -> int:
        return len(self._proposed)

    @property
    def place(self) -> int:
        """The number of the current case, from 1."""
        return len(self._state.decisions) + 1

    @property
    def current(self) -> Case | None:
        """The case to decide on, with what was changed in it."""
        if len(self._state.decisions) == len(self._proposed):
            return None
        return self._state.changed or self._proposed[len(self._state.decisions)]

    @property
    def lacks_evidence(self) -> bool:
        """Whether the current case is to be answered and nothing is left that an answer could rest on.

        All else that is proposed of an answer (its stance, its counts, its words) was read from the evidence.
        """
        return self.current is not None and self.current.answerable and not self.current.evidence

    @property
    def kept(self) -> list[Case]:
        """What was kept so far, in order."""
        return [decision.case for decision in self._state.decisions if decision.kept]

    def keep(self) -> bool:
        """Keep the current case as it stands; False, and nothing done, where it lacks evidence."""
        if self.lacks_evidence:
            return False
        self._decide(kept=True)
        return True

    def refuse(self) -> None:
        """Leave the current case out."""
        self._decide(kept=False)

    def undo(self) -> Step | None:
        """Take back what was done last, in whichever case it was, and tell it; None where nothing was."""
        if not self._done:
            return None
        step, self._state = self._done.pop()
        return step

    def ask(self, question: str) -> None:
        """Put another question in the place of the current one. Raises: InvalidCases."""
        changed = self._changed(question=question)
        if changed.question != self._now().question:
            self._do("asked", replace(self._state, changed=changed))

    def drop_evidence(self, number: int) -> bool:
        """Take out a piece of evidence by its number, from 1; False where there is none with it."""
        case = self._now()
        if not 1 <= number <= len(case.evidence):
            return False
        left = list(case.evidence)
        counts = _counts_without(left.pop(number - 1), case)
        changed = self._changed(evidence=[point.written() for point in left], counts=counts)
        self._do("dropped", replace(self._state, changed=changed))
        return True

    def toggle_answerable(self) -> None:
        """Say that the reviews do not answer it, which leaves no evidence, or take that back."""
        case = self._now()
        if case.answerable:
            bare = Case(
                id=case.id, question=case.question, scope=case.scope, tags=case.tags, answerable=False
            )
            self._do("toggled", replace(self._state, changed=bare, answerable=case))
        else:
            before = self._state.answerable or case
            again = before.model_copy(update={"answerable": True, "question": case.question})
            self._do("toggled", replace(self._state, changed=again))

    def _now(self) -> Case:
        if self.current is None:
            raise IndexError("every case is decided on")
        return self.current

    def _decide(self, *, kept: bool) -> None:
        decision = _Decision(case=self._now(), kept=kept)
        after = _State(decisions=(*self._state.decisions, decision))
        self._do("kept" if kept else "refused", after)

    def _do(self, step: Step, after: _State) -> None:
        self._done.append((step, self._state))
        self._state = after

    def _changed(self, **fields: object) -> Case:
        try:
            return Case.model_validate({**self._now().written(), **fields})
        except ValidationError as error:
            told = error.errors(include_url=False, include_input=False)[0]["msg"]
            raise InvalidCases([f"That is no case: {told[:1].lower()}{told[1:]}"]) from None


def _counts_without(point: Point, case: Case) -> dict[str, object]:
    """The counts of a case of which the reviews that a point is quoted from were found not to count."""
    counts = dict(case.written().get("counts", {}))
    mentioning = case.counts.mentioning
    if mentioning is not None:
        fewer = len({passage.review for passage in point.any_of})
        most = {} if mentioning.max is None else {"max": max(0, mentioning.max - fewer)}
        counts["mentioning"] = {"min": max(0, mentioning.min - fewer), **most}
    return counts
