"""Proper names in a question."""

import pytest

from qa.reading.questions import read_question


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Why does she praise Zimmer's score?", ("Zimmer",)),
        ("Zimmer\u2019s score?", ("Zimmer",)),
        ("Ines Vane?", ("Ines Vane",)),
        ("How good is Max von Sydow in it?", ("Max von Sydow",)),
        ("Who is like the Lord of the Rings?", ("Lord of the Rings",)),
        ("What about The Bishop's Tandem?", ("The Bishop's Tandem",)),
        ("Is it better than the Kestrel 4?", ("Kestrel 4",)),
        ("Did Ebert praise Doe or Vane?", ("Doe", "Vane")),
        ("Is Doe as good as Doe can be?", ("Doe",)),
    ],
)
def test_names_are_given_as_written(text: str, names: tuple[str, ...]):
    assert read_question(text).names == names


@pytest.mark.parametrize(
    "text",
    [
        "What did Ebert dislike?",
        "What does Jane Doe say about the ending?",
        "Battery?",
        "Is there an English menu?",
        "Does it have USB or a TV?",
        "What have guests said since June?",
        "WHAT IS WRONG WITH THE ROOM?",
        "What Did Critics Think Of The Ending?",
        "I like quiet. Rooms then?",
    ],
)
def test_the_critic_and_capitals_that_name_nobody_are_left_out(text: str):
    assert read_question(text).names == ()
