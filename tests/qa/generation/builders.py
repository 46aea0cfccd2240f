"""Reviews, sentences and claims to put before the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qa.alignment import Alignment, Span
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import ClaimGate
from qa.generation.written import WrittenClaim
from qa.models import Hit, Question, Review

INN = (
    "The breakfast was superb. The staff were unfriendly and slow. We paid 40 euros \u2014 a bargain. "
    "\u201cIt\u2019s  perfect,\u201d said Marit Olufsen. Loud."
)
MILL = "The mill has a dreadful bed. Its breakfast was cold."


def review(text: str, review_id: str = "inn", **fields: Any) -> Review:
    return Review(
        id=review_id,
        item_id=fields.pop("item_id", "stay"),
        text=text,
        source_text=text,
        alignment=Alignment.identity(len(text)),
        content_hash=review_id,
        **fields,
    )


def hit(home: Review, text: str, *, score: float = 0.6, opinion: float = 0.9, polarity: float = 0.0) -> Hit:
    start = home.text.index(text)
    return Hit(
        review=home,
        span=Span(start, start + len(text)),
        score=score,
        opinion=opinion,
        polarity=polarity,
        ordinal=0,
    )


def question(text: str = "How was the stay?", **fields: Any) -> Question:
    return Question(text=text, **{"kind": "opinion", "stance": "either", **fields})


def shown(*hits: Hit) -> ShownEvidence:
    return ShownEvidence(hits=hits)


def two_reviews() -> ShownEvidence:
    """1 to 4 are of the inn, 5 and 6 of the mill."""
    inn, mill = review(INN), review(MILL, "mill")
    return shown(
        hit(inn, "The breakfast was superb."),
        hit(inn, "The staff were unfriendly and slow."),
        hit(inn, "We paid 40 euros \u2014 a bargain."),
        hit(inn, "\u201cIt\u2019s  perfect,\u201d said Marit Olufsen."),
        hit(mill, "The mill has a dreadful bed."),
        hit(mill, "Its breakfast was cold."),
    )


def alike(_one: str, _other: str) -> float:
    return 1.0


def gate(
    evidence: ShownEvidence | None = None,
    asked: Question | None = None,
    *,
    limit: int = 6,
    closeness: Callable[[str, str], float] = alike,
    hidden: Mapping[str, Sequence[Span]] | None = None,
) -> ClaimGate:
    return ClaimGate(
        asked or question(),
        evidence or two_reviews(),
        limit=limit,
        closeness=closeness,
        hidden=hidden or {},
    )


def written(text: str, *evidence: int | tuple[int, str], stance: str = "neutral") -> WrittenClaim:
    """A claim with sentence numbers, or numbers and quotes."""
    entries = [
        {"sentence": one[0], "quote": one[1]} if isinstance(one, tuple) else {"sentence": one}
        for one in evidence
    ]
    return WrittenClaim.model_validate({"text": text, "stance": stance, "evidence": entries})
