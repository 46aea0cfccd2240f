import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.overlap import contains, exact_match, normalised_tokens, rouge_l, token_f1

words = st.lists(st.sampled_from(["slow", "end", "the", "Blank", "it's"]), max_size=7).map(" ".join)


def test_normalising_drops_case_punctuation_and_articles() -> None:
    assert normalised_tokens("The end, it's  A blank-screen!") == ["end", "its", "blankscreen"]


def test_curly_quotation_marks_and_dashes_are_punctuation() -> None:
    assert normalised_tokens("\u201cIt\u2019s\u201d \u2026 so \u2014 slow") == ["its", "so", "slow"]


def test_an_article_within_a_word_stays() -> None:
    assert normalised_tokens("another theatre, and a van") == ["another", "theatre", "and", "van"]


def test_f1_by_hand() -> None:
    # Shared: ending, blank. Precision 2/3 (ending was blank), recall 2/4 (ending is blank screen): 4/7.
    assert token_f1("The ending was blank.", "The ending is a blank screen.") == pytest.approx(4 / 7)


def test_f1_counts_a_word_as_often_as_both_have_it() -> None:
    # Shared: slow once. Precision 1/3, recall 1/1: 1/2.
    assert token_f1("slow slow slow", "slow") == pytest.approx(0.5)


def test_the_same_words_match_however_they_are_written() -> None:
    assert exact_match("A blank screen!", "the Blank screen") == 1.0
    assert exact_match("screen blank", "blank screen") == 0.0


def test_rouge_by_hand() -> None:
    # The longest common subsequence of "the ending is blank" and "is the screen blank" is two words of four
    # and four: "the blank" or "is blank".
    assert rouge_l("The ending is blank.", "Is the screen blank?") == pytest.approx(0.5)


def test_rouge_heeds_the_order_of_words() -> None:
    assert token_f1("blank screen", "screen blank") == 1.0
    assert rouge_l("blank screen", "screen blank") == 0.5


def test_texts_without_words() -> None:
    assert token_f1("", "") == exact_match("", "the") == 1.0
    assert token_f1("", "slow") == token_f1("slow", "...") == exact_match("slow", "") == 0.0
    assert rouge_l("", "") == rouge_l("slow", "") == rouge_l("!", "slow") == 0.0


def test_words_are_found_whatever_their_case_and_spacing() -> None:
    assert contains("It has a BLANK\n screen.", "blank screen")
    assert not contains("It has a blank white screen.", "blank screen")


@given(words, words)
def test_measures_lie_between_zero_and_one_and_know_no_direction(one: str, other: str) -> None:
    for measure in (token_f1, rouge_l, exact_match):
        assert 0.0 <= measure(one, other) == measure(other, one) <= 1.0


@given(words, words)
def test_an_exact_match_has_the_highest_f1(one: str, other: str) -> None:
    if exact_match(one, other):
        assert token_f1(one, other) == pytest.approx(1.0)
