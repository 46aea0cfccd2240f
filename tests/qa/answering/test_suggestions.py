from __future__ import annotations

import numpy as np
import pytest

from qa.answering.suggestions import Offer, Spoken, chosen, is_borne_out, worded
from qa.models import Question, Stance, WantedStance


def spoken(phrase: str, *, positive: int = 1, negative: int = 1) -> Spoken:
    return Spoken(phrase=phrase, plural=phrase.endswith("s"), positive=positive, negative=negative)


def question(text: str, aspect: str | None = None, stance: WantedStance = "either") -> Question:
    terms = tuple((aspect or "").removeprefix("the ").split())
    return Question(text=text, kind="opinion", stance=stance, aspect=aspect, terms=terms)


def offer(asked: Question, at: int = 0) -> Offer:
    return Offer(question=asked, vector=np.eye(4, dtype=np.float32)[at])


def test_things_are_asked_about_in_turn_in_several_ways_and_then_the_whole() -> None:
    things = [spoken("the beds"), spoken("the lift"), spoken("the bells"), spoken("the view")]
    assert list(worded(things, 5)) == [
        "How are the beds?",
        "What do reviewers dislike about the lift?",
        "How many reviewers mention the bells?",
        "What do reviewers like about the view?",
        "What do reviewers dislike?",
        "What do reviewers like most?",
    ]


def test_one_reviewer_is_asked_about_as_one_and_not_counted() -> None:
    things = [spoken("the beds"), spoken("the lift"), spoken("the bells")]
    assert list(worded(things, 1))[1:3] == [
        "What did the reviewer dislike about the lift?",
        "What did the reviewer like about the bells?",
    ]


def test_a_side_that_nobody_takes_is_not_asked_for() -> None:
    things = [spoken("the beds"), spoken("the lift", negative=0)]
    assert list(worded(things, 5))[1] == "How is the lift?"


@pytest.mark.parametrize(
    ("stance", "claims", "borne_out"),
    [
        ("negative", ["positive"], False),
        ("negative", ["positive", "negative"], True),
        ("positive", [], False),
        ("either", ["neutral"], True),
        ("either", [], False),
    ],
)
def test_a_question_for_a_side_needs_a_claim_on_it(
    stance: WantedStance, claims: list[Stance], borne_out: bool
) -> None:
    assert is_borne_out(question("Why?", stance=stance), claims) is borne_out


def test_what_was_just_asked_and_what_is_near_it_is_not_offered() -> None:
    beds, bells = question("How are the beds?", "the beds"), question("How are the bells?", "the bells")
    offers = [offer(beds, 0), offer(bells, 1)]
    asked = question("Is the bed soft?", "the bed")
    assert chosen(offers, asked, np.eye(4, dtype=np.float32)[3]) == ("How are the bells?",)
    near_in_meaning = question("Do they ring?", "the ringing")
    assert chosen(offers, near_in_meaning, np.eye(4, dtype=np.float32)[1]) == ("How are the beds?",)


def test_two_questions_on_the_same_side_of_the_whole_are_one() -> None:
    against, praise = (
        question("What do reviewers dislike?", stance="negative"),
        question("What do reviewers like most?", stance="positive"),
    )
    asked = question("Any gripes?", stance="negative")
    assert chosen([offer(against), offer(praise, 1)], asked, np.eye(4, dtype=np.float32)[3]) == (praise.text,)


def test_no_more_than_three_are_shown_and_all_may_be_where_nothing_was_asked() -> None:
    offers = [offer(question(f"How is {name}?", name), n) for n, name in enumerate("abcd")]
    assert len(chosen(offers, None, None)) == 3
