"""The Yelp Open Dataset's reviews: one object a line, in a file that ends in `.json`.

Source: https://business.yelp.com/data/resources/open-dataset/
"""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["YELP"]

YELP = Layout(
    name="Yelp",
    columns={
        "text": "text",
        "id": "review_id",
        "item_id": "business_id",
        "author": "user_id",
        "rating": "stars",
        "published": "date",
    },
    rating_scale=5.0,
)
