from __future__ import annotations

import pytest

from qa.evaluation.drafting.stretches import stretch_around

TEXT = (
    "The cups swivel nicely but the headband no longer folds at all; so the case is huge, and it costs money."
)


def clause(text: str, at: str, *, fine: bool = False) -> str:
    return text[slice(*stretch_around(text, text.index(at), fine=fine))]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("cups", "The cups swivel nicely"),
        ("headband", "the headband no longer folds at all"),
        ("case", "the case is huge"),
        ("costs", "it costs money."),
    ],
)
def test_a_stretch_is_the_clause_around_a_place(at: str, told: str) -> None:
    assert clause(TEXT, at) == told


def test_what_is_too_short_to_be_understood_takes_in_what_follows() -> None:
    assert clause("Battery: it lasts me all week.", "Battery") == "Battery: it lasts me all week."


def test_commas_part_clauses_only_where_asked() -> None:
    text = "The bed was firm and wide, the shower very strong indeed"
    assert clause(text, "shower") == text
    assert clause(text, "shower", fine=True) == "the shower very strong indeed"


@pytest.mark.parametrize(
    "text", ["x", "a b", "The end.", " - Part one is slow.", "(so it goes)", "but", ",;:"]
)
def test_a_stretch_lies_within_any_text(text: str) -> None:
    for place in range(len(text)):
        start, end = stretch_around(text, place)
        assert 0 <= start <= end <= len(text)
