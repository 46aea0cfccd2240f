from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.models import Filters, ReviewEntry
from vectorstore.store import Store


@pytest.fixture
def shop(store: Store, make_entry: Callable[..., ReviewEntry]) -> Store:
    store.save(
        [
            make_entry("a", "The batteries last for days.", "A lamp is a lamp."),
            make_entry(
                "b", "My café lamp needs one battery, and the battery life is short.", "The ﬁnish is fine."
            ),
        ]
    )
    return store


def keys(store: Store, *terms: str) -> list[tuple[str, int]]:
    return [key for key, _ in store.lexical.search(terms, Filters(), 10)]


def test_words_are_matched_by_their_stems(shop: Store) -> None:
    assert set(keys(shop, "battery")) == {("a", 0), ("b", 0)}


def test_accents_and_ligatures_do_not_matter(shop: Store) -> None:
    assert keys(shop, "cafe") == [("b", 0)]
    assert keys(shop, "finish") == [("b", 1)]


def test_any_term_is_enough(shop: Store) -> None:
    assert set(keys(shop, "days", "short")) == {("a", 0), ("b", 0)}


def test_scores_are_positive_and_the_best_comes_first(shop: Store) -> None:
    found = shop.lexical.search(["battery", "life"], Filters(), 10)
    scores = [score for _, score in found]
    assert found[0][0] == ("b", 0)
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_the_limit_holds(shop: Store) -> None:
    assert len(shop.lexical.search(["lamp", "battery"], Filters(), 1)) == 1


@pytest.mark.parametrize(
    "term", ['"', "lamp OR", "NEAR(", "*", "body:", "a'b", "-lamp", "(", "^", "", " ", "😀", "\\"]
)
def test_nothing_in_a_term_is_read_as_query_syntax(shop: Store, term: str) -> None:
    shop.lexical.search([term, "lamp"], Filters(), 10)
    assert shop.lexical.search([term], Filters(), 10) is not None


def test_no_terms_find_nothing(shop: Store) -> None:
    assert shop.lexical.search([], Filters(), 10) == []
