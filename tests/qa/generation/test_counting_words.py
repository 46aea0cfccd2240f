"""Numbers, and words on how many people say something."""

from __future__ import annotations

import pytest

from qa.generation.counting_words import counts_people, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nothing here.", set()),
        ("It has 3 beds and 12 lamps.", {"3", "12"}),
        ("Three beds and twelve lamps.", {"3", "12"}),
        ("NINETEEN lamps", {"19"}),
        ("Twenty rooms", {"20"}),
        ("Twenty-three rooms", {"23"}),
        ("twenty three rooms", {"23"}),
        ("ninety-nine rooms", {"99"}),
        ("twenty-one rooms", {"21"}),
        ("twenty, three", {"20", "3"}),
        ("One bed, first floor, zero stars", set()),
        ("1,000 lamps", {"1000"}),
        ("007", {"7"}),
        ("00", {"0"}),
        ("3.5 stars", {"3.5", "3", "5"}),
        ("At 10:30", {"10:30", "10", "30"}),
        ("4/5", {"4/5", "4", "5"}),
        ("3.", {"3"}),
        ("hundreds of lamps", {"hundred"}),
        ("a hundred, a dozen", {"hundred", "dozen"}),
        ("\uff13 beds", {"3"}),
        ("x\u00b2", {"2"}),
        ("2x better", {"2"}),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Most reviewers like it.",
        "MANY guests complain.",
        "Several of the reviewers agree.",
        "A few people say so.",
        "Few readers finish it.",
        "All three critics hate it.",
        "Both reviewers agree.",
        "Every guest is happy.",
        "No one likes it.",
        "No reviewer likes it.",
        "None of those customers returned.",
        "Half of our visitors left.",
        "The majority of users left.",
        "A number of diners left.",
        "Lots of fans came.",
        "Plenty of other travellers came.",
        "3 reviewers like it.",
        "Three reviewers like it.",
        "9 out of 10 guests like it.",
        "nine out of ten guests like it.",
        "80% of people like it.",
        "80 percent of buyers like it.",
        "80 per cent of buyers like it.",
        "Dozens of owners returned it.",
        "Some happy customers returned.",
        "Everyone likes it.",
        "Nobody likes it.",
        "It is unanimously liked.",
        "The consensus is good.",
        "It is liked without exception.",
        "It is universally liked.",
        "no-one likes it",
        "Many others like it.",
    ],
)
def test_a_word_on_how_many_say_so_is_noticed(text: str) -> None:
    assert counts_people(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "One reviewer likes it.",
        "The reviewers like it.",
        "Reviewers like it.",
        "A guest complains.",
        "Most lamps glow.",
        "It has three beds.",
        "All of it is good.",
        "An almost friendly reader.",
        "It peoples the land.",
        "",
    ],
)
def test_what_counts_no_people_is_let_be(text: str) -> None:
    assert not counts_people(text, "")


def test_what_the_sources_say_themselves_may_be_said() -> None:
    assert not counts_people("It suits  all\nguests.", "A place for ALL  guests, they say.")
    assert not counts_people("Nobody came.", "I saw that nobody came.")
    assert counts_people("It suits all guests and nobody minds.", "A place for all guests.")
    assert counts_people("All guests like it; most guests return.", "A place for all guests.")
