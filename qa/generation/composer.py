"""The text of a generative answer: a model's claims, with what is counted and what may not be lacking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.answering.extractive import grave_drafts
from qa.answering.leads import counts_told
from qa.answering.prose import marked
from qa.embedded import EmbeddedEngine, Glimpsed, Prepared, Understood
from qa.events import Told
from qa.generation.engine import Written
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import Admitted, ClaimGate, Closeness

__all__ = ["Composer", "new_gate"]


def new_gate(
    understood: Understood, glimpsed: Glimpsed, shown: ShownEvidence, closeness: Closeness
) -> ClaimGate:
    """A gate for one reply, with room left for reports of harm."""
    return ClaimGate(
        understood.question,
        shown,
        limit=max(1, understood.max_citations - len(glimpsed.grave)),
        closeness=closeness,
        hidden=glimpsed.hidden,
    )


class Composer:
    """Turns claims as they are admitted into stretches of text. Blocks.

    Every number in the text is from the counts of the record: before the claims where a count or a change was
    asked for, else after them.
    """

    def __init__(self, prepared: Prepared, embedded: EmbeddedEngine) -> None:
        self._prepared = prepared
        self._embedded = embedded
        self._begun = False

    def stretches(self, one: Admitted | Written, *, keeps: bool) -> list[Told]:
        """What is to be told now. Without `keeps` nothing is before the model has done, and then all."""
        if isinstance(one, Admitted):
            return list(self._told(one)) if keeps else []
        if one.failure is not None:
            return []
        earlier = [] if keeps else [told for claim in one.gate.admitted for told in self._told(claim)]
        return [*earlier, *self._concluded(one.gate)]

    def _told(self, admitted: Admitted) -> Iterator[Told]:
        lead = "" if self._begun else self._lead()
        if lead:
            yield self._stretch(lead)
        citations = self._embedded.marked(admitted.citations, self._prepared)
        yield replace(self._stretch(marked(admitted.claim)), claim=admitted.claim, citations=citations)

    def _lead(self) -> str:
        question, drafted = self._prepared.question, self._prepared.drafted
        asks_counts = question.kind == "count" or question.asks_change
        return f"{drafted.lead.removesuffix(':').rstrip('.')}." if asks_counts and drafted.answered else ""

    def _concluded(self, gate: ClaimGate) -> Iterator[Told]:
        """What an answer may not lack: reports of harm, and what is counted."""
        gate.allow(self._prepared.max_citations)
        cited = {citation.quote for citation in gate.citations}
        for draft in grave_drafts(self._prepared.grave):
            admitted = gate.add(draft) if draft.quotes[0].text not in cited else None
            if admitted is not None:
                yield from self._told(admitted)
        counts = counts_told(self._prepared.question, self._prepared.coverage, gate.drafts)
        if counts:
            yield self._stretch(counts)

    def _stretch(self, text: str) -> Told:
        told = Told(text=f" {text}" if self._begun else text)
        self._begun = True
        return told
