from qa.alignment import Span
from qa.evaluation.datasets.spans import CountedText, locate


def test_an_answer_is_found_whatever_its_spaces_case_and_punctuation() -> None:
    assert locate("It doesn't boil.", "DOES n't boil", 0) == Span(3, 15)


def test_the_place_nearest_to_the_hint_is_taken() -> None:
    assert locate("good lid, good spout", "good", 9) == Span(10, 14)


def test_words_that_are_not_there_have_no_place() -> None:
    assert locate("A fine lid.", "spout", 0) is None


def test_an_answer_without_a_letter_has_no_place() -> None:
    assert locate("A fine lid.", "...", 0) is None


def test_a_unit_that_holds_half_of_the_letters_answers() -> None:
    text = CountedText.of("ab, cd.")
    assert text.covers(0, 3, Span(0, 6))


def test_a_unit_that_holds_less_than_half_does_not_answer() -> None:
    text = CountedText.of("ab, cd ef")
    assert not text.covers(0, 3, Span(0, 9))


def test_a_unit_beside_the_answer_does_not_answer() -> None:
    assert not CountedText.of("ab cd").covers(0, 2, Span(3, 5))
