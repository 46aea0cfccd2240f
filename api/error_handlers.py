"""Which HTTP status each error gets. The only place that assigns one."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match

from api.problems import field_errors, problem
from qa import errors

__all__ = ["RequestRefused", "install_error_handlers", "status_of"]

RETRY_AFTER_S = 2  # a queue of questions empties within a second or two
CLIENT_CLOSED_REQUEST = 499  # for the log only, as nginx has it; nobody is left to read it
RETRY_AFTER_STORE_S = 30  # somebody has to free disk space or end the other process

_STATUS: dict[type[errors.PullquoteError], int] = {
    errors.InputError: 422,
    errors.NotFound: 404,
    errors.StoreError: 503,
    errors.StoreFull: 507,
    errors.ConfigurationError: 409,
    errors.Overloaded: 503,
    errors.PullquoteError: 500,
}

_METHODS = ("GET", "POST", "PUT", "DELETE")  # those that any route of ours takes; HEAD follows GET

_log = logging.getLogger("pullquote")


class RequestRefused(HTTPException):
    """A request refused before it reached a route's own code, with the `code` to tell."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(status, detail)
        self.code = code


def status_of(error: errors.PullquoteError) -> int:
    """The status of the nearest class of the error tree that has one."""
    return next(_STATUS[cls] for cls in type(error).__mro__ if cls in _STATUS)


async def _refused_by_core(_: Request, error: Exception) -> Response:
    assert isinstance(error, errors.PullquoteError)
    status = status_of(error)
    if status >= 500:
        _log.error("%s: %s", error.code, error.message)
    headers = {}
    if error.retryable:
        wait = RETRY_AFTER_STORE_S if isinstance(error, errors.StoreError) else RETRY_AFTER_S
        headers["Retry-After"] = str(wait)
    members = {"field": error.field} if isinstance(error, errors.InvalidReview) and error.field else {}
    return problem(status, error.code, error.message, headers=headers, **members)


async def _invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = field_errors(error.errors())
    first = found[0]
    where = first.get("parameter") or first["pointer"].removeprefix("#").strip("/").replace("/", ".")
    detail = f"{where}: {first['detail']}" if where else f"The body cannot be used. {first['detail']}"
    return problem(422, "invalid_request", detail, errors=found)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error, RequestRefused):
        return problem(error.status_code, error.code, error.detail)
    if error.status_code == 405:
        return _not_with_this_method(request)
    if error.status_code == 404:
        return problem(404, "unknown_route", "There is nothing at this address; /docs lists what there is.")
    return problem(error.status_code, "http_error", error.detail, headers=error.headers)


def _not_with_this_method(request: Request) -> Response:
    """Starlette's own Allow header names the methods of one route only, where several share an address."""
    allowed = [method for method in _METHODS if _takes(request, method)]
    headers = {"Allow": ", ".join([*allowed, "HEAD"] if "GET" in allowed else allowed)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    detail = "This address does not take this method; the header Allow lists those it takes."
    return problem(405, "method_not_allowed", detail, headers=headers)


def _takes(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes)


async def _client_gone(_: Request, error: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def _unexpected(_: Request, error: Exception) -> Response:
    return problem(500, "internal", "Something went wrong here. The server's log says what; try again.")


def install_error_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem response."""
    app.add_exception_handler(errors.PullquoteError, _refused_by_core)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ClientDisconnect, _client_gone)
    app.add_exception_handler(Exception, _unexpected)
