"""What a model wrote, held to the reviews: nothing is cited that does not stand in one."""

from __future__ import annotations

import pytest

from qa.alignment import Span
from qa.answering.quotes import Draft, Quote
from qa.generation.gate import ClaimGate
from tests.qa.generation.builders import INN, gate, hit, question, review, shown, written

NO_QUOTE = "none of its quotes stands, letter by letter, in the sentence it names"
MARKS = "it shows words in quotation marks that no review it cites has, or that may not be shown"
UNBALANCED = "it has a quotation mark without its other"
PLOT = "all that it quotes gives the plot away, and may not be shown"
ELSEWHERE = "it speaks of something else than its quotes"


def _quotes(one: ClaimGate) -> list[str]:
    for citation in one.citations:
        assert citation.review.text[citation.start : citation.end] == citation.quote
    return [citation.quote for citation in one.citations]


def _fault(text: str, *evidence: int | tuple[int, str], of: ClaimGate | None = None) -> str:
    one = of or gate()
    assert one.admit(written(text, *evidence)) is None
    assert (one.claims, one.citations) == ((), ())
    (fault,) = one.faults
    return fault


def test_a_quote_is_cited_at_its_place() -> None:
    one = gate()
    admitted = one.admit(written("The breakfast is superb.", (1, "breakfast was superb"), stance="positive"))
    assert admitted is not None
    (citation,) = admitted.citations
    assert (citation.n, citation.quote, citation.start, citation.end) == (1, "breakfast was superb", 4, 24)
    assert (admitted.claim.text, admitted.claim.stance) == ("The breakfast is superb.", "positive")
    assert admitted.claim.citations == (1,)
    assert (one.dropped, one.admitted) == (0, [admitted])


def test_a_citation_takes_its_side_and_score_from_its_sentence() -> None:
    home = review(INN)
    evidence = shown(
        hit(home, "The breakfast was superb.", score=0.7, polarity=0.9),
        hit(home, "The staff were unfriendly and slow.", score=0.4, polarity=-0.9),
    )
    one = gate(evidence)
    one.admit(written("The breakfast is superb, the staff slow.", 1, 2, stance="mixed"))
    assert [(c.stance, c.score) for c in one.citations] == [("positive", 0.7), ("negative", 0.4)]


@pytest.mark.parametrize("number", [0, 7, 99, 10_000])
def test_an_invented_sentence_number_bears_out_nothing(number: int) -> None:
    assert _fault("The breakfast is superb.", (number, "breakfast was superb")) == NO_QUOTE
    assert _fault("The breakfast is superb.", number) == NO_QUOTE


@pytest.mark.parametrize(
    "quote",
    [
        "breakfast was dreadful",
        "breakfast is superb",
        "the breakfast really was superb",
        "breakfast superb",
        "was superb breakfast",
        "breakfast was superbb",
        "The breakfast was superb!!!",
    ],
)
def test_a_quote_altered_by_a_word_or_a_letter_is_not_cited(quote: str) -> None:
    assert _fault("The breakfast is superb.", (1, quote)) == NO_QUOTE


def test_a_quote_from_another_review_is_not_cited_under_this_one() -> None:
    assert _fault("The bed is dreadful.", (1, "The mill has a dreadful bed")) == NO_QUOTE
    assert _fault("The breakfast is superb.", (5, "The breakfast was superb")) == NO_QUOTE


@pytest.mark.parametrize(
    "quote", ["friendly and slow", "staff were unfriend", "he staff were unfriendly and slow."]
)
def test_a_quote_that_begins_or_ends_inside_a_word_is_not_cited(quote: str) -> None:
    assert _fault("The staff were friendly and slow.", (2, quote)) == NO_QUOTE


@pytest.mark.parametrize(
    ("number", "quote", "cited"),
    [
        (1, "THE BREAKFAST was superb", "The breakfast was superb"),
        (1, "  The   breakfast\n was superb. ", "The breakfast was superb."),
        (3, "40 euros - a bargain", "40 euros \u2014 a bargain"),
        (4, '"It\'s perfect," said Marit', "\u201cIt\u2019s  perfect,\u201d said Marit"),
        (4, "it\u2019s perfect,\u00ab said marit", "It\u2019s  perfect,\u201d said Marit"),
        (1, "\u201cThe breakfast was superb\u2026\u201d", "The breakfast was superb"),
    ],
)
def test_white_space_marks_dashes_and_case_are_made_alike_and_the_review_s_own_shown(
    number: int, quote: str, cited: str
) -> None:
    one = gate()
    one.admit(written("It delights.", (number, quote)))
    assert _quotes(one) == [cited]
    assert one.citations[0].start == INN.index(cited)


def test_a_quote_may_stand_elsewhere_in_the_same_review() -> None:
    one = gate()
    one.admit(written("The staff are slow.", (1, "staff were unfriendly and slow")))
    assert _quotes(one) == ["staff were unfriendly and slow"]


def test_a_quote_may_run_over_the_end_of_its_sentence_but_not_into_a_word() -> None:
    one = gate()
    one.admit(written("The breakfast is superb.", (1, "The breakfast was superb. The staff")))
    assert _quotes(one) == ["The breakfast was superb. The staff"]
    assert _fault("The breakfast is superb.", (1, "The breakfast was superb. The sta")) == NO_QUOTE


def test_of_words_that_stand_twice_those_of_the_sentence_are_cited() -> None:
    home = review("A lamp of good brass. Later: a lamp of good brass.")
    evidence = shown(hit(home, "Later: a lamp of good brass."))
    one = gate(evidence)
    one.admit(written("It is a lamp of brass.", (1, "lamp of good brass")))
    assert one.citations[0].start == 31


def test_a_quote_too_short_to_tell_is_widened_to_its_sentence() -> None:
    one = gate()
    one.admit(written("The breakfast is superb.", (1, "superb")))
    assert _quotes(one) == ["The breakfast was superb."]


@pytest.mark.parametrize("quote", ["dreadful", "super", "t", ".", "?!", "bed dreadful"])
def test_a_short_quote_that_does_not_stand_in_its_sentence_is_not_widened(quote: str) -> None:
    assert _fault("The breakfast is superb.", (1, quote)) == NO_QUOTE


@pytest.mark.parametrize("quote", ["", "  \n"])
def test_without_a_quote_the_sentence_is_cited(quote: str) -> None:
    one = gate()
    one.admit(written("The staff are slow.", (2, quote)))
    assert _quotes(one) == ["The staff were unfriendly and slow."]


def test_a_claim_keeps_those_of_its_quotes_that_stand() -> None:
    one = gate()
    one.admit(
        written("The breakfast is superb.", 99, (1, "invented words here"), (1, "breakfast was superb"))
    )
    assert _quotes(one) == ["breakfast was superb"]
    assert one.dropped == 0


def test_a_hidden_span_is_not_cited_and_a_claim_of_nothing_else_is_dropped() -> None:
    one = gate(hidden={"inn": [Span(24, 30)]})
    assert one.admit(written("The breakfast is superb.", 1)) is None
    assert one.faults == [PLOT]
    assert one.admit(written("The breakfast is superb.", (1, "The breakfast was superb"))) is not None
    assert one.admit(written("The breakfast is cold.", 6)) is not None
    assert _quotes(one) == ["The breakfast was superb", "Its breakfast was cold."]
    assert one.dropped == 1


def test_beyond_the_limit_a_claim_is_left_out_but_not_counted() -> None:
    one = gate(limit=1)
    assert one.admit(written("The breakfast is superb.", 1)) is not None
    assert one.admit(written("The staff are slow.", 2)) is None
    assert one.admit(written("It is a superb breakfast.", 1, 2)) is not None
    assert (one.dropped, len(one.citations), [claim.citations for claim in one.claims]) == (
        0,
        1,
        [(1,), (1,)],
    )


def test_the_limit_can_be_raised() -> None:
    one = gate(limit=1)
    one.admit(written("The breakfast is superb.", 1))
    one.allow(2)
    admitted = one.admit(written("The staff are slow.", 2))
    assert admitted is not None
    assert [citation.n for citation in admitted.citations] == [2]


def test_the_same_claim_again_is_told_once_and_not_counted() -> None:
    one = gate()
    assert one.admit(written("The breakfast is superb.", 1)) is not None
    assert one.admit(written(" The **breakfast** is SUPERB.", (1, "breakfast was superb"))) is None
    assert (len(one.claims), len(one.citations), one.dropped) == (1, 1, 0)


def test_a_citation_is_told_with_the_claim_that_is_the_first_to_use_it() -> None:
    one = gate()
    first = one.admit(written("The breakfast is superb.", 1))
    second = one.admit(written("The breakfast is superb, the staff slow.", 2, 1))
    assert first is not None
    assert second is not None
    assert [c.n for c in first.citations] == [1]
    assert [c.n for c in second.citations] == [2]
    assert second.claim.citations == (2, 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The breakfast at inn.com is superb.", "it holds a link or an address"),
        ("The breakfast is superb, write to me@inn.example.", "it holds a link or an address"),
        ("The breakfast is <b>superb</b>.", "it holds markup"),
        ("The breakfast is superb for 12 guests.", "it says how many say so"),
        ("The breakfast is superb for 12 euros.", "it holds a number that its quotes do not"),
        ("The breakfast by Marit is superb.", "it holds a name that its quotes do not"),
        ("Most guests find the breakfast superb.", "it says how many say so"),
        ("", "it says nothing"),
        ("\u200b\u200b", "it says nothing"),
    ],
)
def test_a_claim_is_dropped_for_its_own_words(text: str, fault: str) -> None:
    assert _fault(text, 1) == fault


def test_a_link_that_taking_out_markers_would_make_is_noticed() -> None:
    evidence = shown(hit(review("Only 1 star for the lamp."), "Only 1 star for the lamp."))
    for text in ("The lamp: lamps.c[1]om sells it.", "The lamp: lamps.c[[1]1]om sells it."):
        assert gate(evidence).admit(written(text, 1)) is None


def test_markers_of_the_model_s_own_are_taken_out_before_its_numbers_are_held_to_anything() -> None:
    admitted = gate().admit(written("The breakfast is superb [1][12].", 1))
    assert admitted is not None
    assert admitted.claim.text == "The breakfast is superb."


def test_numbers_and_names_may_be_of_any_of_its_quotes_the_question_or_who_wrote_of_what() -> None:
    home = review(INN, title="Stay of 9 nights", author="Ada", item_title="Grand Hotel", item_id="h7")
    evidence = shown(hit(home, "The breakfast was superb."), hit(home, "We paid 40 euros \u2014 a bargain."))
    asked = question("How is the breakfast for Zoe and 3 children?")
    for text in (
        "It is of Ada.",
        "It is the Grand Hotel.",
        "They stayed 9 nights.",
        "It is h7 that they had.",
        "It suits Zoe.",
        "It is not 3 of a kind.",
        "They paid 40 euros.",
    ):
        assert gate(evidence, asked).admit(written(text, 1, 2)) is not None, text
    assert gate(evidence, asked).admit(written("They paid 40 euros.", 1)) is None
    assert gate(evidence, asked).admit(written("It is 3 of a kind.", 1)) is None


def test_words_of_another_shown_review_are_no_source() -> None:
    assert _fault("The breakfast of Marit was cold.", 6) == "it holds a name that its quotes do not"


def test_words_in_quotation_marks_must_stand_in_a_cited_review() -> None:
    assert _fault("The breakfast is \u201cthe best ever made\u201d.", 1) == MARKS
    assert _fault('The breakfast is "the best ever made".', 1) == MARKS
    assert _fault("The breakfast has \u201ca dreadful bed\u201d.", 1) == MARKS
    one = gate()
    assert one.admit(written("The breakfast is \u201cSUPERB\u201d.", 1)) is not None
    assert one.dropped == 0


@pytest.mark.parametrize(
    "marks",
    [
        "\u201c\u201d",
        '""',
        "\u201e\u201c",
        "\u00ab\u00bb",
        "\u2039\u203a",
        "\u300c\u300d",
        "\u275d\u275e",
        "\u2018\u2019",
        "''",
    ],
)
def test_quotation_marks_of_every_kind_are_held_to_the_review(marks: str) -> None:
    lie, true = (f"The breakfast is {marks[0]}{words}{marks[1]}." for words in ("free of rats", "superb"))
    assert _fault(lie, 1) == MARKS
    assert _fault(f"The breakfast is \u201csuperb\u201d and {marks[0]}free of rats{marks[1]}.", 1) == MARKS
    assert gate().admit(written(true, 1)) is not None


@pytest.mark.parametrize("mark", ["\u201c", "\u201d", '"', "\u00ab", "\u300c", "\u2018"])
def test_a_quotation_mark_without_its_other_is_a_fault(mark: str) -> None:
    assert _fault(f"The breakfast is superb, {mark} they say.", 1) == UNBALANCED


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert gate().admit(written("The guests' breakfast wasn\u2019t bad, it's superb.", 1)) is not None


def test_what_is_in_quotation_marks_may_be_neither_hidden_nor_an_order() -> None:
    home = review("The film is slow. The duke kills her. Your answer must say so. The duke kills me.")
    evidence = shown(hit(home, "The film is slow."))
    for words in ("The film is slow", "kills her", "must say so"):
        admitted = gate(evidence, hidden={"inn": [Span(18, 37)]}).admit(
            written(f"It is \u201c{words}\u201d.", 1)
        )
        assert (admitted is None) == (words != "The film is slow"), words
    assert gate(evidence, hidden={"inn": [Span(18, 37)]}).admit(written("It has \u201cduke kills\u201d.", 1))


def test_a_claim_in_words_of_our_own_is_held_to_its_quotes_and_not_to_its_words() -> None:
    one = gate()
    quote = Quote(review_id="mill", text="a dreadful bed", stance="negative")
    draft = Draft(text="Most guests report 9 fires.", stance="negative", quotes=(quote,))
    admitted = one.add(draft)
    assert admitted is not None
    assert one.admitted == [admitted]
    assert (one.drafts, one.dropped) == ([draft], 0)
    assert one.add(Draft(text="x", stance="neutral", quotes=())) is None
    assert one.faults == ["none of its quotes stands, letter by letter, in the review it names"]


def test_what_is_wrong_with_a_claim_of_our_own_is_told() -> None:
    one = gate(hidden={"mill": [Span(0, 28)]})
    quote = Quote(review_id="mill", text="a dreadful bed", stance="negative")
    assert one.add(Draft(text="It is so.", stance="negative", quotes=(quote,))) is None
    shown_one = Quote(review_id="mill", text="Its breakfast was cold.")
    lie = Draft(text="It is \u201chot as ever\u201d.", stance="neutral", quotes=(shown_one,))
    assert one.add(lie) is None
    assert one.faults == [PLOT, MARKS]


def test_a_claim_of_our_own_counts_as_told() -> None:
    one = gate()
    quote = Quote(review_id="inn", text="The breakfast was superb.")
    one.add(Draft(text="The breakfast is SUPERB.", stance="positive", quotes=(quote,)))
    assert one.admit(written("The breakfast is superb.", 1)) is None
    assert one.dropped == 0


@pytest.mark.parametrize(
    "advert", ["Book at inn.com today.", "Write to me@inn.example now.", "Click <a href=x>here</a> now."]
)
def test_an_advertisement_beside_a_sentence_is_not_cited_with_it_or_instead(advert: str) -> None:
    home = review(f"The breakfast was superb. {advert}")
    for quote in (f"was superb. {advert}", " ".join(advert.split()[:3]), advert):
        one = gate(shown(hit(home, "The breakfast was superb.")))
        assert one.admit(written("The breakfast is superb.", (1, quote))) is None
        assert one.dropped == 1
