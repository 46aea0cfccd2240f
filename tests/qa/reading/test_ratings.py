from __future__ import annotations

import pytest

from qa.reading.ratings import contradicts, leaning


def test_a_text_leans_to_where_its_surest_opinions_are() -> None:
    assert leaning([0.9, 0.1], [-1.0, 1.0]) == pytest.approx(-0.8)


@pytest.mark.parametrize(("opinions", "polarities"), [([], []), ([0.9], [-0.9]), ([0.0, 0.0], [0.5, 0.5])])
def test_too_few_opinions_lean_nowhere(opinions: list[float], polarities: list[float]) -> None:
    assert leaning(opinions, polarities) is None


@pytest.mark.parametrize(
    ("share", "leans", "disagree"),
    [
        (1.0, -0.7, True),
        (0.8, -0.5, True),
        (1.0, -0.2, False),
        (0.6, -0.9, False),
        (0.2, 0.8, True),
        (0.4, 0.3, False),
        (0.2, -0.9, False),
    ],
)
def test_only_a_plain_rating_over_a_plain_text_disagrees(share: float, leans: float, disagree: bool) -> None:
    assert contradicts(share, leans) is disagree
