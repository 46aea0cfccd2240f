"""What was meant by a quote that does not stand where it should."""

from __future__ import annotations

import pytest

from qa.evaluation.nearest import nearest_words
from tests.qa.evaluation.builders import REVIEWS, TEXTS, review


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The lid ratles all day", ("The lid rattles all day", "bo")),
        ("the spout is superb", ("The spout is superb", "ana")),
        ("It whistles! The lid", ("It whistles. The lid", "cem")),
        ("superb. It pours wel", ("superb. It pours well", "ana")),  # whole words are shown
    ],
)
def test_the_nearest_words_of_the_nearest_review_are_found(quote: str, found: tuple[str, str]) -> None:
    words = nearest_words(quote, REVIEWS)
    assert words == found
    assert words[0] in TEXTS[words[1]]


def test_nothing_is_near_to_what_no_review_says() -> None:
    assert nearest_words("Batteries last a fortnight", REVIEWS) is None
    assert nearest_words("The lid", []) is None
    assert nearest_words("The lid", [review("empty", "")]) is None
