from __future__ import annotations

import pytest

from qa.evaluation.answers import Cited
from qa.evaluation.report.standing import differences, stand
from qa.evaluation.runs import ReviewRow

TEXT = "🎬 The ending is a blank screen. Bold! The ending is loud."
REVIEWS = {"r": ReviewRow(text=TEXT), "other": ReviewRow(text="The soup was cold.")}


def cite(quote: str, start: int | None = None, end: int | None = None, review: str | None = "r") -> Cited:
    return Cited(quote=quote, review_id=review, start=start, end=end)


def test_a_quote_at_its_offsets_stands() -> None:
    found = stand(cite("The ending is a blank screen.", 2, 31), REVIEWS)
    assert (found.status, found.place) == ("stands", ("r", 2, 31))


def test_offsets_count_code_points() -> None:
    assert stand(cite("The ending is a blank screen.", 3, 32), REVIEWS).status == "moved"


def test_a_quote_that_stands_elsewhere_has_moved_to_the_nearest_place() -> None:
    found = stand(cite("The ending", 37, 47), REVIEWS)
    assert (found.status, found.place, found.there) == ("moved", ("r", 38, 48), " The endin")


def test_a_changed_word_is_told_character_by_character() -> None:
    found = stand(cite("The ending is a blank scream.", 2, 31), REVIEWS)
    assert found.status == "differs"
    assert [part for part in found.difference if not part[0]] == [(False, "en", "am")]


def test_a_shortened_quote_differs_by_the_words_left_out() -> None:
    found = stand(cite("The ending … screen.", 2, 31), REVIEWS)
    assert found.status == "differs"
    assert [part[1:] for part in found.difference if not part[0]] == [("is a blank", "…")]


def test_both_sides_of_a_difference_are_whole_again() -> None:
    parts = differences("The soup was cold.", "The soup is warm!")
    assert "".join(part[1] for part in parts) == "The soup was cold."
    assert "".join(part[2] for part in parts) == "The soup is warm!"


def test_invented_words_stand_nowhere_and_what_is_there_is_told() -> None:
    found = stand(cite("My sister hated every dumpling.", 2, 12), REVIEWS)
    assert (found.status, found.place, found.there) == ("nowhere", None, "The ending")


@pytest.mark.parametrize("offsets", [(-4, 3), (500, 510), (9, 9)])
def test_offsets_outside_the_text_have_nothing_there(offsets: tuple[int, int]) -> None:
    found = stand(cite("My sister hated every dumpling.", *offsets), REVIEWS)
    assert (found.status, found.there) == ("nowhere", "")


def test_an_empty_quote_stands_nowhere() -> None:
    assert stand(cite("", 0, 0), REVIEWS).status == "nowhere"


def test_a_review_that_is_not_in_the_run_is_unknown() -> None:
    assert stand(cite("Bold!", 0, 5, review="gone"), REVIEWS).status == "unknown"


def test_without_offsets_quotation_marks_and_case_do_not_matter() -> None:
    assert stand(cite("the ending is a BLANK screen."), REVIEWS).status == "stands"


def test_without_a_review_all_are_searched_and_the_likely_first() -> None:
    reviews = {"a": ReviewRow(text="It is cold."), "b": ReviewRow(text="It is cold.")}
    assert stand(cite("It is cold.", review=None), reviews).place == ("a", 0, 11)
    assert stand(cite("It is cold.", review=None), reviews, likely=["b"]).place == ("b", 0, 11)
