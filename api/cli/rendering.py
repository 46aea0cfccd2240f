"""How answers and passages look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from api.cli.console import plain
from qa.errors import ModelReason
from qa.models import Answer, Citation, Coverage, Hit, Review

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["about", "show_answer", "show_hits"]

INDENT = "    "
_REASONS: dict[ModelReason, str] = {
    "model_timeout": "took too long",
    "model_rate_limited": "limits its rate",
    "model_unavailable": "cannot be reached, or failed",
    "model_refused": "refuses the request; see `pullquote doctor`",
    "model_paused": "failed several times in a row and is left alone for a while",
    "model_busy": "is busy with other answers",
    "over_budget": "is at its budget",
    "reply_unreadable": "replied in a form that cannot be read",
    "reply_too_long": "replied without end",
    "claims_unverified": "wrote nothing that the reviews bear out",
    "model_abstained": "found no answer",
}


def show_answer(console: Console, answer: Answer) -> None:
    """The answer, each citation in its context, and how many reviews it rests on."""
    from rich.text import Text

    console.print(Text(plain(answer.text), style="bold" if answer.answered else ""))
    if answer.nearest:
        console.print()
        console.print("The nearest passages:")
    for citation in answer.citations or answer.nearest:
        console.print()
        console.print(_quoted(citation))
        console.print(Text(INDENT + _place(citation.review, citation.start, citation.end), style="dim"))
    console.print()
    console.print(_coverage(answer.coverage))
    if note := _written_by(answer):
        console.print(Text(plain(note), style="dim"))


def _written_by(answer: Answer) -> str | None:
    """Who wrote the answer, where a language model is configured."""
    if answer.model is not None:
        return f"Written by {answer.model}; every quote was looked up."
    if answer.reason is not None:
        return f"The language model {_REASONS[answer.reason]}; the embedded engine answered in its place."
    return None


def _quoted(citation: Citation) -> Text:
    from rich.text import Text

    quoted = Text(f"[{citation.n}] ", style="cyan")
    quoted.append(_opening(citation), style="default")
    quoted.append(_line(citation.quote), style="bold yellow")
    quoted.append(_closing(citation), style="default")
    return quoted


def _opening(citation: Citation) -> str:
    cut = citation.start > len(citation.before)
    return ("…" if cut else "") + _line(citation.before)


def _closing(citation: Citation) -> str:
    cut = citation.end + len(citation.after) < len(citation.review.text)
    return _line(citation.after) + ("…" if cut else "")


def _line(text: str) -> str:
    return plain(text).replace("\n", " ").replace("\t", " ")


def _place(review: Review, start: int, end: int) -> str:
    return f"{about(review)} · review {_line(review.id)}, {start} to {end}"


def about(review: Review) -> str:
    """Who wrote a review, how it is rated, when it appeared and what it is of, as far as it is known."""
    published = review.published.isoformat() if review.published else None
    parts = (review.author, _rating(review), published, review.item_title or review.item_id)
    return " · ".join(_line(part) for part in parts if part)


def _rating(review: Review) -> str | None:
    if review.rating is None:
        return None
    scale = "" if review.rating_scale is None else f"/{review.rating_scale:g}"
    return f"{review.rating:g}{scale}"


def _coverage(coverage: Coverage) -> str:
    if coverage.reviews_in_scope == 0:
        return "No review is in scope; `pullquote items` lists what is stored."
    reviews = "1 review" if coverage.reviews_in_scope == 1 else f"{coverage.reviews_in_scope:,} reviews"
    if coverage.reviewers < coverage.reviews_in_scope:
        reviews += f" by {coverage.reviewers:,} " + ("voice" if coverage.reviewers == 1 else "voices")
    return (
        f"Of {reviews} in scope, {coverage.mentioning:,} on this: "
        f"{coverage.positive:,} for, {coverage.negative:,} against."
    )


def show_hits(console: Console, hits: Iterable[Hit]) -> None:
    """Passages, best first, with where they stand."""
    from rich.text import Text

    for hit in hits:
        console.print(Text(f"{hit.score:.2f}  ", style="cyan").append(_line(hit.text), style="default"))
        console.print(Text(INDENT + _place(hit.review, hit.span.start, hit.span.end), style="dim"))
