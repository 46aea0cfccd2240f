"""Pullquote, through the same facade that the service and the command line use."""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from asked import QUERIES, QUESTIONS


def opened(folder: str):
    from api.bootstrap import open_runtime
    from api.settings import Settings

    return open_runtime(Settings(home=Path(folder)))


async def warm_up(folder: str) -> dict[str, float]:
    """The one-time export of the model is no part of any rate."""
    async with opened(folder) as runtime:
        await runtime.service.search("warm")
    return {}


async def ingest(folder: str, source: str) -> dict[str, float]:
    from api.cli import main

    arguments = ["--home", folder, "ingest", source]
    try:
        await asyncio.to_thread(main, arguments)
    except SystemExit as ended:
        assert not ended.code, ended.code
    return {}


async def cold(folder: str) -> dict[str, float]:
    async with opened(folder) as runtime:
        assert await runtime.service.search(QUERIES[0])
    return {}


async def warm(folder: str) -> dict[str, float]:
    from qa.models import Filters

    async with opened(folder) as runtime:
        service = runtime.service
        await service.ask("warm up", Filters(item_id="item-1"))
        await service.ask("warm up")
        return {
            "search_ms": await median_ms(service.search, QUERIES),
            "answer, one review, median ms": await median_ms(
                lambda q: service.ask(q, Filters(review_id="r7")), QUESTIONS
            ),
            "answer, one item, median ms": await median_ms(
                lambda q: service.ask(q, Filters(item_id="item-3")), QUESTIONS
            ),
            "answer, all reviews, median ms": await median_ms(service.ask, QUESTIONS),
        }


async def median_ms(call: Callable[[str], Awaitable[object]], texts: list[str]) -> float:
    laps = []
    for text in texts:
        started = time.perf_counter()
        await call(text)
        laps.append(time.perf_counter() - started)
    return statistics.median(laps) * 1000


def main(step: str, *arguments: str) -> None:
    steps = {"ingest": ingest, "cold": cold, "warm": warm, "warm-up": warm_up}
    figures = asyncio.run(steps[step](*arguments))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
