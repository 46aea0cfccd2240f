from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from api.disconnect import while_connected


def request_that_ends_after(seconds: float) -> Request:
    async def receive() -> Message:
        await asyncio.sleep(seconds)
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


async def answer() -> str:
    await asyncio.sleep(0)
    return "answer"


async def fail() -> str:
    raise LookupError("told")


def run(seconds: float, work: Coroutine[Any, Any, str]) -> str:
    async def body() -> str:
        return await while_connected(request_that_ends_after(seconds), work)

    return asyncio.run(body())


def test_the_result_comes_through_while_the_client_waits() -> None:
    assert run(60, answer()) == "answer"


def test_an_error_comes_through_as_it_is() -> None:
    with pytest.raises(LookupError, match="told"):
        run(60, fail())


def test_work_is_cancelled_when_the_client_leaves() -> None:
    cancelled = False

    async def work() -> str:
        nonlocal cancelled
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled = True
            raise
        return "never"

    with pytest.raises(ClientDisconnect):
        run(0, work())
    assert cancelled


def test_no_task_is_left_behind() -> None:
    async def body() -> int:
        await while_connected(request_that_ends_after(60), answer())
        return len(asyncio.all_tasks())

    assert asyncio.run(body()) == 1
