"""Answer text and its markers."""

from qa.answering.prose import compose, quoted_stretches, without_markers
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
