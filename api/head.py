"""HEAD, wherever GET is answered."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["HeadAsGet"]


class HeadAsGet:
    """Answers HEAD as GET; the server sends the headers and leaves the body out.

    FastAPI answers HEAD with 405, while health checks of load balancers often use it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            # A copy, because the server reads the method of its own scope to leave the body out.
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
