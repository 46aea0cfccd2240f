"""Amazon Reviews 2023, as published by the McAuley Lab: one object a review.

Source: https://amazon-reviews-2023.github.io/
"""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["AMAZON"]

# Variants of one product (sizes, colours) have an `asin` each and share a `parent_asin`.
AMAZON = Layout(
    name="Amazon Reviews 2023",
    columns={
        "text": "text",
        "item_id": "parent_asin",
        "title": "title",
        "author": "user_id",
        "rating": "rating",
        "published": "timestamp",
    },
    rating_scale=5.0,
)
