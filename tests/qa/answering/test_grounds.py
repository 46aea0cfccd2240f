"""When the evidence answers, and when it does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa.answering.candidates import Candidate
from qa.answering.grounds import NEEDED_UNNAMED, asks_length, mentions_aspect, tells_length
from qa.answering.grounds import is_answerable as answerable_among
from qa.models import Coverage, Question

Make = Callable[..., Candidate]


MENTIONED = Coverage(reviews_in_scope=4, reviewers=4, mentioning=2, positive=1, negative=1)
UNMENTIONED = Coverage(reviews_in_scope=4, reviewers=4, mentioning=0, positive=0, negative=0)


ENDING = Question(
    text="How is the ending?", kind="opinion", stance="either", aspect="the ending", terms=("ending",)
)


def is_answerable(question: Question, candidates: list[Candidate], counts: Coverage = MENTIONED) -> bool:
    return answerable_among(question, candidates, counts)


def _question(
    text: str, kind: str = "fact", aspect: str | None = "x", terms: tuple[str, ...] = ()
) -> Question:
    return Question(text=text, kind=kind, stance="either", aspect=aspect, terms=terms)  # type: ignore[arg-type]


def test_nothing_answers_nothing():
    assert not is_answerable(_question("What?", kind="opinion", aspect=None), [])


def test_any_sentence_answers_what_is_asked_of_the_whole(candidate: Make):
    far = candidate("It rained.")

    assert is_answerable(_question("Any gripes?", kind="opinion", aspect=None), [far])


@pytest.mark.parametrize(("score", "answered"), [(0.45, True), (0.2, False)])
def test_a_sentence_must_come_close(candidate: Make, score: float, answered: bool):
    close = candidate("The captain steers by the lamps.", score=score)

    assert is_answerable(_question("Who pilots the boat?", terms=("pilots", "boat")), [close]) is answered


def test_a_subject_that_no_sentence_tells_of_is_not_answered_by_a_close_one(candidate: Make):
    question = _question("Who composed the score?", terms=("composed", "score"))

    assert not is_answerable(question, [candidate("The film was directed by Ada Lind.", aspect=0.6)])
    assert is_answerable(question, [candidate("Ada Lind's music is tender.", aspect=0.6)])


def test_a_number_must_be_given_where_one_is_asked(candidate: Make):
    question = _question("How many lamps are there?", terms=("lamps",))

    assert not is_answerable(question, [candidate("The lamps glow.", aspect=0.6)])
    assert is_answerable(question, [candidate("Forty lamps glow.", aspect=0.6)])


@pytest.mark.parametrize(
    ("text", "aspect", "mentions"),
    [
        ("The ending drags.", 0.1, True),
        ("The finale drags.", 0.1, True),
        ("The film ended badly.", 0.1, True),
        ("It peters out.", 0.6, True),
        ("The film is good.", 0.35, False),
        ("The last reel drags.", 0.3, False),
    ],
)
def test_a_sentence_mentions_an_aspect_by_its_name_or_when_it_all_but_names_it(
    candidate: Make, text: str, aspect: float, mentions: bool
):
    assert mentions_aspect(ENDING, candidate(text, aspect=aspect)) is mentions


def test_every_word_of_an_aspect_must_be_there_to_mention_it(candidate: Make):
    question = _question("How is the first meal?", "opinion", "the first meal", ("first", "meal"))

    assert mentions_aspect(question, candidate("The first dish was cold.", aspect=0.2))
    assert not mentions_aspect(question, candidate("The last meal was cold.", aspect=0.2))


def test_among_several_reviewers_of_whom_none_speaks_of_it_a_sentence_must_come_closer(candidate: Make):
    question = _question("How is the service?", "opinion", "the service", ("service",))
    near = candidate("A bass that knows its place.", score=0.36)
    very_near = candidate("Nobody looked after us.", score=0.5)

    assert is_answerable(question, [near])
    assert not is_answerable(question, [near], UNMENTIONED)
    assert is_answerable(question, [very_near, near], UNMENTIONED)


def test_where_a_word_of_the_question_stands_nowhere_a_sentence_must_come_closer(candidate: Make):
    question = _question("How is the sake?", "opinion", "the sake", ("sake",))
    near = candidate("The wine was dear.", score=0.4)

    assert answerable_among(question, [near], MENTIONED)
    assert not answerable_among(question, [near], MENTIONED, unspoken=True)
    assert answerable_among(question, [candidate("Warm rice wine.", score=0.5)], MENTIONED, unspoken=True)


def test_what_reads_as_an_answer_mentions_the_aspect(candidate: Make):
    read = replace(candidate("It peters out.", aspect=0.1), likely=True)

    assert mentions_aspect(ENDING, read)


def test_a_count_of_what_no_review_mentions_has_nothing_to_quote(candidate: Make):
    question = _question("How many mention the service?", "count", "the service", ("service",))

    assert not is_answerable(question, [candidate("The waiter left.", aspect=0.5)], UNMENTIONED)


@pytest.mark.parametrize(
    ("text", "tells"),
    [("It runs for two hours.", True), ("Ninety minutes.", True), ("It took a long way round.", False)],
)
def test_a_length_is_told_in_minutes_hours_or_pages(candidate: Make, text: str, tells: bool):
    question = _question("How long is it?", terms=("long",))

    assert asks_length(question)
    assert tells_length(candidate(text)) is tells
    assert is_answerable(question, [candidate(text)]) is tells


@pytest.mark.parametrize(
    ("name", "told", "named"),
    [
        ("Ada Lind", "As the captain, Lind is superb.", True),
        ("Ada Lind", "Lind's captain is superb.", True),
        ("Bo", "Bo is superb as the captain.", True),
        ("Ben Okoro", "As the captain, Lind is superb.", False),
        ("The Lord of the Tides", "The captain of the boat is superb.", False),
        ("Lamps", "It is superb.", True),  # the item's own
    ],
)
def test_a_name_that_no_sentence_gives_asks_for_a_closer_one(
    candidate: Make, name: str, told: str, named: bool
):
    question = Question(text=f"How is {name}?", kind="opinion", stance="either", names=(name,), aspect=name)
    near = candidate(told, score=NEEDED_UNNAMED - 0.05)

    assert is_answerable(question, [near]) is named
