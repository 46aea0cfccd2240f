"""Whether yes or no would answer, and where the asking starts."""

import pytest

from qa.reading.questions import read_question


@pytest.mark.parametrize(
    "text",
    [
        "Is the service slow?",
        "So, is it worth the ticket?",
        "I don't go for horror. Is it worth seeing?",
        "Apart from the music, does anybody praise the sound?",
        "Do you know whether the pool is clean?",
        "Is it true that the jar leaks?",
        "Any good?",
        "Worth the price?",
        "Anyone unhappy with it?",
    ],
)
def test_a_yes_or_no_would_answer(text: str):
    assert read_question(text).asks_whether


@pytest.mark.parametrize(
    "text",
    [
        "Any gripes?",
        "What is it?",
        "Could you tell me what people disliked?",
        "Tell me about the spa",
        "Noise?",
        "What happens if I cancel?",
    ],
)
def test_more_than_yes_or_no_is_wanted(text: str):
    assert not read_question(text).asks_whether


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("I am bringing a baby. Is the room quiet?", "the room"),
        ("Could you tell me what people disliked about the terrace?", "the terrace"),
        ("Please tell me whether the pool is clean", "the pool"),
    ],
)
def test_what_is_stated_or_said_politely_is_not_asked_about(text: str, aspect: str):
    question = read_question(text)

    assert question.aspect == aspect
    assert set(question.terms) <= {"room", "quiet", "terrace", "pool", "clean"}
