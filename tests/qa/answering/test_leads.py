"""Leads, true of their scope."""

import pytest

from qa.answering.leads import absence, lead_for, silence
from qa.answering.quotes import Draft, Quote
from qa.models import Coverage, Question


def _question(stance: str, kind: str = "opinion", aspect: str | None = "the ending") -> Question:
    return Question(text="?", kind=kind, stance=stance, aspect=aspect)  # type: ignore[arg-type]


def _counts(scope: int, mentioning: int = 0, positive: int = 0, negative: int = 0) -> Coverage:
    return Coverage(
        reviews_in_scope=scope, reviewers=scope, mentioning=mentioning, positive=positive, negative=negative
    )


def _quotes(*stances: str, text: str = "The ending is there.") -> list[Draft]:
    return [Draft(text=text, stance=stance, quotes=()) for stance in stances]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "stances", "lead"),
    [
        (_question("negative"), ["negative"], "What the review finds fault with:"),
        (_question("negative"), ["neutral"], "The review says:"),
        (_question("positive"), ["positive", "neutral"], "What the review praises:"),
        (_question("positive"), ["neutral", "positive"], "The review says:"),
        (_question("both"), ["positive", "negative"], "The review sees both sides:"),
        (_question("both"), ["positive"], "The review says:"),
        (_question("either"), ["negative"], "The review says:"),
        (_question("either", kind="verdict"), ["positive"], "Overall, the review says:"),
    ],
)
def test_one_review_speaks_for_itself(question: Question, stances: list[str], lead: str):
    assert lead_for(question, _counts(1, 1, 1, 1), _quotes(*stances)) == lead


@pytest.mark.parametrize(
    ("question", "counts", "lead"),
    [
        (
            _question("negative"),
            _counts(9, 5, 4, 3),
            "Three of five reviewers who mention the ending find fault:",
        ),
        (
            _question("negative"),
            _counts(9, 5, 4, 1),
            "One of five reviewers who mention the ending finds fault:",
        ),
        (
            _question("positive"),
            _counts(9, 1, 1, 0),
            "The one reviewer who mentions the ending gives praise:",
        ),
        (
            _question("both"),
            _counts(9, 4, 3, 1),
            "Four of nine reviewers mention the ending: three for, one against:",
        ),
        (_question("negative", aspect=None), _counts(9, 5, 4, 3), "Three of nine reviewers find fault:"),
        (_question("either", kind="fact"), _counts(9, 5), "The reviews say:"),
    ],
)
def test_several_reviews_are_counted(question: Question, counts: Coverage, lead: str):
    first = question.stance if question.stance in ("positive", "negative") else "negative"
    assert lead_for(question, counts, _quotes(first)) == lead


def test_no_count_leads_a_quote_that_does_not_take_the_side():
    assert lead_for(_question("negative"), _counts(9, 5, 4, 3), _quotes("neutral", "negative")) == (
        "The reviews say:"
    )


def test_no_count_is_smaller_than_what_the_quotes_show():
    quotes = [
        Draft(text="It ends.", stance="negative", quotes=(Quote(review_id=name, text="It ends."),))
        for name in ("r1", "r2")
    ]

    assert lead_for(_question("negative"), _counts(9, 5, 0, 1), quotes) == "The reviews say:"
    assert lead_for(_question("both"), _counts(9, 5, 1, 1), quotes) == "The reviews say:"
    assert lead_for(_question("negative"), _counts(9, 5, 0, 2), quotes) == (
        "Two of five reviewers who mention the ending find fault:"
    )


@pytest.mark.parametrize(
    ("stance", "counts"),
    [
        ("negative", _counts(9, 5, 4, 0)),
        ("positive", _counts(9, 5, 0, 4)),
        ("either", _counts(9, 4, 3, 0)),
        ("negative", _counts(9, 0)),
    ],
)
def test_where_there_is_nothing_to_count_nothing_is_counted(stance: str, counts: Coverage):
    assert lead_for(_question(stance), counts, _quotes("neutral")) == "The reviews say:"


@pytest.mark.parametrize(
    ("question", "counts", "lead"),
    [
        (
            _question("negative", kind="count"),
            _counts(1, 1, 0, 1),
            "The one reviewer who mentions the ending finds fault:",
        ),
        (
            _question("positive", kind="count"),
            _counts(9, 5, 0, 2),
            "None of five reviewers who mention the ending gives praise:",
        ),
        (_question("either", kind="count"), _counts(9, 5), "Five of nine reviewers mention the ending:"),
        (_question("either", kind="count"), _counts(9, 0), "None of nine reviewers mentions the ending:"),
    ],
)
def test_a_count_that_is_asked_for_is_given(question: Question, counts: Coverage, lead: str):
    assert lead_for(question, counts, _quotes("neutral")) == lead


def test_a_long_aspect_is_not_spelled_out():
    question = _question("negative", aspect="the way that they made it")
    quotes = _quotes("negative", text="The way that they made it!")
    assert lead_for(question, _counts(3, 2, 0, 2), quotes) == "Both reviewers who mention this find fault:"


@pytest.mark.parametrize(
    ("scope", "text"),
    [(0, "There is no review in scope."), (1, "The review does not say."), (7, "The reviews do not say.")],
)
def test_silence_knows_the_scope(scope: int, text: str):
    assert silence(_question("either"), _counts(scope)) == text


def test_a_count_of_nothing_is_said():
    assert (
        silence(_question("either", kind="count"), _counts(6)) == "None of six reviewers mentions the ending."
    )
    assert absence(_question("positive", kind="count"), _counts(6, 2, 0, 2)) == (
        "None of two reviewers who mention the ending gives praise."
    )


def test_one_review_is_not_none_of_one():
    assert (
        silence(_question("either", kind="count"), _counts(1))
        == "The one review does not mention the ending."
    )
    assert absence(_question("negative", kind="count"), _counts(6, 1, 1, 0)) == (
        "The one reviewer who mentions the ending finds no fault."
    )


def test_a_count_of_reviews_without_an_aspect_is_that_of_the_scope():
    question = _question("either", kind="count", aspect=None)

    assert lead_for(question, _counts(9, 5), _quotes("neutral")) == (
        "Five of nine reviewers give an opinion:"
    )


def test_absence_names_the_side_that_is_missing():
    counts = _counts(9, 5)
    assert absence(_question("negative"), counts) == "No review in scope speaks against the ending."
    assert absence(_question("positive", aspect=None), counts) == "No review in scope speaks for it."


def test_camps_of_like_size_are_called_a_disagreement():
    lead = lead_for(_question("either"), _counts(9, 6, 4, 3), _quotes("positive", "negative"))

    assert lead == (
        "Opinions differ. Six of nine reviewers mention the ending: "
        "four for, three against, some of them both:"
    )


def test_the_larger_camp_comes_first():
    lead = lead_for(_question("both", aspect=None), _counts(9, 9, 1, 8), _quotes("negative"))

    assert lead == "Of nine reviewers, eight find fault and one gives praise:"


def test_all_numbers_of_a_sentence_are_digits_where_one_is_large():
    assert lead_for(_question("negative"), _counts(40, 12, 2, 4), _quotes("negative")) == (
        "4 of 12 reviewers who mention the ending find fault:"
    )
    assert lead_for(_question("either"), _counts(1_200, 4, 3, 1), _quotes("negative")) == (
        "4 of 1,200 reviewers mention the ending: 3 for, 1 against:"
    )


def test_those_who_praise_and_fault_the_whole_are_told_for_both():
    lead = lead_for(_question("both", aspect=None), _counts(6, 6, 6, 5), _quotes("positive", "negative"))

    assert lead == "Opinions differ. Of six reviewers, six give praise and five find fault:"


def test_reviewers_who_all_see_both_sides_do_not_differ():
    lead = lead_for(_question("both", aspect=None), _counts(6, 6, 6, 6), _quotes("positive", "negative"))

    assert lead == "Of six reviewers, six give praise and six find fault:"


def test_one_reviewer_who_sees_both_sides_is_not_some():
    lead = lead_for(_question("both"), _counts(6, 1, 1, 1), _quotes("positive", "negative"))

    assert lead == "One of six reviewers mentions the ending: one for, one against:"


@pytest.mark.parametrize(
    ("counts", "lead"),
    [
        (_counts(9, 3, 2, 1), "Three of nine reviewers mention coming back: two for, one against:"),
        (_counts(9, 0), "None of nine reviewers mentions coming back:"),
        (_counts(9, 1), "One of nine reviewers mentions coming back:"),
    ],
)
def test_who_would_come_back_is_told_by_side(counts: Coverage, lead: str):
    question = Question(text="?", kind="count", stance="either", aspect="coming back", asks_return=True)

    assert lead_for(question, counts, _quotes("neutral")) == lead


@pytest.mark.parametrize(
    ("counts", "lead"),
    [
        (
            _counts(6, 6, 5, 2),
            "All six reviewers mention the ending: five for, two against, some of them both:",
        ),
        (_counts(2, 2, 1, 1), "Both reviewers mention the ending: one for, one against:"),
    ],
)
def test_what_everybody_mentions_is_told_as_all_of_them(counts: Coverage, lead: str):
    assert lead_for(_question("either"), counts, _quotes("neutral")) == lead


def test_all_those_who_mention_it_may_be_on_one_side():
    lead = lead_for(_question("negative", kind="count"), _counts(9, 4, 0, 4), _quotes("negative"))

    assert lead == "All four reviewers who mention the ending find fault:"
