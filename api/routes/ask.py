"""Questions and searches."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.body import JsonRoute
from api.dependencies import ServiceDep, refuse_query
from api.disconnect import while_connected
from api.schemas import AskRequest, FiltersBody, SearchRequest
from api.streaming import DONE, STREAM_HEADERS, Frames
from api.views import AnswerView, HitsView
from qa.errors import PullquoteError
from qa.events import AnswerEvent

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, dependencies=[Depends(refuse_query)], tags=["questions"])

_log = logging.getLogger("pullquote")


@router.post("/v1/ask", summary="Ask a question about the reviews in scope")
async def ask(request: Request, body: AskRequest, service: ServiceDep) -> AnswerView:
    """The answer, each of its claims with quotes that stand in a review at the place they say."""
    return AnswerView.of(await while_connected(request, service.ask(body.question, **_options(body))))


async def _begun(
    body: AskRequest, service: ServiceDep, response: Response
) -> AsyncIterator[AsyncGenerator[AnswerEvent]]:
    """The events of an answer, the first of which is there: what is wrong before it is told by a status."""
    response.headers.update(STREAM_HEADERS)
    async with aclosing(service.stream(body.question, **_options(body))) as events:
        first = await anext(events)

        async def all_of_them() -> AsyncGenerator[AnswerEvent]:
            yield first
            async for event in events:
                yield event

        yield all_of_them()


@router.post(
    "/v1/ask/stream",
    summary="Ask, and be told the answer as it comes about",
    response_class=EventSourceResponse,
    response_model=None,
)
async def ask_stream(
    events: Annotated[AsyncGenerator[AnswerEvent], Depends(_begun)],
) -> AsyncIterator[ServerSentEvent]:
    """The same answer as server-sent events: sources, then each claim once it is verified.

    The frames are those of Vercel's UI message stream with `data-coverage`, `data-claim`, `data-citation`,
    `data-nearest` and `data-suggestions`. The last before `[DONE]` is `finish`, or `error` where the answer
    could not be told to its end; a stream without either was cut off.
    """
    frames = Frames()
    try:
        async for event in events:
            for frame in frames.of(event):
                yield ServerSentEvent(data=frame)
    except PullquoteError as error:
        for frame in frames.failed(error.message):
            yield ServerSentEvent(data=frame)
    except Exception:
        _log.exception("an answer could not be told to its end")
        message = "Something went wrong here. The server's log says what; try again."
        for frame in frames.failed(message):
            yield ServerSentEvent(data=frame)
    yield ServerSentEvent(raw_data=DONE)


@router.post("/v1/search", summary="Find sentences or passages")
async def search(request: Request, body: SearchRequest, service: ServiceDep) -> HitsView:
    """Sentences or passages of the reviews in scope, best first."""
    filters = (body.filters or FiltersBody()).value()
    work = service.search(body.query, filters, limit=body.limit, unit=body.unit, spoilers=body.spoilers)
    return HitsView.of(await while_connected(request, work))


def _options(body: AskRequest) -> dict[str, Any]:
    """What a question asks for besides its words. Raises: InvalidFilter."""
    return {
        "filters": (body.filters or FiltersBody()).value(),
        "engine": body.engine,
        "max_citations": body.max_citations,
        "spoilers": body.spoilers,
        "history": body.turns(),
    }
