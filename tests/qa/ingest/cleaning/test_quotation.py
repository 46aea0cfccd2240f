"""Which side of a quotation mark lost its space."""

import pytest

from qa.ingest.cleaning.quotation import quotation_cuts


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ('the "Ash"and', [9]),
        ('saw"Ash" then', [3]),
        ('the "Ash." The "Elm."It', [21]),
        ("the “Ash”and", [9]),
        ("saw“Ash” then", [3]),
        ('the "Ash" and "Elm"', []),
        ('the "Ash"s end', []),
        ('a 5" by 7"print', []),
    ],
)
def test_the_mark_before_tells(text, cuts):
    assert list(quotation_cuts(text)) == cuts
