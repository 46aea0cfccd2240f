"""Evidence is found where it stands, and what is not there is told with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.answers import Cited
from qa.evaluation.gold import Gold, GoldPoint, Place, Ungrounded, ground, overlaps, place_cited
from qa.evaluation.reviews import ReviewText
from tests.qa.evaluation.builders import LID, REVIEWS, SPOUT, case, gold, review

TEA = "🫖👍🏽 Cafe\u0301 tea — it’s  fine."  # two spaces, a dash, a curly apostrophe
TEA_REVIEW = review("tea", TEA)


def places(*evidence: object, reviews: tuple[ReviewText, ...] = REVIEWS) -> list[tuple[Place, ...]]:
    found, problems = ground(case(evidence=list(evidence)), reviews)
    assert problems == []
    return [point.places for point in found.points]


def problems_of(*evidence: object, reviews: tuple[ReviewText, ...] = REVIEWS) -> list[Ungrounded]:
    return ground(case(evidence=list(evidence)), reviews)[1]


def reasons(*evidence: object, reviews: tuple[ReviewText, ...] = REVIEWS) -> list[tuple[int, str]]:
    return [(one.point, one.reason) for one in problems_of(*evidence, reviews=reviews)]


# Where evidence stands.


def test_a_quote_stands_where_its_words_are() -> None:
    assert places("The lid rattles all day.") == [(LID,)]


def test_a_quote_that_stands_in_several_reviews_is_evidence_in_each() -> None:
    assert places("It ") == [(Place("ana", 38, 41), Place("cem", 2, 5), Place("dee", 0, 3))]


def test_a_quote_that_stands_twice_in_a_review_is_evidence_at_both_places() -> None:
    twice = (review("r", "So dull. It is so dull."),)
    assert places("dull", reviews=twice) == [(Place("r", 3, 7), Place("r", 18, 22))]


def test_a_quote_in_a_named_review_is_evidence_in_no_other() -> None:
    assert places({"quote": "The lid", "review": "cem"}) == [(Place("cem", 15, 22),)]


def test_alternatives_are_places_of_one_point() -> None:
    alternatives = {"any_of": ["The lid rattles all day.", "The spout is superb."]}
    assert places(alternatives) == [(LID, SPOUT)]


def test_a_place_given_by_two_alternatives_is_kept_once() -> None:
    assert places({"any_of": ["The lid rattles all day.", "The lid rattles all day."]}) == [(LID,)]


def test_offsets_name_a_place_without_a_quote() -> None:
    assert places({"review": "bo", "start": 17, "end": 41}) == [(LID,)]


def test_offsets_and_quote_that_agree_name_one_place_though_the_words_stand_twice() -> None:
    twice = (review("r", "So dull. It is so dull."),)
    passage = {"quote": "dull", "review": "r", "start": 18, "end": 22}
    assert places(passage, reviews=twice) == [(Place("r", 18, 22),)]


def test_a_stretch_may_reach_to_the_very_end_of_a_review() -> None:
    assert places({"review": "dee", "start": 0, "end": 17}) == [(Place("dee", 0, 17),)]


def test_offsets_count_code_points() -> None:
    # The kettle is one code point, the thumb and its skin colour two, and the accent one of its own.
    assert len(TEA) == 27
    assert places("tea", reviews=(TEA_REVIEW,)) == [(Place("tea", 10, 13),)]
    assert places({"review": "tea", "start": 0, "end": 3}, reviews=(TEA_REVIEW,)) == [(Place("tea", 0, 3),)]


def test_words_written_otherwise_are_found_up_to_spaces_dashes_quotation_marks_case_and_accents() -> None:
    # CAF\u00c9 with a composed accent, a hyphen for the dash, a straight apostrophe, one space for two.
    assert places("CAF\u00c9 tea - it's fine", reviews=(TEA_REVIEW,)) == [(Place("tea", 4, 26),)]


def test_words_that_stand_exactly_are_not_looked_for_in_other_spellings() -> None:
    both = (review("r", "The Lid. The lid."),)
    assert places("The lid.", reviews=both) == [(Place("r", 9, 17),)]


def test_points_keep_their_stance_and_their_order() -> None:
    evidence = [{"quote": "The lid is loose.", "stance": "negative"}, "It pours well."]
    found, _ = ground(case(evidence=evidence), REVIEWS)
    assert [point.stance for point in found.points] == ["negative", None]


# Evidence that is not there.


def test_a_quote_that_stands_nowhere_is_told() -> None:
    assert reasons("It pours well.", "The lid sings.") == [
        (1, "'The lid sings.' does not stand in any review in scope")
    ]


def test_a_quote_that_stands_in_another_review_is_told() -> None:
    assert reasons({"quote": "The lid is loose.", "review": "ana"}) == [
        (0, "'The lid is loose.' does not stand in the review 'ana'")
    ]


def test_the_passage_that_does_not_stand_is_told_by_its_place_in_the_point() -> None:
    [problem] = problems_of("The lid rattles", {"any_of": ["A lovely handle.", "It sings."]})
    assert (problem.point, problem.passage) == (1, 1)


def test_a_slip_of_the_pen_is_told_with_what_was_meant() -> None:
    assert reasons("A lovly handle") == [
        (0, "'A lovly handle' does not stand in any review in scope; nearest is 'A lovely handle' in 'bo'")
    ]


def test_a_review_that_is_not_in_scope_is_told() -> None:
    assert reasons({"quote": "The lid", "review": "eve"}) == [(0, "the review 'eve' is not in scope")]


def test_offsets_beyond_the_review_are_told_with_its_length() -> None:
    assert reasons({"review": "dee", "start": 3, "end": 18}) == [
        (0, "3 to 18 lies beyond the 17 characters of review 'dee'")
    ]


def test_offsets_that_read_otherwise_are_told_with_what_stands_there() -> None:
    passage = {"quote": "The lid rattles", "review": "bo", "start": 16, "end": 31}
    assert reasons(passage) == [(0, "16 to 31 of review 'bo' reads ' The lid rattle', not as quoted")]


def test_every_alternative_must_stand_somewhere() -> None:
    found, problems = ground(case(evidence=[{"any_of": ["The lid sings.", "It pours well."]}]), REVIEWS)
    assert [problem.point for problem in problems] == [0]
    assert found.points[0].places == (Place("ana", 38, 52),)


def test_long_evidence_is_told_shortened() -> None:
    [problem] = reasons("a" * 81)
    assert problem[1].startswith(f"'{'a' * 79}…'")


def test_evidence_is_not_found_inside_a_word() -> None:
    assert reasons("rat", reviews=(review("r", "The lid rattles."),))


# Overlap.


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((0, 10), (5, 15), True),  # 5 of 10: exactly half
        ((0, 10), (6, 16), False),  # 4 of 10
        ((0, 9), (5, 14), False),  # 4 of 9
        ((0, 11), (5, 16), True),  # 6 of 11
        ((0, 100), (99, 101), True),  # half of the shorter, which is 2 long
        ((0, 100), (40, 41), True),  # the shorter lies within
        ((0, 10), (10, 20), False),  # they only touch
        ((0, 10), (20, 30), False),
        ((0, 1), (0, 1), True),
    ],
)
def test_places_overlap_from_half_of_the_shorter(
    one: tuple[int, int], other: tuple[int, int], same: bool
) -> None:
    assert overlaps(Place("r", *one), Place("r", *other)) is same
    assert overlaps(Place("r", *other), Place("r", *one)) is same


def test_places_in_two_reviews_never_overlap() -> None:
    assert not overlaps(Place("r", 0, 10), Place("s", 0, 10))


def test_a_place_of_no_length_overlaps_nothing() -> None:
    assert not overlaps(Place("r", 5, 5), Place("r", 0, 10))


spans = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))


@given(spans, spans)
def test_overlap_is_half_of_the_shorter_counted_character_by_character(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    shared = len(set(range(*one)) & set(range(*other)))
    shorter = min(one[1] - one[0], other[1] - other[0])
    assert overlaps(Place("r", *one), Place("r", *other)) is (shared > 0 and 2 * shared >= shorter)


def test_a_place_supports_every_point_it_overlaps() -> None:
    both = gold([SPOUT], [LID, SPOUT], [LID])
    assert both.points_at(SPOUT) == [0, 1]
    assert both.points_at(None) == []


# What chance could reach.


def test_chance_is_over_the_sentences_in_scope() -> None:
    # Ana has three sentences, Bo two, Cem two and Dee one; two of them are the evidence.
    found, _ = ground(case(evidence=["The lid rattles all day.", "The spout is superb."]), REVIEWS)
    assert (found.units, found.relevant) == (8, 2)


def test_a_sentence_that_bears_on_two_points_counts_once() -> None:
    found, _ = ground(case(evidence=["The lid rattles all day.", "rattles all day"]), REVIEWS)
    assert found.relevant == 1


def test_evidence_over_two_sentences_makes_both_relevant() -> None:
    found, _ = ground(case(evidence=["The lid rattles. The spout is superb."]), REVIEWS)
    assert found.relevant == 2


def test_without_evidence_there_is_no_level_of_chance() -> None:
    assert ground(case(), REVIEWS)[0] == Gold(points=(), units=0, relevant=0)


# Where cited words stand.


def test_words_at_their_offsets_stand_there() -> None:
    assert place_cited(Cited(quote="The lid", review_id="bo", start=17, end=24), REVIEWS) == Place(
        "bo", 17, 24
    )


def test_words_that_stand_twice_are_the_nearest_to_their_offsets() -> None:
    twice = [review("r", "So dull. It is so dull.")]
    assert place_cited(Cited(quote="dull", review_id="r", start=17), twice) == Place("r", 18, 22)


@pytest.mark.parametrize("start", [None, 16, -1, 5_000, 10**30])
def test_words_without_right_offsets_are_looked_for(start: int | None) -> None:
    assert place_cited(Cited(quote="The lid", review_id="bo", start=start), REVIEWS) == Place("bo", 17, 24)


def test_words_without_a_review_are_looked_for_in_all() -> None:
    assert place_cited(Cited(quote="The lid is loose."), REVIEWS) == Place("cem", 15, 32)


@pytest.mark.parametrize(
    "cited",
    [
        Cited(quote="The lid sings.", review_id="bo", start=17, end=31),
        Cited(quote="The lid is loose.", review_id="ana"),
        Cited(quote="The lid", review_id="eve"),
        Cited(quote=""),
        Cited(quote="", review_id="bo", start=3, end=3),
        Cited(quote=" ", review_id="bo"),
        Cited(quote="\ud800", review_id="cem"),
        Cited(quote="x" * 100_000, review_id="cem"),
    ],
    ids=["altered", "elsewhere", "no such review", "empty", "empty at", "blank", "half a character", "huge"],
)
def test_words_that_stand_nowhere_have_no_place(cited: Cited) -> None:
    assert place_cited(cited, REVIEWS) is None


def test_a_point_without_places_is_supported_by_nothing() -> None:
    assert Gold(points=(GoldPoint(places=()),)).points_at(LID) == []
