"""`pullquote reindex`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from api.cli.console import print_json, results
from api.cli.options import JsonOption
from api.cli.progress import counting
from api.cli.session import session_of

if TYPE_CHECKING:
    from api.ports import Runtime

__all__ = ["reindex"]


def reindex(context: typer.Context, as_json: JsonOption = False) -> None:
    """Compute everything anew from the stored texts, for instance after a change of embedding model."""

    async def work(runtime: Runtime) -> int:
        with counting("Reindexing") as progress:
            await runtime.reindex(progress)
        return (await runtime.readiness()).reviews

    reviews = session_of(context).run(work, adopt=True)
    if as_json:
        return print_json({"reviews": reviews})
    results().print(f"Reindexed {reviews:,} reviews.")
