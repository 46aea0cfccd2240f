"""Answer text and its markers."""

import pytest

from qa.answering.prose import compose, quotations, quoted_stretches, without_markers
from qa.models import Claim


def _claim(text: str, *citations: int) -> Claim:
    return Claim(text=text, stance="neutral", citations=citations)


def test_claims_follow_the_lead_with_their_markers():
    claims = [_claim("\u201cToo tidy.\u201d", 1), _claim("\u201cDull\u201d", 2, 3)]

    assert compose("Complaints:", claims) == "Complaints: \u201cToo tidy.\u201d [1] \u201cDull\u201d [2][3]"


def test_a_marker_goes_before_the_full_stop_that_closes_a_claim():
    assert compose("", [_claim("The end is too tidy.", 1)]) == "The end is too tidy [1]."


def test_markers_are_taken_out_of_a_claim_but_not_out_of_its_quotes():
    assert without_markers("It drags [7], as in \u201cpage [3] says\u201d [12].") == (
        "It drags, as in \u201cpage [3] says\u201d."
    )


def test_the_outermost_marks_quote():
    assert quoted_stretches("He: \u201cI am \u201cso\u201d tired\u201d and \u201cold\u201d.") == [
        "I am \u201cso\u201d tired",
        "old",
    ]


def test_straight_marks_quote_in_pairs():
    assert quoted_stretches('He says "one" and "two" and "three') == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("No marks here.", ()),
        ('It is \u201cso\u201d and "thus".', ("so", "thus")),
        ("\u201ca \u201cb\u201d c\u201d d", ("a \u201cb\u201d c",)),
        ('\u201ca \u2018b\u2019 "c\u201d', ('a \u2018b\u2019 "c',)),
        ("\u201ea b\u201c, \u201ec d\u201d", ("a b", "c d")),
        ("\u00aba b\u00bb, \u00bbc d\u00ab, \u00bbe f\u00bb", ("a b", "c d", "e f")),
        ("\u2039a b\u203a, \u203ac d\u2039", ("a b", "c d")),
        ("\u300ca b\u300d \u300ec d\u300f \u300ae f\u300b \u3008g h\u3009", ("a b", "c d", "e f", "g h")),
        ("\u275da b\u275e \u301dc d\u301e \u301de f\u301f", ("a b", "c d", "e f")),
        ("\uff02a b\uff02 \u2033c d\u2033", ("a b", "c d")),
        ("\u2018a b\u2019 \u201ac d\u2018 \u275be f\u275c", ("a b", "c d", "e f")),
        ("It is 'a b', `c d`, \u00b4e f\u00b4, \u2019g h\u2019.", ("a b", "c d", "e f", "g h")),
        ("the guests' rooms aren't, it's", ()),
        ("the guests\u2019 rooms aren\u2019t, in the \u201990s", ()),
        ("\u2018the guests\u2019 purses\u2019 it is", ("the guests\u2019 purses",)),
        ("\u2018superb\u2019 for the guests\u2019 sake", ("superb",)),
        ("'superb' and 'dear'", ("superb", "dear")),
        ("'good rooms' and 'dear'", ("good rooms", "dear")),
        ("\u201da b\u201d", ("a b",)),
    ],
)
def test_marks_of_every_kind_quote(text: str, stretches: tuple[str, ...]) -> None:
    assert quotations(text) == (stretches, True)


def test_two_single_marks_are_a_double_one() -> None:
    (stretch,) = quotations("It is ''a b'' so").stretches
    assert stretch.strip("'") == "a b"


@pytest.mark.parametrize(
    "text",
    [
        "It is \u201cso.",
        "It is so\u201d.",
        'It is "so.',
        'It is "so\u201d.',
        "It is \u00abso.",
        "It is \u2018so.",
        "It is \u300cso.",
        "It is so\u300d.",
        "It is \u2019 so.",
        "It is ' so.",
        'It is "so" and "thus.',
    ],
)
def test_a_mark_without_its_other_is_told(text: str) -> None:
    assert not quotations(text).balanced
