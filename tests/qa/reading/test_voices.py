"""Whose voice is asked for."""

import pytest

from qa.reading.questions import read_question


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("What did his wife think of it?", "his wife"),
        ("What was his companion's verdict?", "his companion"),
        ("What did the critic's husband make of the ending?", "the critic's husband"),
        ("Were her kids bored?", "her kids"),
        ("What does the critic say others complain about?", "others"),
        ("Does he say other people like it?", "other people"),
        ("According to his wife, was it too long?", "his wife"),
        ("What did the couple at the next table complain about?", "the couple at the next table"),
        ("How did the audience react?", "the audience"),
    ],
)
def test_a_third_party_holds_the_opinion_asked_for(text: str, holder: str):
    question = read_question(text)

    assert question.holder == holder
    assert holder not in (question.aspect or "")


@pytest.mark.parametrize(
    "text",
    [
        "What did the critic dislike?",
        "What do people say?",
        "What do others think?",
        "Did anyone complain?",
        "What did he think of the husband's performance?",
        "What does she say about her husband's cooking?",
        "Where does the director fail?",
        "Was the waiter rude?",
        "Would my kids enjoy it?",
        "Do the actors make sense of it?",
    ],
)
def test_reviewers_and_things_reviewed_are_no_third_party(text: str):
    assert read_question(text).holder is None


@pytest.mark.parametrize(
    "text",
    [
        "Did anyone complain about noise?",
        "Do most reviewers like it?",
        "Do a lot of people complain about the zip?",
        "Do guests complain about the smell?",
        "How many players mention the map?",
        "How many are negative?",
        "How often is the noise mentioned?",
        "What share of guests praise the pool?",
        "How many stars would they give it?",
    ],
)
def test_voices_are_counted(text: str):
    assert read_question(text).kind == "count"


@pytest.mark.parametrize(
    "text",
    [
        "How many cameras does it have?",
        "How many stars does the hotel have?",
        "Did anyone get a misprint?",
        "Did any critic change his mind about it?",
        "Do people like the pool?",
    ],
)
def test_things_events_and_open_questions_are_not_counted(text: str):
    assert read_question(text).kind != "count"
