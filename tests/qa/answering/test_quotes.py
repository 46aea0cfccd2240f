"""The gate: nothing is cited that does not stand in a review."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.alignment import Alignment, Edit, Span
from qa.answering.quotes import (
    CONTEXT_CHARS,
    HIDDEN_QUOTE,
    NO_QUOTE,
    NO_SUCH_WORDS,
    Draft,
    Gate,
    Quote,
    verify,
)
from qa.models import Review

TEXT = "The lamps glow. I wept at the end, which is too tidy. The lamps fade and nobody minds at all."


def _review(text: str, review_id: str = "r1") -> Review:
    return Review(
        id=review_id,
        item_id="lamps",
        text=text,
        source_text=text,
        alignment=Alignment.identity(len(text)),
        content_hash=review_id,
    )


def _draft(*quotes: str, text: str = "So it says.", review_id: str = "r1") -> Draft:
    return Draft(
        text=text,
        stance="negative",
        quotes=tuple(Quote(review_id=review_id, text=q, score=0.7) for q in quotes),
    )


def test_a_real_quote_is_cited_at_its_place():
    verified = verify("", [_draft("which is too tidy")], {"r1": _review(TEXT)})

    (citation,) = verified.citations
    assert (citation.start, citation.end) == (35, 52)
    assert citation.quote == TEXT[35:52] == "which is too tidy"
    assert (citation.n, citation.stance, citation.score) == (1, "negative", 0.7)


def test_a_claim_without_a_real_quote_is_dropped_and_counted():
    drafts = [_draft("the lamps explode"), _draft("The lamps glow")]

    verified = verify("", drafts, {"r1": _review(TEXT)})

    assert verified.dropped == 1
    assert [claim.citations for claim in verified.claims] == [(1,)]


def test_a_claim_keeps_those_of_its_quotes_that_are_real():
    verified = verify("", [_draft("made up words here", "The lamps fade")], {"r1": _review(TEXT)})

    assert verified.dropped == 0
    assert [citation.quote for citation in verified.citations] == ["The lamps fade"]


def test_a_quote_is_looked_up_only_in_the_review_it_names():
    reviews = {"r1": _review(TEXT), "r2": _review("Nothing of the kind.", "r2")}

    assert verify("", [_draft("The lamps glow", review_id="r2")], reviews).claims == ()
    assert verify("", [_draft("The lamps glow", review_id="r9")], reviews).dropped == 1


def test_words_shown_in_quotation_marks_must_be_real_too():
    invented = _draft("The lamps glow", text="It is \u201cthe best film ever made\u201d.")
    real = _draft("The lamps glow", text="It ends \u201ctoo tidy. The lamps fade\u201d.")

    verified = verify("", [invented, real], {"r1": _review(TEXT)})

    assert verified.dropped == 1
    assert [claim.text for claim in verified.claims] == [real.text]


def test_the_same_span_has_one_number():
    drafts = [_draft("The lamps glow"), _draft("too tidy", "the lamps GLOW")]

    verified = verify("Lead:", drafts, {"r1": _review(TEXT)})

    assert [claim.citations for claim in verified.claims] == [(1,), (2, 1)]
    assert [citation.n for citation in verified.citations] == [1, 2]
    assert verified.text == "Lead: So it says [1]. So it says [2][1]."


def test_claims_beyond_the_limit_are_left_out_but_not_counted_as_dropped():
    drafts = [_draft("The lamps glow"), _draft("too tidy"), _draft("The lamps glow")]

    verified = verify("", drafts, {"r1": _review(TEXT)}, max_citations=1)

    assert (len(verified.citations), len(verified.claims), verified.dropped) == (1, 2, 0)


def test_numbers_that_a_draft_gives_itself_are_taken_out():
    verified = verify("", [_draft("The lamps glow", text="They glow [4].")], {"r1": _review(TEXT)})

    assert verified.text == "They glow [1]."


def test_nothing_verified_is_no_text():
    verified = verify("The critic says:", [_draft("never said")], {"r1": _review(TEXT)})

    assert (verified.text, verified.claims, verified.citations) == ("", (), ())


def test_a_citation_is_placed_in_the_source_too():
    text, alignment = Alignment.from_edits("Oh. Advert The end drags.", [Edit(4, 11, "")])
    review = Review(
        id="r1",
        item_id="lamps",
        text=text,
        source_text="Oh. Advert The end drags.",
        alignment=alignment,
        content_hash="r1",
    )

    (citation,) = verify("", [_draft("The end drags.")], {"r1": review}).citations

    assert review.source_text[citation.source_start : citation.source_end] == "The end drags."
    assert (citation.start, citation.source_start) == (4, 11)


def test_the_words_around_a_quote_are_whole_and_bounded():
    text = "wonder " * 60 + "The end drags." + " thunder" * 60

    (citation,) = verify("", [_draft("The end drags.")], {"r1": _review(text)}).citations

    assert set(citation.before.split()) == {"wonder"}
    assert set(citation.after.split()) == {"thunder"}
    assert CONTEXT_CHARS - 8 < len(citation.before) <= CONTEXT_CHARS
    assert citation.before + citation.quote + citation.after in text


def test_a_score_is_held_within_its_bounds():
    draft = Draft(text="x", stance="neutral", quotes=(Quote(review_id="r1", text="too tidy", score=1.7),))

    assert verify("", [draft], {"r1": _review(TEXT)}).citations[0].score == 1.0


def _around(text: str) -> tuple[str, str]:
    """What is shown before and after "The end drags"."""
    (citation,) = verify("", [_draft("The end drags")], {"r1": _review(text)}).citations
    return citation.before, citation.after


def test_all_the_words_around_a_quote_are_shown_where_they_are_few() -> None:
    assert _around("Oh well. The end drags, I say") == ("Oh well. ", ", I say")
    assert _around("The end drags") == ("", "")
    exactly = "a" * (CONTEXT_CHARS - 1)
    assert _around(f"{exactly} The end drags {exactly}") == (f"{exactly} ", f" {exactly}")


def test_a_word_that_is_cut_at_the_bound_is_left_out() -> None:
    words = "a " * 98
    assert _around(f"wxyz {words}The end drags")[0] == words
    assert _around(f"wxyz {words}a The end drags")[0] == f"{words}a "
    assert _around(f"The end drags {words}wxyz")[1] == f" {'a ' * 97}a"
    assert _around(f"The end drags {words}bc wxyz")[1] == f" {'a ' * 97}a bc"
    assert _around(f"The end drags {words}b cd wxyz")[1] == f" {'a ' * 97}a b"


def test_a_word_that_ends_at_the_bound_is_whole() -> None:
    exactly = "defgh" + " a" * 97 + " "
    assert len(exactly) == CONTEXT_CHARS
    assert _around(f"abc {exactly}The end drags")[0] == exactly
    assert _around(f"The end drags{exactly[::-1]} abc")[1] == exactly[::-1]


def test_no_piece_of_a_long_word_is_shown() -> None:
    long = "x" * 300
    assert _around(f"{long}\u2014The end drags\u2014{long}") == ("", "")
    assert _around(f"{long} The end drags, {long}") == ("", ",")
    assert _around(f"{long} The end drags,; {long}") == ("", ",;")


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [(Span(0, 5), True), (Span(0, 6), False), (Span(17, 20), False), (Span(18, 20), True)],
)
def test_a_quote_may_touch_what_is_hidden_but_not_meet_it(hidden: Span, shown: bool) -> None:
    gate = Gate({"r1": _review("One. The end drags. So.")}, hidden={"r1": [hidden]})
    assert (gate.admit(_draft("The end drags")) is not None) == shown


def test_why_a_claim_is_dropped_is_told() -> None:
    gate = Gate({"r1": _review("One. The end drags. So.")}, hidden={"r1": [Span(0, 4)]})
    gate.admit(_draft("never said"))
    gate.admit(_draft("One."))
    gate.admit(_draft("The end drags", text="It \u201cnever ends at all\u201d."))
    gate.admit(_draft("The end drags"))
    assert gate.faults == [NO_QUOTE, HIDDEN_QUOTE, NO_SUCH_WORDS]
    assert gate.dropped == 3


def test_words_of_a_review_that_is_only_cited_in_what_is_hidden_bear_nothing_out() -> None:
    reviews = {"r1": _review("One and the same."), "r2": _review("The end drags.", "r2")}
    gate = Gate(reviews, hidden={"r1": [Span(0, 3)]})
    quotes = (Quote(review_id="r1", text="One and"), Quote(review_id="r2", text="The end drags"))
    assert gate.admit(Draft(text="It is \u201cthe same\u201d.", stance="neutral", quotes=quotes)) is None


def test_marks_inside_a_quote_of_our_own_do_no_harm() -> None:
    text = 'He said \u201cno\u201d to a 5" lamp, it\u2019s \u2018so. The lamps glow.'
    gate = Gate({"r1": _review(text)})
    assert (
        gate.admit(_draft('to a 5" lamp', text='One says: \u201cto a 5" lamp, it\u2019s \u2018so.\u201d'))
        is not None
    )
    nested = 'One says: \u201cHe said \u201cno\u201d to a 5" lamp\u201d'
    assert gate.admit(_draft('to a 5" lamp', text=nested)) is not None


def test_six_spans_are_cited_where_no_other_limit_is_given() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven"]
    gate = Gate({"r1": _review(" ".join(words))})
    gate.admit(_draft(*words))
    assert len(gate.citations) == 6
    assert len(verify("", [_draft(*words)], {"r1": _review(" ".join(words))}).citations) == 6


def test_every_claim_that_is_dropped_counts() -> None:
    assert verify("", [_draft("never said")] * 3, {"r1": _review(TEXT)}).dropped == 3


def test_a_citation_ends_in_the_source_where_its_quote_does() -> None:
    (citation,) = verify("", [_draft("The lamps glow")], {"r1": _review(TEXT)}).citations
    assert (citation.source_start, citation.source_end) == (0, 14)


_TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ab AB .\u201c\u201d\"'\u2019\u2014-e\u0301\u00e9"
            "\U0001f469\u200d\U0001f680\ufe0f\u00df\u0130\n\u00a0語"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@settings(max_examples=2_000, deadline=None)
@given(text=_TEXTS, other=_TEXTS, start=st.integers(0, 40), end=st.integers(0, 40), fold=st.booleans())
def test_every_citation_slices_back_to_its_quote(text: str, other: str, start: int, end: int, fold: bool):
    wanted = text[start:end] or other
    quote = Quote(review_id="r1", text=wanted.swapcase() if fold else wanted, start=start)
    review = _review(text)

    verified = verify("", [Draft(text="x", stance="neutral", quotes=(quote,))], {"r1": review})

    assert len(verified.claims) + verified.dropped == 1
    for citation in verified.citations:
        assert review.text[citation.start : citation.end] == citation.quote
        assert citation.before + citation.quote + citation.after in review.text
        assert citation.quote.strip() == citation.quote != ""
