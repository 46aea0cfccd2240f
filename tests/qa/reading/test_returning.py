"""Who is asked to say whether they would come back, and in which words reviews tell it."""

import pytest

from qa.reading.questions import read_question


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("How many would come back?", "coming back"),
        ("How many of them would stay here again?", "staying again"),
        ("how many would buy it again", "buying again"),
        ("How many guests plan to return?", "coming back"),
        ("How many say they'd never return?", "coming back"),
        ("How many would not order from them again?", "ordering again"),
        ("Did anyone say they would not come back?", "coming back"),
    ],
)
def test_a_count_of_those_who_would_come_back_is_about_that(text: str, aspect: str):
    question = read_question(text)

    assert (question.kind, question.aspect, question.asks_return) == ("count", aspect, True)


@pytest.mark.parametrize(
    "text",
    [
        "How many returned it?",
        "How many people would return it?",
        "How many guests had to go back to the desk?",
        "Would you stay there again?",
        "How many reviewers liked the ending?",
    ],
)
def test_goods_sent_back_and_verdicts_are_not(text: str):
    assert not read_question(text).asks_return
