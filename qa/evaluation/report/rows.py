"""One case as the page gets it: what was wanted, what came, and where the two part."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from qa.evaluation.answers import AnswerCounts, Cited, SystemAnswer
from qa.evaluation.gold import Place
from qa.evaluation.report.seen import Seen, stated
from qa.evaluation.report.standing import Standing
from qa.evaluation.runs import ReviewRow, ScoreRow

__all__ = ["number", "row_payload", "words"]


def number(value: float | None) -> float | None:
    """A number that JSON can hold: NaN and infinities are none."""
    return value if value is not None and isfinite(value) else None


def row_payload(seen: Seen) -> dict[str, Any]:
    """Everything the report shows of a case."""
    row, case = seen.row, seen.row.case
    return {
        "key": row.key,
        "question": case.question,
        "scope": words(case.scope.body()),
        "history": [[turn.role, turn.content] for turn in case.history],
        "answerable": case.answerable,
        "outcome": seen.outcome,
        "stance": case.stance,
        "reference": case.reference,
        "note": case.note,
        "tags": list(case.tags),
        "counts": [count._asdict() for count in seen.counts],
        "wanted": [{"any": any_of, "said": said} for any_of, said in seen.words_wanted],
        "forbidden": [{"any": [word], "said": said} for word, said in seen.words_forbidden],
        "points": _points(seen),
        "answer": None if row.answer is None else _answer(seen, row.answer),
        "error": row.error,
        "findings": {name: list(found) for name, found in row.findings.items()},
        "latency_ms": number(row.latency_ms),
        "scores": {name: _score(score) for name, score in row.scores.items()},
        "judged": {name: _score(score) for name, score in row.judged.items()},
    }


def _answer(seen: Seen, answer: SystemAnswer) -> dict[str, Any]:
    cited = zip(seen.numbers, answer.citations, seen.standings, seen.places, strict=True)
    nearest = zip(answer.nearest, seen.nearest, strict=True)
    return {
        "text": answer.text,
        "claims": [
            {"text": claim.text, "stance": claim.stance, "citations": list(claim.citations)}
            for claim in answer.claims
        ],
        "citations": [_citation(*one) for one in cited],
        "nearest": [
            _citation(n, one, standing, None if standing.status == "differs" else standing.place)
            for n, (one, standing) in enumerate(nearest, start=1)
        ],
        "retrieved": None
        if answer.retrieved is None
        else [_passage(one, seen.reviews) for one in answer.retrieved],
        "dangling": seen.dangling,
        "counts": [[name, value] for name, value in _given(answer.counts) if value is not None],
        "engine": answer.engine,
        "model": answer.model,
        "usage": sorted((answer.usage or {}).items()),
        "cost_usd": number(answer.cost_usd),
        "dropped_claims": answer.dropped_claims,
    }


def _given(counts: AnswerCounts | None) -> list[tuple[str, int | None]]:
    return [] if counts is None else list(counts.model_dump().items())


def _citation(n: int, cited: Cited, standing: Standing, found: Place | None) -> dict[str, Any]:
    """A citation; `nearly` where its place has other words than it, and so counts for nothing."""
    place = found or standing.place
    return {
        "n": n,
        "quote": cited.quote,
        "stance": cited.stance,
        "review": cited.review_id,
        "said": None if cited.start is None else [cited.start, cited.end],
        "status": standing.status,
        "place": None if place is None else list(place),
        "nearly": found is None and place is not None,
        "there": standing.there,
        "difference": [list(one) for one in standing.difference],
    }


def _passage(cited: Cited, reviews: Mapping[str, ReviewRow]) -> dict[str, Any]:
    """A retrieved passage; its words only where the report does not have the review they stand in."""
    place = stated(cited)
    known = place is not None and place.review_id in reviews
    return {
        "place": None if place is None else list(place),
        "quote": None if place and known and _reads(reviews, place) == cited.quote else cited.quote,
    }


def _reads(reviews: Mapping[str, ReviewRow], place: Place) -> str:
    return reviews[place.review_id].text[place.start : place.end]


def _points(seen: Seen) -> list[dict[str, Any]]:
    points = seen.row.gold.points
    rows = [
        {
            "places": [list(place) for place in places],
            "stance": point.stance,
            "cited_by": cited_by,
            "nearly_cited_by": nearly,
            "retrieved_at": rank,
            "words": None,
        }
        for point, places, cited_by, nearly, rank in zip(
            points, seen.points, seen.cited_by, seen.nearly_cited_by, seen.retrieved_at, strict=True
        )
    ]
    for row, point in zip(rows, seen.row.case.evidence, strict=False):
        if not row["places"]:
            row["words"] = next((one.quote for one in point.any_of if one.quote), None)
    return rows


def _score(score: ScoreRow) -> list[float | str | None]:
    return [number(score.value), number(score.weight), number(score.chance), score.error]


def words(fields: Mapping[str, Any]) -> list[list[str]]:
    """Settings as pairs of name and value; the name of a nested one is its path."""
    pairs: list[list[str]] = []
    for name, value in fields.items():
        if isinstance(value, Mapping):
            pairs += [[f"{name} {inner}", told] for inner, told in words(value)]
        else:
            pairs.append([name, str(value)])
    return pairs
