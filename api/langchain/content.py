"""An answer as text for a language model: short, one line a quote, whatever the reviews hold."""

from __future__ import annotations

import unicodedata

from api.views import AnswerView, CitationView, CoverageView

__all__ = ["as_content"]

_UNSEEN = ("Cc", "Cf", "Cs")  # categories of what nobody would see, though a model reads it
_JOINERS = "\u200c\u200d"  # unseen as well, but they shape the letters and emoji beside them


def as_content(answer: AnswerView) -> str:
    """The answer, its quotes by number, each with who wrote it, and how many reviewers it rests on."""
    lines = [_line(answer.answer)]
    if answer.nearest:
        lines.append("The nearest passages:")
    lines += [_quoted(citation) for citation in answer.citations or answer.nearest]
    return "\n".join([*lines, _counted(answer.coverage)])


def _quoted(citation: CitationView) -> str:
    about = (citation.author, _rating(citation), citation.published and citation.published.isoformat())
    known = "".join(f"{_line(part)}, " for part in about if part)
    return (
        f"[{citation.n}] “{_line(citation.quote)}” "
        f"({known}item_id {_line(citation.item_id)}, review_id {_line(citation.review_id)})"
    )


def _rating(citation: CitationView) -> str | None:
    if citation.rating is None:
        return None
    scale = "" if citation.rating_scale is None else f"/{citation.rating_scale:g}"
    return f"rated {citation.rating:g}{scale}"


def _counted(coverage: CoverageView) -> str:
    if coverage.reviews_in_scope == 0:
        return "No stored review fits; correct item_id and review_id, or leave them out."
    return (
        f"Of {coverage.reviewers} reviewer{'s' * (coverage.reviewers != 1)} in scope, "
        f"{coverage.mentioning} on this: {coverage.positive} for, {coverage.negative} against."
    )


def _line(text: str) -> str:
    """Foreign text on one line, so that it can neither begin a quote of its own nor hide anything."""
    return " ".join("".join(character for character in text if _is_seen(character)).split())


def _is_seen(character: str) -> bool:
    shaping = character.isspace() or character in _JOINERS
    return shaping or unicodedata.category(character) not in _UNSEEN
