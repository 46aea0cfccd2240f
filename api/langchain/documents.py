"""Hits as LangChain's documents."""

from __future__ import annotations

from langchain_core.documents import Document

from api.views import HitView

__all__ = ["as_document"]


def as_document(hit: HitView) -> Document:
    """The hit's text just as it stands in its review, and what is known of it as values that JSON has.

    The id is made of the review's and of the place, `review:start-end`, so that one stretch has one id.
    """
    return Document(
        id=f"{hit.review_id}:{hit.start}-{hit.end}",
        page_content=hit.text,
        metadata=hit.model_dump(mode="json", exclude={"text"}),
    )
