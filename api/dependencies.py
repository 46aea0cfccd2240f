"""How a route gets what it works with."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

from api.ports import Runtime, Service

__all__ = ["RuntimeDep", "ServiceDep", "refuse_query"]


def _runtime(request: Request) -> Runtime:
    return cast(Runtime, request.app.state.runtime)


def _service(request: Request) -> Service:
    return _runtime(request).service


def refuse_query(request: Request) -> None:
    """Refuse every query parameter, on the routes that take none.

    Raises: RequestValidationError
    """
    if names := list(request.query_params):
        detail = {"type": "extra_forbidden", "msg": "Extra inputs are not permitted"}
        raise RequestValidationError([{**detail, "loc": ("query", name)} for name in names])


RuntimeDep = Annotated[Runtime, Depends(_runtime)]
ServiceDep = Annotated[Service, Depends(_service)]
