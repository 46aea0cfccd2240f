from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.reading.spoilers import gives_away
from tests.qa.reading.spoiler_sentences import HELD_BACK, TUNED_ON, Labelled

LEAST_PRECISION, LEAST_RECALL = 0.9, 0.75


def scores(labelled: Sequence[Labelled]) -> tuple[float, float]:
    """Precision and recall."""
    found = [one for one in labelled if gives_away(one.text, one.opinion, one.place)]
    right = sum(one.spoiler for one in found)
    return right / len(found), right / sum(one.spoiler for one in labelled)


@pytest.mark.parametrize("labelled", [TUNED_ON, HELD_BACK], ids=["tuned on", "held back"])
def test_what_is_found_is_a_spoiler_and_most_are_found(labelled: Sequence[Labelled]) -> None:
    assert len(labelled) >= 55
    precision, recall = scores(labelled)
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL


@pytest.mark.parametrize(
    "text",
    [
        "It turns out that the twins did it.",
        "The killer is the cook.",
        "In the end she leaves him.",
        "SPOILER",
    ],
)
def test_turns_of_a_plot_are_given_away(text: str) -> None:
    assert gives_away(text, 0.2, 0.8)


def test_an_opinion_of_the_ending_gives_nothing_away_but_what_happens_in_it_does() -> None:
    assert not gives_away("The ending is too tidy.", 0.9, 0.9)
    assert gives_away("The ending, in which the dog dies, is too tidy.", 0.9, 0.9)


def test_what_a_review_opens_with_is_the_premise() -> None:
    assert not gives_away("Her father is murdered.", 0.1, 0.1)
    assert gives_away("Her father is murdered.", 0.1, 0.7)


@pytest.mark.parametrize(
    "text",
    [
        "We were the guests who died of laughter at the quiz.",
        "The battery dies within two hours.",
        "The desserts are to die for.",
        "No spoilers in this review.",
        "Watch it unspoiled.",
    ],
)
def test_hotels_gadgets_and_food_have_no_plot(text: str) -> None:
    assert not gives_away(text, 0.7, 0.8)
