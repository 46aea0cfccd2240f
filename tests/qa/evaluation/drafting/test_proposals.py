from __future__ import annotations

from typing import Any

from qa.evaluation.cases import Scope
from qa.evaluation.drafting.proposals import propose
from qa.evaluation.points import Passage, Point


def proposed(*points: Point) -> list[Any]:
    case = propose("Why?", sort="fact", aspect="", scope=Scope(), worth=1.0, evidence=points).case
    return [point.written() for point in case.evidence]


def point(*quotes: str) -> Point:
    return Point(any_of=tuple(Passage(quote=quote) for quote in quotes))


def test_a_passage_is_an_alternative_to_itself_only_once() -> None:
    assert proposed(point("a", "b", "a")) == [{"any_of": ["a", "b"]}]


def test_a_point_that_repeats_another_is_left_out() -> None:
    assert proposed(point("a"), point("b", "a"), point("a")) == ["a", "b"]


def test_the_same_words_of_two_reviews_are_two_passages() -> None:
    passages = tuple(Passage(quote="a", review=review) for review in ("r1", "r2"))
    assert proposed(Point(any_of=passages)) == [
        {"any_of": [{"quote": "a", "review": "r1"}, {"quote": "a", "review": "r2"}]}
    ]
