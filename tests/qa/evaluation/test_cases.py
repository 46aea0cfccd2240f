from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from qa.evaluation.cases import Bounds, Case, Counts, Scope
from qa.evaluation.points import Passage, Point
from qa.models import DateRange, Filters, RatingRange

QUOTE = {"quote": "The ending drags."}


def case(**fields: Any) -> Case:
    return Case.model_validate({"question": "What about the ending?", **fields})


def problems(**fields: Any) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        case(**fields)
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in raised.value.errors()]


def test_a_question_is_all_a_case_needs() -> None:
    made = case()
    assert (made.answerable, made.evidence, made.stance, made.tags, made.scope) == (
        True,
        (),
        None,
        (),
        Scope(),
    )


@pytest.mark.parametrize("question", ["", "   ", 3, None, "x" * 2_001])
def test_a_question_is_text_of_1_to_2000_characters(question: object) -> None:
    with pytest.raises(ValidationError):
        Case.model_validate({"question": question})


def test_spaces_around_a_question_are_taken_off() -> None:
    assert case(question="  Why?\n").question == "Why?"


@pytest.mark.parametrize(
    "written",
    ["The ending drags.", QUOTE, {"any_of": ["The ending drags."]}, {"any_of": [QUOTE]}],
)
def test_a_point_may_be_a_string_a_passage_or_alternatives(written: object) -> None:
    assert case(evidence=[written]).evidence == (Point(any_of=(Passage(quote="The ending drags."),)),)


def test_a_passage_may_carry_the_stance_of_its_point() -> None:
    (point,) = case(evidence=[{**QUOTE, "stance": "negative"}]).evidence
    assert (point.stance, point.any_of) == ("negative", (Passage(quote="The ending drags."),))


def test_a_passage_may_be_a_place_without_a_quote() -> None:
    (point,) = case(evidence=[{"review": "r1", "start": 0, "end": 3}]).evidence
    assert point.any_of == (Passage(review="r1", start=0, end=3),)


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ({}, "give a quote, or a review with start and end"),
        ({"review": "r1"}, "give a quote, or a review with start and end"),
        ({"start": 0, "end": 2}, "give a quote, or a review with start and end"),
        ({"quote": "a", "review": "r1", "start": 1}, "start and end belong together"),
        ({"quote": "a", "start": 0, "end": 1}, "name the review"),
        ({"review": "r1", "start": 3, "end": 3}, "start must be before end"),
        ({"quote": "a", "review": "r1", "start": -1, "end": 2}, "greater than or equal to 0"),
        ({"quote": ""}, "at least 1 character"),
        ({"quote": "\ud800"}, "valid string"),
        ({"quote": "a", "page": 3}, "not permitted"),
    ],
)
def test_a_passage_that_names_no_words_is_refused(passage: object, told: str) -> None:
    assert any(told in problem for problem in problems(evidence=[{"any_of": [passage]}]))


def test_a_point_without_passages_is_refused() -> None:
    assert problems(evidence=[{"any_of": []}])


@pytest.mark.parametrize("field", ["evidence", "stance", "reference"])
def test_a_case_that_is_not_answerable_has_no_answer(field: str) -> None:
    value = {"evidence": ["a quote"], "stance": "positive", "reference": "It is good."}[field]
    assert "not answerable" in problems(answerable=False, **{field: value})[0]


@pytest.mark.parametrize("answerable", ["no", 0, 1, None])
def test_answerable_is_true_or_false_and_nothing_like_it(answerable: object) -> None:
    assert problems(answerable=answerable)


@pytest.mark.parametrize("tag", ["battery-life", "3d", "Überlänge", "a_b"])
def test_a_tag_is_letters_digits_and_hyphens(tag: str) -> None:
    assert case(tags=[tag]).tags == (tag,)


@pytest.mark.parametrize("tag", ["", "two words", "-x", "a,b", "x" * 61, 3])
def test_what_is_no_tag_is_refused(tag: object) -> None:
    assert problems(tags=[tag])


def test_a_tag_given_twice_is_refused() -> None:
    assert "given twice" in problems(tags=["a", "a"])[0]


def test_an_unknown_field_is_refused_wherever_it_stands() -> None:
    assert problems(colour="red")
    assert problems(scope={"colour": "red"})
    assert problems(counts={"colour": 1})
    assert problems(scope={"rating": {"above": 3}})


def test_errors_do_not_repeat_what_was_given() -> None:
    with pytest.raises(ValidationError) as raised:
        case(stance="a secret")
    assert "a secret" not in str(raised.value)


def test_a_count_is_a_number_or_bounds() -> None:
    counts = case(counts={"mentioning": 3, "positive": {"min": 1}, "negative": {"max": 2}}).counts
    assert counts.wanted() == {
        "mentioning": Bounds(min=3, max=3),
        "positive": Bounds(min=1, max=None),
        "negative": Bounds(min=0, max=2),
    }


@pytest.mark.parametrize("count", [-1, True, "3", 1.5, {"min": -1}, {"least": 1}])
def test_what_is_no_count_is_refused(count: object) -> None:
    assert problems(counts={"mentioning": count})


def test_bounds_that_hold_no_number_are_refused() -> None:
    assert problems(counts={"mentioning": {"min": 5, "max": 2}})


@pytest.mark.parametrize(
    ("bounds", "number", "holds", "told"),
    [
        (Bounds(min=2, max=2), 2, True, "2"),
        (Bounds(min=2, max=2), 3, False, "2"),
        (Bounds(min=2), 99, True, "at least 2"),
        (Bounds(min=2, max=4), 1, False, "2 to 4"),
        (Bounds(min=2, max=4), 4, True, "2 to 4"),
    ],
)
def test_bounds_are_inclusive_and_read_as_words(bounds: Bounds, number: int, holds: bool, told: str) -> None:
    assert (bounds.holds(number), str(bounds)) == (holds, told)


def test_words_that_must_appear_may_have_alternatives() -> None:
    assert case(must_contain=["112", ["23", "twenty-three"]]).must_contain == (
        ("112",),
        ("23", "twenty-three"),
    )
    assert problems(must_contain=[[]])


def test_a_scope_is_the_filters_of_the_core() -> None:
    scope = Scope.model_validate(
        {
            "item_id": "film",
            "author": "Ana",
            "rating": {"gte": 2, "lte": 4.5},
            "published": {"from": "2024-01-31", "to": "2024-02-01"},
        }
    )
    assert scope.filters() == Filters(
        item_id="film",
        author="Ana",
        rating=RatingRange(gte=2, lte=4.5),
        published=DateRange(since=date(2024, 1, 31), until=date(2024, 2, 1)),
    )
    assert scope.body()["published"] == {"from": "2024-01-31", "to": "2024-02-01"}


@pytest.mark.parametrize(
    "scope",
    [
        {"rating": {"gte": 4, "lte": 2}},
        {"published": {"from": "2024-02-01", "to": "2024-01-31"}},
        {"rating": {"gte": float("nan")}},
        {"rating": {"gte": float("inf")}},
        {"published": {"since": "2024-01-01"}},
        {"item_id": ""},
        {"item_id": 7},
    ],
)
def test_a_scope_that_leaves_nothing_or_cannot_be_read_is_refused(scope: object) -> None:
    assert problems(scope=scope)


@pytest.mark.parametrize("rating", ["4", True])
def test_a_bound_on_the_rating_is_a_number(rating: object) -> None:
    assert problems(scope={"rating": {"gte": rating}})


def test_a_bound_on_the_date_is_a_date() -> None:
    assert problems(scope={"published": {"from": 86_400}})


def test_the_key_is_the_id_where_there_is_one() -> None:
    assert case(id="ending").key == "ending"


def test_the_key_of_a_case_without_id_follows_from_what_is_asked() -> None:
    key = case().key
    assert key == case(tags=["x"], note="n", evidence=["a quote"]).key
    assert key != case(scope={"item_id": "film"}).key
    assert key != case(history=[{"role": "user", "content": "Hello."}]).key
    assert key.startswith("case_")
    assert len(key) == len("case_") + 12


def test_what_is_default_is_not_written() -> None:
    assert case().written() == {"question": "What about the ending?"}


def test_points_and_counts_are_written_as_short_as_they_go() -> None:
    made = case(
        evidence=[
            {"any_of": [{"quote": "one"}]},
            {"any_of": [{"quote": "two", "review": "r"}], "stance": "positive"},
            {"any_of": ["three", "four"], "stance": "negative"},
            {"any_of": [{"quote": "five"}], "stance": "mixed"},
        ],
        counts={"mentioning": {"min": 2, "max": 2}, "positive": {"min": 1, "max": 3}, "negative": {"min": 1}},
        must_contain=[["a"], ["b", "c"]],
    )
    written = made.written()
    assert written["evidence"] == [
        "one",
        {"quote": "two", "review": "r", "stance": "positive"},
        {"any_of": ["three", "four"], "stance": "negative"},
        {"quote": "five", "stance": "mixed"},
    ]
    assert written["counts"] == {"mentioning": 2, "positive": {"min": 1, "max": 3}, "negative": {"min": 1}}
    assert written["must_contain"] == ["a", ["b", "c"]]


def test_what_is_written_reads_as_the_same_case() -> None:
    made = case(
        id="x",
        scope={"item_id": "film", "published": {"from": "2024-01-31"}, "rating": {"lte": 3}},
        history=[{"role": "assistant", "content": "Ask me."}],
        evidence=[{"review": "r", "start": 0, "end": 3, "stance": "positive"}, "quote"],
        stance="mixed",
        counts={"reviews_in_scope": 6},
        must_contain=[["a", "b"]],
        must_not_contain=["c"],
        reference="Well.",
        tags=["a"],
        note="n",
    )
    assert Case.model_validate(made.written()) == made


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(deadline=None)
@given(
    question=TEXTS.filter(lambda text: bool(text.strip())),
    quotes=st.lists(TEXTS, max_size=3),
    counts=st.dictionaries(st.sampled_from(list(Counts.model_fields)), st.integers(0, 99)),
)
def test_any_case_survives_being_written(question: str, quotes: list[str], counts: dict[str, int]) -> None:
    made = Case.model_validate({"question": question, "evidence": quotes, "counts": counts})
    assert Case.model_validate(made.written()) == made
