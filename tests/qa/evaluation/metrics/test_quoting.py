"""Quotes stand in their reviews to the character, and claims rest on what they cite."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa.evaluation.answers import AnswerClaim, Cited
from qa.evaluation.metrics import Score
from qa.evaluation.metrics.quoting import CitationForm, QuoteValidity, broken_form, quote_fault
from qa.evaluation.reviews import ReviewText
from tests.qa.evaluation.builders import REVIEWS, answer, cite, claim, observation, refusal, review, value

LID = cite("The lid rattles all day.", "bo")  # 17 to 41 of 41 characters
SPOUT = cite("The spout is superb.")
ELSEWHERE = review("eve", "The lid fell off.")
ACCENTED = review("ada", "Cafe\u0301 tea — it’s  fine.")  # a combining accent, a dash, two spaces


def fault(cited: Cited, *reviews: ReviewText) -> str | None:
    return quote_fault(cited, observation(answer(cited), reviews=reviews or REVIEWS, elsewhere=[ELSEWHERE]))


def placed(quote: str, start: int, end: int, review_id: str = "bo") -> Cited:
    return Cited(quote=quote, review_id=review_id, start=start, end=end)


# Quotes with offsets.


def test_a_quote_at_its_offsets_is_valid() -> None:
    assert fault(placed("The lid", 17, 24)) is None


def test_a_whole_review_is_a_valid_quote_of_it() -> None:
    assert fault(placed("It came in a box.", 0, 17, "dee")) is None


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (16, 23, "16 to 23 of review 'bo' reads ' The li', not 'The lid'; it stands at 17"),
        (18, 25, "18 to 25 of review 'bo' reads 'he lid ', not 'The lid'; it stands at 17"),
        (17, 23, "17 to 23 of review 'bo' reads 'The li', not 'The lid'; it stands at 17"),
        (17, 25, "17 to 25 of review 'bo' reads 'The lid ', not 'The lid'; it stands at 17"),
        (35, 42, "35 to 42 of review 'bo' is no stretch of it: it has 41 characters"),
        (-24, -17, "-24 to -17 of review 'bo' is no stretch of it: it has 41 characters"),
        (24, 17, "24 to 17 of review 'bo' is no stretch of it: it has 41 characters"),
        (17, 17, "17 to 17 of review 'bo' is no stretch of it: it has 41 characters"),
    ],
)
def test_offsets_off_by_one_are_told_with_what_stands_there(start: int, end: int, told: str) -> None:
    assert fault(placed("The lid", start, end)) == told


def test_a_quote_that_stands_at_the_very_start_is_told_as_well() -> None:
    assert fault(placed("A lovely", 1, 9)) == (
        "1 to 9 of review 'bo' reads ' lovely ', not 'A lovely'; it stands at 0"
    )


def test_a_stretch_may_reach_to_the_very_end_of_a_review_and_no_further() -> None:
    assert fault(placed("all day.", 33, 41)) is None
    assert fault(placed("all day. ", 33, 42)) is not None


def test_a_quote_altered_by_one_character_is_told() -> None:
    assert fault(placed("The lad", 17, 24)) == (
        "17 to 24 of review 'bo' reads 'The lid', not 'The lad'; it stands nowhere in that review"
    )


@pytest.mark.parametrize("quote", ["the lid", "The  lid", "The lid.", "The l\u0131d"])
def test_with_offsets_a_quote_is_held_to_the_character(quote: str) -> None:
    assert fault(placed(quote, 17, 24)) is not None


def test_offsets_count_code_points_of_a_review_with_a_kettle_in_it() -> None:
    # "🫖 It whistles. The lid is loose.": the kettle is 1 code point, 2 UTF-16 units and 4 bytes.
    assert fault(placed("The lid is loose.", 15, 32, "cem")) is None
    assert fault(placed("🫖", 0, 1, "cem")) is None
    assert fault(placed("The lid is loose.", 16, 33, "cem")) is not None
    assert fault(placed("The lid is loose.", 18, 35, "cem")) is not None


def test_with_offsets_a_composed_accent_is_not_a_combining_one() -> None:
    assert fault(placed("Cafe\u0301", 0, 5, "ada"), ACCENTED) is None
    assert fault(placed("Caf\u00e9", 0, 4, "ada"), ACCENTED) is not None


# Quotes without offsets.


def test_a_quote_without_offsets_is_looked_for_in_its_review() -> None:
    assert fault(Cited(quote="The lid", review_id="bo")) is None
    assert fault(Cited(quote="The lid is loose.", review_id="bo")) == (
        "'The lid is loose.' does not stand in review 'bo'"
    )


@pytest.mark.parametrize("one_of_two", [{"start": 17}, {"end": 41}])
def test_one_offset_is_none(one_of_two: dict[str, int]) -> None:
    assert fault(Cited.model_validate({"quote": "A lovely", "review_id": "bo", **one_of_two})) is None


def test_a_quote_without_a_review_is_looked_for_in_all_in_scope() -> None:
    assert fault(Cited(quote="The lid is loose.")) is None
    assert fault(Cited(quote="The lid fell off.")) == (
        "'The lid fell off.' does not stand in any review in scope"
    )


def test_offsets_without_a_review_are_places_in_none() -> None:
    assert fault(Cited(quote="The lid is loose.", start=3, end=5)) is None


@pytest.mark.parametrize("quote", ["CAF\u00c9 tea - it's fine", "Caf\u00e9 tea", "“it’s fine”"])
def test_without_offsets_spaces_quotation_marks_dashes_case_and_accents_do_not_matter(quote: str) -> None:
    assert fault(Cited(quote=quote, review_id="ada"), ACCENTED) is None


def test_a_review_that_there_is_not_is_told() -> None:
    assert fault(placed("The lid", 0, 7, "nobody")) == "there is no review 'nobody'"
    assert fault(Cited(quote="The lid", review_id="nobody")) == "there is no review 'nobody'"


def test_a_review_out_of_scope_is_quoted_as_validly_as_any() -> None:
    assert fault(placed("The lid fell off.", 0, 17, "eve")) is None


@pytest.mark.parametrize(
    "cited",
    [Cited(quote=""), Cited(quote=" \n", review_id="bo"), placed(" ", 1, 2)],
    ids=["empty", "blank", "blank where a blank stands"],
)
def test_a_quote_without_words_is_told_though_every_review_holds_it(cited: Cited) -> None:
    assert fault(cited) == "a quote without words is shown"


# Validity over an answer.


def test_validity_is_the_share_of_quotes_shown_and_weighs_by_their_number() -> None:
    # Two of three stand where they are said to.
    shown = answer(LID, SPOUT, placed("The lad", 17, 24))
    score = QuoteValidity().score(observation(shown))
    assert score == Score(value=2 / 3, weight=3)


def test_nearest_passages_of_a_refusal_are_quotes_like_any_other() -> None:
    # One of two: the second is one character too far.
    near = (LID, placed("The lid", 18, 25))
    assert QuoteValidity().score(observation(refusal(nearest=near))) == Score(value=0.5, weight=2)


def test_validity_does_not_apply_where_nothing_is_quoted() -> None:
    assert QuoteValidity().score(observation(refusal())) is None
    assert QuoteValidity().score(observation(answer(text="“The lid sings.”"))) is None


def test_what_was_retrieved_and_not_shown_is_no_quote() -> None:
    assert value(QuoteValidity(), observation(answer(retrieved=[placed("The lad", 17, 24)]))) is None


# Form of claims.


def form(claims: Sequence[AnswerClaim], *citations: Cited) -> float | None:
    return value(CitationForm(), observation(answer(*citations, claims=claims)))


def told(one: AnswerClaim, *citations: Cited) -> list[tuple[int, str]]:
    return list(broken_form(observation(answer(*citations, claims=[one]))))


def test_form_is_the_share_of_sound_claims_and_weighs_by_their_number() -> None:
    # Of four, the second cites nothing.
    claims = [claim("Noisy.", 1), claim("So it is."), claim("Superb.", 2), claim("Both.", 1, 2)]
    score = CitationForm().score(observation(answer(LID, SPOUT, claims=claims)))
    assert score == Score(value=3 / 4, weight=4)


def test_form_does_not_apply_without_claims() -> None:
    assert form([], LID) is None


def test_a_claim_that_cites_nothing_is_told() -> None:
    assert told(claim("So it is."), LID) == [(0, "the claim 'So it is.' cites nothing")]


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_claim_that_cites_a_number_that_is_not_there_is_told(number: int) -> None:
    fault = f"the claim 'So it is.' cites [{number}], and there is no such citation"
    assert told(claim("So it is.", 1, number), LID) == [(0, fault)]


def test_the_claims_that_are_broken_are_told_by_their_place() -> None:
    claims = [claim("So it is.", 1), claim("Well."), claim("So it is.", 1), claim("Well, well.")]
    seen = observation(answer(LID, claims=claims))
    assert [index for index, _ in broken_form(seen)] == [1, 3]


def test_of_several_numbers_that_are_not_there_the_first_is_told() -> None:
    [(_, fault)] = told(claim("So it is.", 8, 1, 9), LID)
    assert fault == "the claim 'So it is.' cites [8], and there is no such citation"


@pytest.mark.parametrize(
    "text",
    [
        "“The lid rattles all day.”",
        '"The lid rattles all day."',
        "“the lid  rattles all day”",  # up to case and space
        "“lid rattles all day” and more",  # part of the citation
        "“LID  Rattles all day” and more",
        "“A lovely handle. The lid rattles all day.”",  # more of the review than the citation
        "So “the lid sings” here",  # three words name, and do not quote
    ],
)
def test_a_claim_may_show_words_of_what_it_cites(text: str) -> None:
    assert form([claim(text, 1)], LID) == 1.0


def test_four_words_in_quotation_marks_must_stand_in_what_is_cited() -> None:
    assert told(claim("“The lid sings daily”", 1), LID) == [
        (0, "the claim quotes 'The lid sings daily', which is not what [1] cites")
    ]


def test_words_of_another_citation_are_not_those_that_are_cited() -> None:
    assert told(claim("“The spout is superb.”", 1), LID, SPOUT) == [
        (0, "the claim quotes 'The spout is superb.', which is not what [1] cites")
    ]


def test_other_words_of_the_same_review_are_not_those_that_are_cited() -> None:
    assert form([claim("“The spout is superb.”", 1)], cite("The lid rattles.", "ana")) == 0.0


def test_words_of_any_citation_of_the_claim_will_do() -> None:
    assert form([claim("“The spout is superb.”", 1, 2)], LID, SPOUT) == 1.0
    assert told(claim("“The box is superb.”", 1, 2), LID, SPOUT) == [
        (0, "the claim quotes 'The box is superb.', which is not what [1], [2] cites")
    ]


def test_every_stretch_of_a_claim_is_checked() -> None:
    assert form([claim("“The lid rattles all day.” and “it burns down houses”", 1)], LID) == 0.0


@pytest.mark.parametrize("quote", ["The lid rattles", "lid", "the LID"])
def test_words_invented_around_those_of_a_citation_are_not_what_it_cites(quote: str) -> None:
    cited = Cited(quote=quote, review_id="bo")
    assert form([claim("“The lid rattles and burns down houses.”", 1)], cited) == 0.0


def test_words_around_those_of_a_citation_must_stand_in_the_review_that_is_cited() -> None:
    # Bo has the same lid as Ana, and no spout.
    longer = claim("“The lid rattles. The spout is superb.”", 1)
    assert form([longer], cite("The lid rattles.", "ana")) == 1.0
    assert form([longer], cite("The lid rattles", "bo")) == 0.0


def test_words_around_those_of_a_citation_without_a_review_may_stand_in_any() -> None:
    assert form([claim("“The lid rattles. The spout is superb.”", 1)], Cited(quote="The spout")) == 1.0
    assert form([claim("“The lid rattles. The spout is dull.”", 1)], Cited(quote="The spout")) == 0.0


def test_claims_go_by_the_numbers_of_citations_where_they_have_them() -> None:
    seventh = LID.model_copy(update={"n": 7})
    assert form([claim("“The lid rattles all day.”", 7)], seventh) == 1.0
    assert form([claim("“The lid rattles all day.”", 1)], seventh) == 0.0


def test_both_must_hold_whatever_is_asked() -> None:
    assert QuoteValidity.must_hold is CitationForm.must_hold is True
