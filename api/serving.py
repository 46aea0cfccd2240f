"""Runs the application on uvicorn: one process, stopped gracefully, logging to standard error."""

from __future__ import annotations

import copy
import ipaddress
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import LOGGING_CONFIG

from api.app import create_app
from api.ports import OpenRuntime, Runtime
from api.settings import Settings
from qa.errors import ConfigurationError, PullquoteError

__all__ = ["check_servable", "serve"]

GRACE_S = 10  # for requests under way when the process is told to end
BACKLOG = 2048  # connections waiting to be accepted, uvicorn's own default

_log = logging.getLogger("pullquote")


def check_servable(settings: Settings) -> None:
    """Refuse settings that would lose data or let anybody in.

    Raises: ConfigurationError
    """
    if settings.web_concurrency > 1:
        raise ConfigurationError(
            f"WEB_CONCURRENCY is {settings.web_concurrency}, but one process owns the store. "
            "Unset it; one process answers many clients at once."
        )
    if not settings.allow_open and not _is_loopback(settings.host):
        raise ConfigurationError(
            f"{settings.host} can be reached from other machines, and there are no access keys yet: anybody "
            "could read and delete every review. Use --host 127.0.0.1 behind a proxy that checks who asks, "
            "or accept it with --allow-open or PULLQUOTE_ALLOW_OPEN=1."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(settings: Settings, open_runtime: OpenRuntime) -> None:
    """Serve until told to end by a signal.

    Raises: ConfigurationError for unsafe settings or a taken port; what opening the store raises.
    """
    check_servable(settings)
    with _listen(settings.host, settings.port) as listener:
        failures: list[PullquoteError] = []
        app = create_app(open_runtime=_remembering(open_runtime, failures), settings=settings)
        config = uvicorn.Config(
            _Quietly(app, failures),
            log_config=_log_config(),
            lifespan="on",
            ws="none",
            server_header=False,
            headers=[("X-Content-Type-Options", "nosniff")],  # reviews are foreign text: never taken for HTML
            timeout_graceful_shutdown=GRACE_S,
        )
        _log.info("Pullquote is starting at %s; Ctrl-C ends it.", _address(listener))
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:  # how uvicorn passes a Ctrl-C on, once everything is closed
            pass
        except SystemExit:
            if not failures:
                raise
            raise failures[0] from None


def _listen(host: str, port: int) -> socket.socket:
    # Before anything is loaded, so that a taken port is known at once.
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        reason = error.strerror or "it cannot be used"
        raise ConfigurationError(
            f"Cannot listen on {host}, port {port}: {reason}. Choose another with --port or --host."
        ) from None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _remembering(open_runtime: OpenRuntime, failures: list[PullquoteError]) -> OpenRuntime:
    @asynccontextmanager
    async def opened(
        settings: Settings, *, adopt: bool = False, warm: bool = False
    ) -> AsyncIterator[Runtime]:
        try:
            async with open_runtime(settings, adopt=adopt, warm=warm) as runtime:
                yield runtime
        except PullquoteError as error:
            failures.append(error)
            raise

    return opened


class _Quietly:
    """Keeps the traceback of a foreseen failure to start out of the log: its message says what to do."""

    def __init__(self, app: ASGIApp, failures: list[PullquoteError]) -> None:
        self._app = app
        self._failures = failures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_quietly(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed" and self._failures:
                message = {"type": "lifespan.startup.failed", "message": ""}
            await send(message)

        await self._app(scope, receive, send_quietly if scope["type"] == "lifespan" else send)


def _log_config() -> dict[str, Any]:
    config = copy.deepcopy(LOGGING_CONFIG)
    config["handlers"]["access"]["stream"] = "ext://sys.stderr"
    for name in ("pullquote", "qa", "vectorstore"):
        config["loggers"][name] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    return config
