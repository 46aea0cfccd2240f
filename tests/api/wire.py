"""Requests to an app in this process."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
from fastapi import FastAPI

__all__ = ["Wire"]


class Wire:
    """Sends requests to the app in this process, each in a life of its own."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return asyncio.run(self._request(method, path, **options))

    async def _request(self, method: str, path: str, **options: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        async with (
            self._app.router.lifespan_context(self._app),
            httpx.AsyncClient(transport=transport, base_url="http://test") as client,
        ):
            return await client.request(method, path, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def put_reviews(self, *reviews: object) -> httpx.Response:
        # Escaped to ASCII, which lets lone surrogates pass as well.
        body = json.dumps({"reviews": reviews}).encode("ascii")
        return self.request("PUT", "/v1/reviews", content=body, headers={"Content-Type": "application/json"})

    def ask(self, question: object = "What about the ending?", **fields: object) -> httpx.Response:
        return self.request("POST", "/v1/ask", json={"question": question, **fields})

    def ask_raw(self, body: bytes, content_type: str = "application/json") -> httpx.Response:
        return self.request("POST", "/v1/ask", content=body, headers={"Content-Type": content_type})
