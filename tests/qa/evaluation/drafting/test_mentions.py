from __future__ import annotations

import pytest

from qa.evaluation.drafting.mentions import opinions_of
from tests.qa.evaluation.drafting.conftest import MakeMaterial

IRONY = "It had been beautifully cooked, at some point."
NO_COMPLAINT = "The fourth, who is allergic to it and had the other, was fine."


@pytest.mark.parametrize(
    ("line", "rating", "taken"),
    [
        ((IRONY, 0.96, 0.33), 2.0, False),
        ((NO_COMPLAINT, 0.92, 0.08), 1.0, False),
        ((IRONY, 0.96, 0.33), 5.0, True),  # nobody who is pleased means it so
        ((IRONY, 0.96, 0.33), None, True),
        (("To listen to music on they are very good.", 0.97, 0.96), 2.0, True),
    ],
)
def test_in_a_review_that_rates_low_praise_of_nothing_in_particular_must_be_plain(
    material: MakeMaterial, line: tuple[str, float, float], rating: float | None, taken: bool
) -> None:
    made = material(a=[line], ratings={} if rating is None else {"a": rating})
    for of_story in (False, True):
        sides = [one.side for one in opinions_of(made, of_story=of_story)]
        assert sides == (["positive"] if taken else [])


@pytest.mark.parametrize("rating", [1.0, 5.0])
def test_blame_is_meant_whatever_the_review_rates(material: MakeMaterial, rating: float) -> None:
    made = material(a=[("I was very disappointed with it in the end.", 0.73, -0.46)], ratings={"a": rating})
    assert [one.side for one in opinions_of(made)] == ["negative"]
