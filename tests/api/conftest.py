"""A fake runtime, an app over it, and an environment without settings of ours."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.api.fakes import FakeRuntime, FakeService


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("PULLQUOTE_") or name == "WEB_CONCURRENCY":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime()


@pytest.fixture
def service(runtime: FakeRuntime) -> FakeService:
    return runtime.service


@pytest.fixture
def app(runtime: FakeRuntime) -> FastAPI:
    return create_app(open_runtime=runtime.open, settings=Settings())


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


@pytest.fixture
def wire(app: FastAPI) -> Wire:
    return Wire(app)


@pytest.fixture
def stored(service: FakeService, wire: Wire) -> Wire:
    """The wire, with three reviews stored behind it."""
    wire.put_reviews(
        {"id": "r1", "item_id": "film", "author": "Ana", "text": "The ending drags. The rest sings."},
        {"id": "r2", "item_id": "film", "author": "Bo", "text": "A fine ending."},
        {"id": "a/b c", "item_id": "kettle", "language": "en", "text": "It boils."},
    )
    assert len(service.stored) == 3
    return wire
