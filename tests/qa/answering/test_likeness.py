from __future__ import annotations

import numpy as np
import pytest

from qa.answering.likeness import are_alike

EAST, NORTH = np.array([1.0, 0.0], dtype=np.float32), np.array([0.0, 1.0], dtype=np.float32)


def test_sentences_close_in_meaning_say_the_same() -> None:
    assert are_alike("The lid is loose.", EAST, "Its cover wobbles.", EAST)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("Loosely the lid sits.", True),
        ("The lid is blue and it has a spout that pours well.", False),
        ("", False),
    ],
)
def test_sentences_far_apart_say_the_same_only_in_the_same_words(other: str, alike: bool) -> None:
    assert are_alike("The lid sits loose.", EAST, other, NORTH) is alike
