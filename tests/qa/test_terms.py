from __future__ import annotations

import pytest

from qa.terms import query_terms


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("How is the hotel?", ("hotel",)),
        ("What did the critic dislike about the ENDING?", ("critic", "dislike", "ending")),
        ("Isn’t the bed, the big bed, too soft?", ("bed", "big", "soft")),
        ("Is Jo's 4K screen any good?", ("jo's", "4k", "screen", "good")),
        ("What is it?", ()),
        ("", ()),
        ("Comment est la chambre ?", ("comment", "est", "la", "chambre")),
    ],
)
def test_content_words_are_kept_once_and_in_order(question: str, terms: tuple[str, ...]) -> None:
    assert query_terms(question) == terms
