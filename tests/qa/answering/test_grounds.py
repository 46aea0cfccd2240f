"""When the evidence answers, and when it does not."""

from collections.abc import Callable

import pytest

from qa.answering.candidates import Candidate
from qa.answering.grounds import bears_on, mentions_aspect
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
    far = candidate("It rained.", cosine=0.05)

    assert is_answerable(_question("Any gripes?", kind="opinion", aspect=None), [far])


@pytest.mark.parametrize(("cosine", "aspect", "answered"), [(0.45, 0.4, True), (0.2, 0.1, False)])
def test_a_sentence_must_come_close(candidate: Make, cosine: float, aspect: float, answered: bool):
    close = candidate("The captain steers by the lamps.", cosine=cosine, aspect=aspect)

    assert is_answerable(_question("Who pilots the boat?", terms=("pilots", "boat")), [close]) is answered


def test_the_asked_words_make_up_for_distance(candidate: Make):
    question = _question("Where do the lamps hang?", terms=("lamps", "hang"))

    assert is_answerable(question, [candidate("The lamps hang in a yard.", cosine=0.2, aspect=0.05)])
    assert not is_answerable(question, [candidate("The lights are in a yard.", cosine=0.2, aspect=0.05)])


def test_a_subject_that_no_sentence_tells_of_is_not_answered_by_a_close_one(candidate: Make):
    question = _question("Who composed the score?", terms=("composed", "score"))

    assert not is_answerable(
        question, [candidate("The film was directed by Ada Lind.", cosine=0.6, aspect=0.6)]
    )
    assert is_answerable(question, [candidate("Ada Lind's music is tender.", cosine=0.6, aspect=0.6)])


def test_a_number_must_be_given_where_one_is_asked(candidate: Make):
    question = _question("How many lamps are there?", terms=("lamps",))

    assert not is_answerable(question, [candidate("The lamps glow.", cosine=0.6, aspect=0.6)])
    assert is_answerable(question, [candidate("Forty lamps glow.", cosine=0.6, aspect=0.6)])


@pytest.mark.parametrize(
    ("text", "aspect", "mentions"),
    [
        ("The ending drags.", 0.1, True),
        ("The finale drags.", 0.1, True),
        ("The film ended badly.", 0.1, True),
        ("It peters out.", 0.6, True),
        ("The film is good.", 0.5, False),
        ("The last reel drags.", 0.3, False),
    ],
)
def test_a_sentence_mentions_an_aspect_by_its_name_or_when_it_all_but_names_it(
    candidate: Make, text: str, aspect: float, mentions: bool
):
    assert mentions_aspect(ENDING, candidate(text, cosine=0.9, aspect=aspect)) is mentions


def test_a_sentence_may_bear_on_an_aspect_without_naming_it(candidate: Make):
    question = _question("How is the acting?", "opinion", "the acting", ("acting",))

    assert bears_on(question, candidate("A portrayal to remember.", cosine=0.3, aspect=0.2))
    assert not bears_on(question, candidate("The film is good.", cosine=0.7, aspect=0.4))


def test_every_word_of_an_aspect_must_be_there_to_mention_it(candidate: Make):
    question = _question("How is the first meal?", "opinion", "the first meal", ("first", "meal"))

    assert mentions_aspect(question, candidate("The first dish was cold.", aspect=0.2))
    assert not mentions_aspect(question, candidate("The last meal was cold.", aspect=0.2))


def test_what_no_review_mentions_is_answered_only_by_what_hints_at_it_or_comes_very_close(candidate: Make):
    question = _question("How is the service?", "opinion", "the service", ("service",))
    bass = candidate("A bass that knows its place.", cosine=0.48, aspect=0.4)
    desk = candidate("The receptionist snapped at us.", cosine=0.48, aspect=0.4)
    close = candidate("Nobody looked after us.", cosine=0.55, aspect=0.4)

    assert not is_answerable(question, [bass], UNMENTIONED)
    assert is_answerable(question, [bass, desk], UNMENTIONED)
    assert is_answerable(question, [bass, close], UNMENTIONED)


def test_a_count_of_what_no_review_mentions_has_nothing_to_quote(candidate: Make):
    question = _question("How many mention the service?", "count", "the service", ("service",))

    assert not is_answerable(question, [candidate("The waiter left.", cosine=0.9, aspect=0.5)], UNMENTIONED)


@pytest.mark.parametrize(
    ("question", "term", "text", "bears"),
    [
        ("Who directed it?", "directed", "The director is Ada Lind.", True),
        ("Who directed it?", "directed", "Bo Kern plays the tailor.", False),
        ("How long is it?", "long", "It runs for two hours.", True),
        ("How long is it?", "long", "It took a long way round.", False),
        ("What happens in it?", "happens", "The tailor sells his shop.", True),
    ],
)
def test_one_fact_is_told_with_the_words_it_is_asked_by(
    candidate: Make, question: str, term: str, text: str, bears: bool
):
    assert bears_on(_question(question, terms=(term,)), candidate(text)) is bears


def test_who_did_it_is_not_answered_where_nothing_tells_of_it(candidate: Make):
    question = _question("Who directed it?", aspect="directed", terms=("directed",))
    rope = candidate("Nobody knows the hand on the bell rope.", cosine=0.4, aspect=0.4)

    assert not is_answerable(question, [rope])
    assert is_answerable(question, [rope, candidate("Ada Lind is a filmmaker.", cosine=0.4, aspect=0.4)])
