"""`pullquote summary`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import print_json, readable, results
from api.cli.options import JsonOption, SpoilersOption
from api.cli.session import session_of

__all__ = ["summary"]

MAX_ASPECTS = 20
MAX_CITATIONS = 5  # on each side of an aspect


def summary(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Of `pullquote items`.", show_default=False)],
    aspect: Annotated[
        list[str] | None, typer.Option("--aspect", help="Count this aspect as well; may be given again.")
    ] = None,
    max_aspects: Annotated[
        int, typer.Option("--max-aspects", min=0, max=MAX_ASPECTS, help="Aspects to find at most.")
    ] = 8,
    max_citations: Annotated[
        int, typer.Option("--max-citations", min=1, max=MAX_CITATIONS, help="Quotes at most on each side.")
    ] = 2,
    spoilers: SpoilersOption = "show",
    as_json: JsonOption = False,
) -> None:
    """Sum up the reviews of an item: aspects for and against, with counts and quotes."""
    readable(item, "The item")
    aspects = [readable(one, "--aspect") for one in aspect or ()]
    found = session_of(context).run(
        lambda runtime: runtime.service.summarize(
            item, aspects, max_aspects=max_aspects, max_citations=max_citations, spoilers=spoilers
        )
    )
    if as_json:
        from api.summary_views import SummaryView

        return print_json(SummaryView.of(found))
    from api.cli.summary_rendering import show_summary

    show_summary(results(), found)
