from __future__ import annotations

from typing import Any

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.report.rows import number, row_payload, words
from qa.evaluation.report.seen import Seen
from qa.evaluation.runs import ReviewRow, ScoreRow

TEXT = "😀 The soup was cold."


def test_citations_carry_number_place_and_standing(make_row: Any, citing: Any) -> None:
    row = make_row(answer=citing(("r", TEXT, "The soup was cold.")))
    shown = row_payload(Seen(row=row, reviews={"r": ReviewRow(text=TEXT)}))["answer"]["citations"][0]
    assert (shown["n"], shown["status"], shown["place"]) == (1, "stands", ["r", 2, 20])
    assert not shown["nearly"]


def test_a_place_with_other_words_is_only_near(make_row: Any) -> None:
    cited = Cited(quote="The soup was gold.", review_id="r", start=2, end=20)
    answer = SystemAnswer(text="So [1].", answered=True, citations=(cited,), nearest=(cited,))
    shown = row_payload(Seen(row=make_row(answer=answer), reviews={"r": ReviewRow(text=TEXT)}))["answer"]
    for one in (shown["citations"][0], shown["nearest"][0]):
        assert (one["status"], one["place"], one["nearly"]) == ("differs", ["r", 2, 20], True)


def test_retrieved_words_are_left_out_where_the_review_is_at_hand(make_row: Any) -> None:
    here = Cited(quote="The soup", review_id="r", start=2, end=10)
    away = Cited(quote="Elsewhere", review_id="gone", start=0, end=9)
    answer = SystemAnswer(text="So.", answered=True, retrieved=(here, away))
    shown = row_payload(Seen(row=make_row(answer=answer), reviews={"r": ReviewRow(text=TEXT)}))
    assert [one["quote"] for one in shown["answer"]["retrieved"]] == [None, "Elsewhere"]


def test_a_point_found_nowhere_shows_the_words_of_the_case(make_row: Any) -> None:
    row = make_row(points=[[]], case={"evidence": ["warm bread"]})
    assert row_payload(Seen(row=row, reviews={}))["points"][0]["words"] == "warm bread"


def test_scores_are_value_weight_chance_and_error(make_row: Any) -> None:
    row = make_row(scores={"m": ScoreRow(value=0.5, weight=2, chance=0.1), "n": ScoreRow(error="no")})
    assert row_payload(Seen(row=row, reviews={}))["scores"] == {
        "m": [0.5, 2.0, 0.1, None],
        "n": [None, 1.0, None, "no"],
    }


def test_numbers_that_json_cannot_hold_are_none() -> None:
    assert [number(value) for value in (0.5, None, float("nan"), float("inf"))] == [0.5, None, None, None]


def test_nested_settings_are_told_by_their_path() -> None:
    assert words({"llm": {"model": "x", "top": {"k": 3}}, "fast": True}) == [
        ["llm model", "x"],
        ["llm top k", "3"],
        ["fast", "True"],
    ]
