"""A run in the fields of other evaluation libraries: ragas' SingleTurnSample and deepeval's LLMTestCase."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from qa.evaluation.answers import Cited
from qa.evaluation.gold import Place, overlaps, place_cited
from qa.evaluation.reviews import ReviewText
from qa.evaluation.runs import GoldPointRow, ReviewRow, Row, Run

__all__ = ["EXPORTS", "ExportKind", "to_deepeval", "to_ragas", "write_export"]

ExportKind = Literal["ragas", "deepeval"]

DIGEST_CHARS = 12  # of words that stand in no known review, as their id


def to_ragas(run: Run) -> list[dict[str, Any]]:
    """A row for each case, in the fields of ragas 0.4's `SingleTurnSample`; what is not known is left out.

    The contexts are what was retrieved, or what was cited where that is not known. A context has the id of
    the first point of evidence that it shares at least half with and that no context before it has, else the
    id of its own place (`review:start-end`); so the measures that go by ids see overlap as ours do. Where
    the system failed the response is empty, so that the case still counts.
    """
    return [_ragas_row(row, run.reviews) for row in run.rows]


def to_deepeval(run: Run) -> list[dict[str, Any]]:
    """A row for each case, in the fields of deepeval 4's `LLMTestCase`; what is not known is left out.

    `context` is the gold evidence and `retrieval_context` what was retrieved, or cited where that is not
    known. Where the system failed the output is empty, and `metadata` holds the error.
    """
    return [_deepeval_row(row, run.reviews) for row in run.rows]


EXPORTS: Mapping[ExportKind, Callable[[Run], list[dict[str, Any]]]] = MappingProxyType(
    {"ragas": to_ragas, "deepeval": to_deepeval}
)


def write_export(run: Run, kind: ExportKind, path: Path) -> None:
    """Write an export: one JSON array where the file ends in .json, else JSON Lines. Raises: OSError."""
    rows = EXPORTS[kind](run)
    if path.suffix.lower() == ".json":
        text = json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    else:
        text = "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", errors="replace")  # half a character is the one thing UTF-8 cannot hold


def _ragas_row(row: Row, reviews: Mapping[str, ReviewRow]) -> dict[str, Any]:
    found = _found(row)
    return _known(
        user_input=row.case.question,
        response=_said(row),
        retrieved_contexts=None if found is None else [cited.quote for cited in found],
        reference=row.case.reference,
        reference_contexts=_reference_contexts(row, reviews),
        retrieved_context_ids=None if found is None else _context_ids(found, row, reviews),
        reference_context_ids=[_named(place) for place in _evidence(row, reviews)] or None,
    )


def _deepeval_row(row: Row, reviews: Mapping[str, ReviewRow]) -> dict[str, Any]:
    answer, found = row.answer, _found(row)
    usage = (answer.usage if answer is not None else None) or {}
    return _known(
        name=row.key,
        input=row.case.question,
        actual_output=_said(row),
        expected_output=row.case.reference,
        context=_reference_contexts(row, reviews),
        retrieval_context=None if found is None else [cited.quote for cited in found],
        completion_time=row.latency_ms / 1000,
        token_cost=answer.cost_usd if answer is not None else None,
        input_token_count=usage.get("input_tokens"),
        output_token_count=usage.get("output_tokens"),
        tags=list(row.case.tags) or None,
        comments=row.case.note,
        metadata=_known(
            answerable=row.case.answerable,
            answered=answer.is_answer if answer is not None else None,
            engine=answer.engine if answer is not None else None,
            model=answer.model if answer is not None else None,
            error=row.error,
        ),
    )


def _known(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _said(row: Row) -> str:
    return row.answer.text if row.answer is not None else ""


def _found(row: Row) -> Sequence[Cited] | None:
    """What was retrieved, else what was cited; None where neither is known."""
    if row.answer is None:
        return None
    return row.answer.retrieved if row.answer.retrieved is not None else row.answer.citations or None


def _reference_contexts(row: Row, reviews: Mapping[str, ReviewRow]) -> list[str] | None:
    """The words of each point, in the order of their ids."""
    places = _evidence(row, reviews)
    return [reviews[place.review_id].text[place.start : place.end] for place in places] or None


def _evidence(row: Row, reviews: Mapping[str, ReviewRow]) -> list[Place]:
    """The first place of each point, which stands for it."""
    firsts = (Place(*point.places[0]) for point in row.gold.points if point.places)
    return [place for place in firsts if place.review_id in reviews]


def _context_ids(found: Sequence[Cited], row: Row, reviews: Mapping[str, ReviewRow]) -> list[str]:
    ids: list[str] = []
    for cited in found:
        place = _place(cited, row, reviews)
        supported = [
            _point_id(point)
            for point in row.gold.points
            if place is not None and any(overlaps(place, Place(*other)) for other in point.places)
        ]
        own = supported[0] if supported else _place_id(cited, place)
        ids.append(next((one for one in supported if one not in ids), own))
    return ids


def _place(cited: Cited, row: Row, reviews: Mapping[str, ReviewRow]) -> Place | None:
    """Where words stand; offsets into a review that the run does not hold are taken as given."""
    review_id = cited.review_id
    if review_id is not None and review_id not in reviews:
        given = cited.start is not None and cited.end is not None
        return Place(review_id, cited.start or 0, cited.end or 0) if given else None
    bearing = dict.fromkeys(place[0] for point in row.gold.points for place in point.places)
    candidates = bearing if review_id is None else (review_id,)
    return place_cited(
        cited, [ReviewText(id=one, text=reviews[one].text) for one in candidates if one in reviews]
    )


def _point_id(point: GoldPointRow) -> str:
    return _named(Place(*point.places[0]))


def _place_id(cited: Cited, place: Place | None) -> str:
    if place is not None:
        return _named(place)
    digest = hashlib.sha256(cited.quote.encode("utf-8", "replace")).hexdigest()[:DIGEST_CHARS]
    return f"{cited.review_id or 'unplaced'}:{digest}"


def _named(place: Place) -> str:
    return f"{place.review_id}:{place.start}-{place.end}"
