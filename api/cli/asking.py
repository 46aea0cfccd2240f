"""`pullquote ask` and `pullquote search`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from api.cli.console import print_json, readable, results
from api.cli.options import (
    AuthorOption,
    ItemOption,
    JsonOption,
    LanguageOption,
    RatingFromOption,
    RatingToOption,
    ReviewOption,
    SinceOption,
    SourceOption,
    SpoilersOption,
    UntilOption,
    filters_from,
)
from api.cli.session import session_of

__all__ = ["ask", "search"]

Engine = Literal["auto", "extractive", "generative"]  # as qa.models has it, without loading numpy
Unit = Literal["sentence", "passage"]

MAX_CITATIONS = 20
MAX_HITS = 100


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What you want to know.", show_default=False)],
    item: ItemOption = None,
    review: ReviewOption = None,
    author: AuthorOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    rating_gte: RatingFromOption = None,
    rating_lte: RatingToOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    max_citations: Annotated[
        int, typer.Option("--max-citations", min=1, max=MAX_CITATIONS, help="Quotes at most.")
    ] = 6,
    engine: Annotated[Engine, typer.Option("--engine", help="What writes the answer.")] = "auto",
    after: Annotated[
        list[str] | None,
        typer.Option("--after", help="A question asked before, which this one leans on; again for more."),
    ] = None,
    spoilers: SpoilersOption = "show",
    as_json: JsonOption = False,
) -> None:
    """Ask a question; the answer quotes the reviews it rests on.

    Ends with 0 also when the reviews do not say: that is an answer, and the text says so.
    """
    readable(question, "The question")
    filters = filters_from(
        item_id=item,
        review_id=review,
        author=author,
        source=source,
        language=language,
        rating_gte=rating_gte,
        rating_lte=rating_lte,
        since=since,
        until=until,
    )
    from qa.models import Turn

    history = [Turn(role="user", content=readable(earlier, "--after")) for earlier in after or ()]
    answer = session_of(context).run(
        lambda runtime: runtime.service.ask(
            question,
            filters,
            engine=engine,
            max_citations=max_citations,
            spoilers=spoilers,
            history=history,
        )
    )
    if as_json:
        from api.views import AnswerView

        return print_json(AnswerView.of(answer))
    from api.cli.rendering import show_answer

    show_answer(results(), answer)


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words to look for, or a question.", show_default=False)],
    item: ItemOption = None,
    review: ReviewOption = None,
    author: AuthorOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    rating_gte: RatingFromOption = None,
    rating_lte: RatingToOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MAX_HITS, help="Hits at most.")] = 10,
    unit: Annotated[Unit, typer.Option("--unit", help="What to look for.")] = "sentence",
    spoilers: SpoilersOption = "show",
    as_json: JsonOption = False,
) -> None:
    """Find the sentences or passages nearest to a query, best first."""
    readable(query, "The query")
    filters = filters_from(
        item_id=item,
        review_id=review,
        author=author,
        source=source,
        language=language,
        rating_gte=rating_gte,
        rating_lte=rating_lte,
        since=since,
        until=until,
    )
    hits = session_of(context).run(
        lambda runtime: runtime.service.search(query, filters, limit=limit, unit=unit, spoilers=spoilers)
    )
    if as_json:
        from api.views import HitsView

        return print_json(HitsView.of(hits))
    from api.cli.rendering import show_hits

    show_hits(results(), hits)
    if not hits:
        results().print("Nothing found.")
