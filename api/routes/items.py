"""Items: what is reviewed, and what its reviews say of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from api.body import JsonRoute
from api.dependencies import ServiceDep
from api.disconnect import while_connected
from api.schemas import PageQuery, SummaryQuery, Text
from api.summary_views import SummaryView
from api.views import ItemsView
from qa.ingest.drafts import MAX_ID_CHARS

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["items"])
ItemId = Annotated[Text, Path(max_length=MAX_ID_CHARS, description="May hold slashes and spaces.")]


@router.get("/v1/items", summary="List what is reviewed")
async def list_items(query: Annotated[PageQuery, Query()], service: ServiceDep) -> ItemsView:
    """Items with the number of their reviews, a page at a time."""
    return ItemsView.of(await service.items(cursor=query.cursor, limit=query.limit))


@router.get("/v1/items/{item_id:path}/summary", summary="Sum up the reviews of an item")
async def summarize(
    request: Request, item_id: ItemId, query: Annotated[SummaryQuery, Query()], service: ServiceDep
) -> SummaryView:
    """The aspects that the reviews speak of, for and against, each count and quote as an answer has it."""
    work = service.summarize(
        item_id,
        query.aspect,
        max_aspects=query.max_aspects,
        max_citations=query.max_citations,
        spoilers=query.spoilers,
    )
    return SummaryView.of(await while_connected(request, work))
