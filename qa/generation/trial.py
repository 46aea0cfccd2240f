"""Whether a language model writes answers here at all, tried once on a sentence of our own."""

from __future__ import annotations

from dataclasses import dataclass

from qa.alignment import Alignment, Span
from qa.errors import ModelFailed
from qa.generation.engine import GenerativeEngine, Written
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import ClaimGate
from qa.models import Hit, Question, Review

__all__ = ["Trial", "try_out"]

_TEXT = "Breakfast was warm, generous and served until noon."
_QUESTION = Question(text="How is the breakfast?", kind="opinion", stance="either", aspect="the breakfast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How it went: `failure` is None where a claim was written and its quote was found."""

    failure: ModelFailed | None
    tokens: int


async def try_out(engine: GenerativeEngine) -> Trial:
    """Have the model answer one question about one sentence."""
    evidence = ShownEvidence(hits=(_sentence(),))

    def new_gate() -> ClaimGate:
        return ClaimGate(_QUESTION, evidence, limit=1, closeness=lambda one, other: 1.0)

    written: Written | None = None
    async for one in engine.write(_QUESTION, evidence, new_gate, claims=1, keeps=False):
        written = one if isinstance(one, Written) else written
    assert written is not None
    return Trial(failure=written.failure, tokens=written.spending.usage["total_tokens"])


def _sentence() -> Hit:
    review = Review(
        id="trial",
        item_id="trial",
        text=_TEXT,
        source_text=_TEXT,
        alignment=Alignment.identity(len(_TEXT)),
        content_hash="trial",
    )
    return Hit(review=review, span=Span(0, len(_TEXT)), score=1.0, opinion=1.0, polarity=1.0, ordinal=0)
