"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.dependencies import RuntimeDep

__all__ = ["router"]

router = APIRouter(tags=["health"])


class LiveView(BaseModel):
    """The process answers."""

    status: str


class ReadyView(BaseModel):
    """Whether questions can be answered, with the result of each check."""

    ready: bool
    checks: dict[str, str]
    reviews: int


@router.get("/livez", summary="Is the process alive?")
async def live() -> LiveView:
    """Always answers, without any work."""
    return LiveView(status="ok")


@router.get("/readyz", summary="Can questions be answered?")
async def ready(runtime: RuntimeDep, response: Response) -> ReadyView:
    """200 when every check passes, 503 with the checks when one does not."""
    found = await runtime.readiness()
    if not found.ready:
        response.status_code = 503
    return ReadyView(ready=found.ready, checks=dict(found.checks), reviews=found.reviews)
