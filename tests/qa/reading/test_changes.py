"""Questions about change."""

import pytest

from qa.reading.questions import read_question


@pytest.mark.parametrize(
    "text",
    [
        "Has it got better?",
        "Is it still as good as it used to be?",
        "Did service go downhill?",
        "Have the speakers improved since March?",
        "Has the quality dropped?",
        "Is the service better now?",
        "Was the food better in 2023?",
        "Is the staff nicer since the summer?",
        "How has the menu changed?",
    ],
)
def test_a_change_is_asked_for(text: str):
    assert read_question(text).asks_change


@pytest.mark.parametrize(
    "text",
    [
        "What could be improved?",
        "Is the sequel better?",
        "Did any critic change his mind?",
        "What does he still not like?",
        "What went wrong?",
    ],
)
def test_no_change_is_asked_for(text: str):
    assert not read_question(text).asks_change
