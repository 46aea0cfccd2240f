"""Rotten Tomatoes critics' reviews, in the columns of the two data sets on Kaggle.

Source: https://www.kaggle.com/datasets/stefanoleone992/rotten-tomatoes-movies-and-critic-reviews-dataset
Source: https://www.kaggle.com/datasets/andrezaza/clapper-massive-rotten-tomatoes-movies-and-reviews
"""

from __future__ import annotations

from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["ROTTEN_TOMATOES", "ROTTEN_TOMATOES_MASSIVE"]

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

# `id` is the film's; the name of the publication's column is misspelt in the data set.
ROTTEN_TOMATOES_MASSIVE = Layout(
    name="Rotten Tomatoes critics (massive)",
    columns={
        "text": "reviewText",
        "item_id": "id",
        "author": "criticName",
        "rating": "originalScore",
        "published": "creationDate",
        "url": "reviewUrl",
        "source": "publicatioName",
    },
    often_textless=True,
)
