"""The HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.responses import RedirectResponse
from starlette.types import Scope

from api.body import MAX_BODY_BYTES, MAX_UPLOAD_BYTES, BodyLimit
from api.error_handlers import install_error_handlers
from api.head import HeadAsGet
from api.ports import OpenRuntime
from api.problems import PROBLEM_RESPONSES, problem_schemas
from api.routes import ask, health, items, reviews
from api.settings import Settings
from api.version import package_version

__all__ = ["create_app"]

_DESCRIPTION = (
    "Answers questions about reviews and shows the words each answer rests on. "
    "Offsets are 0-based, end-exclusive and count Unicode code points. "
    "Errors are problem details (RFC 9457). Unknown fields and parameters are refused."
)


def create_app(*, open_runtime: OpenRuntime, settings: Settings) -> FastAPI:
    """The application. The runtime is opened when it starts and closed when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_runtime(settings, warm=True) as runtime:
            app.state.runtime = runtime
            yield

    app = FastAPIOffline(
        title="Pullquote",
        version=package_version(),
        description=_DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
        static_url="/docs/assets",
        redirect_slashes=False,
        responses=PROBLEM_RESPONSES,
    )
    install_error_handlers(app)
    app.add_middleware(BodyLimit, limit_of=_body_limit)
    app.add_middleware(HeadAsGet)
    for router in (ask.router, reviews.router, items.router, health.router):
        app.include_router(router)
    app.add_api_route("/", _to_docs, include_in_schema=False)
    _document_problems(app)
    return app


def _document_problems(app: FastAPI) -> None:
    """Add the schema of problems, which FastAPI would document as application/json only."""
    without_problems = app.openapi

    def openapi() -> dict[str, Any]:
        document = without_problems()
        document["components"]["schemas"].update(problem_schemas())
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI names for extending it


async def _to_docs() -> RedirectResponse:
    return RedirectResponse("/docs")


def _body_limit(scope: Scope) -> int:
    upload = scope["method"] == "PUT" and scope["path"] == "/v1/reviews"
    return MAX_UPLOAD_BYTES if upload else MAX_BODY_BYTES
