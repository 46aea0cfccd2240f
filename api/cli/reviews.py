"""`pullquote items`, `reviews`, `show` and `delete`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import complain, plain, print_json, readable, results
from api.cli.exit_codes import ExitCode
from api.cli.options import (
    AuthorOption,
    CursorOption,
    ItemOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    RatingFromOption,
    RatingToOption,
    SinceOption,
    SourceOption,
    UntilOption,
    filters_from,
)
from api.cli.session import session_of
from qa.errors import NotFound

if TYPE_CHECKING:
    from api.ports import Runtime
    from qa.models import Item, Page, Review

__all__ = ["delete", "items", "reviews", "show"]

DEFAULT_ROWS = 50  # a screen or two

_IDS = typer.Argument(metavar="ID...", help="Ids, as `pullquote reviews` shows them.", show_default=False)


def items(
    context: typer.Context,
    limit: LimitOption = DEFAULT_ROWS,
    cursor: CursorOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what is reviewed, with the number of reviews and their mean rating."""
    page = session_of(context).run(lambda runtime: runtime.service.items(cursor=cursor, limit=limit))
    if as_json:
        from api.views import ItemsView

        return print_json(ItemsView.of(page))
    _print_table(("Item", "Title", "Reviews", "Rated", "Mean rating"), map(_item_row, page.rows), page)


def _item_row(item: Item) -> tuple[str, ...]:
    mean = "" if item.mean_rating is None else f"{item.mean_rating:.0%}"
    return item.id, item.title or "", f"{item.reviews:,}", f"{item.rated:,}", mean


def reviews(
    context: typer.Context,
    item: ItemOption = None,
    author: AuthorOption = None,
    source: SourceOption = None,
    language: LanguageOption = None,
    rating_gte: RatingFromOption = None,
    rating_lte: RatingToOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = DEFAULT_ROWS,
    cursor: CursorOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the reviews that are stored."""
    filters = filters_from(
        item_id=item,
        author=author,
        source=source,
        language=language,
        rating_gte=rating_gte,
        rating_lte=rating_lte,
        since=since,
        until=until,
    )
    page = session_of(context).run(
        lambda runtime: runtime.service.reviews(filters, cursor=cursor, limit=limit)
    )
    if as_json:
        from api.views import ReviewsView

        return print_json(ReviewsView.of(page))
    _print_table(("Review", "About", "Characters"), map(_review_row, page.rows), page)


def _review_row(review: Review) -> tuple[str, ...]:
    from api.cli.rendering import about

    return review.id, about(review), f"{len(review.text):,}"


def _print_table(
    headings: tuple[str, ...], rows: map[tuple[str, ...]], page: Page[Item] | Page[Review]
) -> None:
    from rich.table import Table

    if not page.rows:
        return results().print("Nothing is stored here yet; `pullquote ingest PATH` adds reviews.")
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        numeric = heading in ("Reviews", "Rated", "Mean rating", "Characters")
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row))
    results().print(table)
    if page.cursor is not None:
        results().print(f"There is more: --cursor {page.cursor}")


def show(
    context: typer.Context,
    review_id: Annotated[str, typer.Argument(metavar="ID", help="Of a review.", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """Print a review whole; offsets of citations count its characters."""
    readable(review_id, "The id")
    review = session_of(context).run(lambda runtime: runtime.service.review(review_id))
    if as_json:
        from api.views import ReviewView

        return print_json(ReviewView.of(review))
    from api.cli.rendering import about

    console = results()
    console.print(plain(review.title or review.item_title or review.item_id), style="bold")
    console.print(f"{about(review)} · review {plain(review.id)}", style="dim")
    console.print()
    console.print(plain(review.text))


def delete(
    context: typer.Context, review_ids: Annotated[list[str], _IDS], as_json: JsonOption = False
) -> None:
    """Delete reviews, with everything computed from them. Ids that are not found end it with 4."""
    for review_id in review_ids:
        readable(review_id, "The id")

    async def work(runtime: Runtime) -> list[str]:
        return [one for one in review_ids if not await _deleted(runtime, one)]

    missing = session_of(context).run(work)
    if as_json:
        print_json({"deleted": [one for one in review_ids if one not in missing], "not_found": missing})
    else:
        results().print(f"Deleted: {len(review_ids) - len(missing):,}")
    if missing:
        complain(f"No review has the id {', '.join(missing)}.")
        raise typer.Exit(ExitCode.NOT_FOUND)


async def _deleted(runtime: Runtime, review_id: str) -> bool:
    try:
        await runtime.service.delete_review(review_id)
    except NotFound:
        return False
    return True
