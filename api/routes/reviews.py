"""Reviews: written, listed, read whole, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.body import JsonRoute
from api.dependencies import ServiceDep, refuse_query
from api.problems import problem
from api.schemas import PutReviewsRequest, ReviewsQuery, Text
from api.views import OutcomesView, ReviewsView, ReviewView
from qa.errors import InvalidReview
from qa.ingest.drafts import MAX_ID_CHARS, ReviewDraft, parse_draft
from qa.models import WriteOutcome

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["reviews"])
_NO_QUERY = [Depends(refuse_query)]
ReviewId = Annotated[Text, Path(max_length=MAX_ID_CHARS, description="May hold slashes and spaces.")]


@router.put(
    "/v1/reviews",
    summary="Add or replace reviews",
    response_model=OutcomesView,
    dependencies=_NO_QUERY,
)
async def put_reviews(body: PutReviewsRequest, service: ServiceDep) -> OutcomesView | Response:
    """Store every good review durably and say what became of each; 422 when not one could be stored."""
    drafts, failed = await run_in_threadpool(_sort_out, body.reviews)
    written = await service.add_reviews(list(drafts.values())) if drafts else []
    places = list(drafts)
    stored = [replace(outcome, index=places[outcome.index]) for outcome in written]
    outcomes = OutcomesView.of(sorted([*stored, *failed], key=lambda outcome: outcome.index))
    return outcomes if outcomes.failed < len(body.reviews) else _all_failed(outcomes)


def _sort_out(reviews: Sequence[object]) -> tuple[dict[int, ReviewDraft], list[WriteOutcome]]:
    drafts: dict[int, ReviewDraft] = {}
    failed: list[WriteOutcome] = []
    for index, fields in enumerate(reviews):
        try:
            if not isinstance(fields, Mapping):
                raise InvalidReview("A review must be an object with item_id and text.")
            drafts[index] = parse_draft(fields)
        except InvalidReview as error:
            failed.append(
                WriteOutcome(
                    index=index,
                    id=None,
                    status="error",
                    code=error.code,
                    message=error.message,
                    field=error.field,
                )
            )
    return drafts, failed


def _all_failed(outcomes: OutcomesView) -> Response:
    errors = [
        {
            "code": e.code,
            "detail": e.detail,
            "pointer": f"#/reviews/{r.index}" + (f"/{e.field}" if e.field else ""),
        }
        for r in outcomes.results
        if (e := r.error)
    ]
    first = errors[0]
    detail = first["detail"] if len(errors) == 1 else f"None of {len(errors):,} reviews could be stored."
    members = outcomes.model_dump(mode="json")
    return problem(422, first["code"], detail, errors=errors, **members)


@router.get("/v1/reviews", summary="List reviews")
async def list_reviews(query: Annotated[ReviewsQuery, Query()], service: ServiceDep) -> ReviewsView:
    """The reviews that match every condition, a page at a time."""
    page = await service.reviews(query.filters(), cursor=query.cursor, limit=query.limit)
    return ReviewsView.of(page)


@router.get("/v1/reviews/{review_id:path}", summary="Read a review whole", dependencies=_NO_QUERY)
async def read_review(review_id: ReviewId, service: ServiceDep) -> ReviewView:
    """The text that citations point into, and what was given."""
    return ReviewView.of(await service.review(review_id))


@router.delete(
    "/v1/reviews/{review_id:path}",
    summary="Delete a review",
    status_code=204,
    response_class=Response,
    dependencies=_NO_QUERY,
)
async def delete_review(review_id: ReviewId, service: ServiceDep) -> None:
    """Delete a review with everything computed from it."""
    await service.delete_review(review_id)
