"""Rotten Tomatoes critics' reviews, in the columns of the data set on Kaggle.

Source: https://www.kaggle.com/datasets/stefanoleone992/rotten-tomatoes-movies-and-critic-reviews-dataset
"""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["ROTTEN_TOMATOES"]

# `review_score` names its scale ("3.5/5", "B+"), and differs from critic to critic.
ROTTEN_TOMATOES = Layout(
    name="Rotten Tomatoes critics",
    columns={
        "text": "review_content",
        "item_id": "rotten_tomatoes_link",
        "author": "critic_name",
        "rating": "review_score",
        "published": "review_date",
        "source": "publisher_name",
    },
    often_textless=True,
)
