"""Work that stops when the client that asked for it is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

__all__ = ["while_connected"]

T = TypeVar("T")

CANCEL_AGAIN_S = 0.1


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which is cancelled when the client disconnects first.

    The body of the request must have been read. Raises: ClientDisconnect, and whatever `work` raises.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        # Again and again: a library may swallow a cancellation that comes together with what it waited for.
        while unfinished := [pending for pending in (task, gone) if not pending.done()]:
            for pending in unfinished:
                pending.cancel()
            await asyncio.wait(unfinished, timeout=CANCEL_AGAIN_S)
        await asyncio.gather(task, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
