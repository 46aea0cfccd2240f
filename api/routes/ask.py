"""Questions and searches."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from api.body import JsonRoute
from api.dependencies import ServiceDep, refuse_query
from api.disconnect import while_connected
from api.schemas import AskRequest, FiltersBody, SearchRequest
from api.views import AnswerView, HitsView

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, dependencies=[Depends(refuse_query)], tags=["questions"])


@router.post("/v1/ask", summary="Ask a question about the reviews in scope")
async def ask(request: Request, body: AskRequest, service: ServiceDep) -> AnswerView:
    """The answer, each of its claims with quotes that stand in a review at the place they say."""
    filters = (body.filters or FiltersBody()).value()
    work = service.ask(
        body.question,
        filters,
        engine=body.engine,
        max_citations=body.max_citations,
        spoilers=body.spoilers,
    )
    return AnswerView.of(await while_connected(request, work))


@router.post("/v1/search", summary="Find sentences or passages")
async def search(request: Request, body: SearchRequest, service: ServiceDep) -> HitsView:
    """Sentences or passages of the reviews in scope, best first."""
    filters = (body.filters or FiltersBody()).value()
    work = service.search(body.query, filters, limit=body.limit, unit=body.unit, spoilers=body.spoilers)
    return HitsView.of(await while_connected(request, work))
