"""Reviews as rows of the `reviews` table, and back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Row

from qa.alignment import Alignment
from qa.models import Review

__all__ = ["review_of_row", "row_of_review"]


def row_of_review(review: Review) -> dict[str, Any]:
    """The column values of `review`, without its row number."""
    return {
        "id": review.id,
        "item_id": review.item_id,
        "item_title": review.item_title,
        "title": review.title,
        "author": review.author,
        "rating": review.rating,
        "rating_scale": review.rating_scale,
        "published": review.published,
        "url": review.url,
        "source": review.source,
        "language": review.language,
        "metadata": json.dumps(dict(review.metadata), ensure_ascii=False),
        "text": review.text,
        "source_text": review.source_text,
        "alignment": review.alignment.encode(),
        "content_hash": review.content_hash,
    }


def review_of_row(row: Row[Any]) -> Review:
    """The review that a full row of the table holds."""
    values = row._asdict()
    del values["row"]
    values["metadata"] = json.loads(values["metadata"])
    values["alignment"] = Alignment.stored(values["alignment"])
    return Review(**values)
