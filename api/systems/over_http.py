"""A Pullquote service at an address, asked over its HTTP API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import httpx

from api.replies import good_json
from api.settings import mask_url
from qa.errors import ConfigurationError, ServiceRefused
from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.reviews import ReviewText
from qa.evaluation.systems import RETRIEVED, System
from qa.models import Filters

if TYPE_CHECKING:
    from api.systems.opening import SystemChoice

__all__ = ["HttpSystem", "open_over_http"]

TIMEOUT_S = 60.0  # of one request
_PAGE = 100


@asynccontextmanager
async def open_over_http(choice: SystemChoice) -> AsyncIterator[System]:
    """Connect to a service. Raises: ConfigurationError when nothing of Pullquote answers there."""
    try:
        urlsplit(choice.spec).port  # noqa: B018 - raises for one that no port can be
    except ValueError as error:
        raise ConfigurationError(f"{mask_url(choice.spec)} is no address: {error}.") from error
    async with httpx.AsyncClient(base_url=choice.spec.rstrip("/"), timeout=TIMEOUT_S) as client:
        system = HttpSystem(client, choice)
        try:
            await system.check()
        except (httpx.HTTPError, httpx.InvalidURL, ServiceRefused, ValueError) as error:
            told = str(error) or type(error).__name__
            raise ConfigurationError(
                f"No Pullquote service answers at {mask_url(choice.spec)}: {told}. "
                "Start it with `pullquote serve`."
            ) from error
        yield system


class HttpSystem:
    """Asks `/v1/ask` and `/v1/search`, and reads the reviews from `/v1/reviews`."""

    def __init__(self, client: httpx.AsyncClient, choice: SystemChoice) -> None:
        self._client = client
        self._choice = choice
        self.reviews = HttpReviews(client)
        self.about: Mapping[str, Any] = {
            "system": mask_url(choice.spec),
            "engine": choice.engine,
            "max_citations": choice.max_citations,
        }

    async def check(self) -> None:
        """Raises: httpx.HTTPError, ServiceRefused or ValueError when it is no service of ours."""
        page = good_json(await self._client.get("/v1/items", params={"limit": 1}))
        if not isinstance(page, dict) or not {"items", "next"} <= page.keys():
            raise ValueError("something else answers there")

    async def ask(self, case: Case) -> SystemAnswer:
        body = {
            "question": case.question,
            "filters": case.scope.body(),
            "engine": self._choice.engine,
            "max_citations": self._choice.max_citations,
        }
        if case.history:
            body["history"] = [turn.model_dump() for turn in case.history]
        return SystemAnswer.from_json(good_json(await self._client.post("/v1/ask", json=body)))

    async def retrieve(self, case: Case) -> Sequence[Cited] | None:
        """What it finds for the question, best first; None where that is not wanted."""
        if not self._choice.retrieval:
            return None
        body = {"query": case.question, "filters": case.scope.body(), "limit": RETRIEVED}
        found = good_json(await self._client.post("/v1/search", json=body))
        return [
            Cited(quote=hit["text"], review_id=hit["review_id"], start=hit["start"], end=hit["end"])
            for hit in found["hits"]
        ]


class HttpReviews:
    """The reviews of a service, each fetched once."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._scopes: dict[Filters, list[ReviewText]] = {}
        self._by_id: dict[str, ReviewText | None] = {}

    async def in_scope(self, scope: Filters) -> Sequence[ReviewText]:
        if scope not in self._scopes:
            ids = [scope.review_id] if scope.review_id is not None else await self._ids(scope)
            found = [await self.get(review_id) for review_id in ids]
            self._scopes[scope] = [review for review in found if review is not None and review.is_in(scope)]
        return self._scopes[scope]

    async def get(self, review_id: str) -> ReviewText | None:
        if review_id in (".", ".."):  # no review has such an id, and an address would lose it
            return None
        if review_id not in self._by_id:
            response = await self._client.get(f"/v1/reviews/{quote(review_id, safe='')}")
            missing = response.status_code == httpx.codes.NOT_FOUND
            self._by_id[review_id] = None if missing else _review(good_json(response))
        return self._by_id[review_id]

    async def _ids(self, scope: Filters) -> list[str]:
        ids: list[str] = []
        query = {"limit": _PAGE, **_query(scope)}
        while True:
            page = good_json(await self._client.get("/v1/reviews", params=query))
            ids += [row["id"] for row in page["reviews"]]
            if page["next"] is None:
                return ids
            query["cursor"] = page["next"]


def _query(scope: Filters) -> dict[str, Any]:
    wanted = {
        "item_id": scope.item_id,
        "author": scope.author,
        "source": scope.source,
        "language": scope.language,
        "rating_gte": scope.rating.gte,
        "rating_lte": scope.rating.lte,
        "published_from": scope.published.since,
        "published_to": scope.published.until,
    }
    return {name: str(value) for name, value in wanted.items() if value is not None}


def _review(body: Mapping[str, Any]) -> ReviewText:
    fields = {name: body[name] for name in ReviewText.__dataclass_fields__ if name in body}
    published = fields.get("published")
    return ReviewText(**{**fields, "published": date.fromisoformat(published) if published else None})
