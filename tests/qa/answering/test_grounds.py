"""When the evidence answers, and when it does not."""

from collections.abc import Callable

import pytest

from qa.answering.candidates import Candidate
from qa.answering.grounds import is_answerable, is_on_subject
from qa.models import Question

Make = Callable[..., Candidate]


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
    ("text", "cosine", "aspect", "on_subject"),
    [
        ("The finale drags.", 0.1, 0.1, True),
        ("It drags.", 0.1, 0.4, True),
        ("It drags.", 0.5, 0.1, True),
        ("It drags.", 0.3, 0.1, False),
    ],
)
def test_a_sentence_is_on_the_subject_by_closeness_or_by_word(
    candidate: Make, text: str, cosine: float, aspect: float, on_subject: bool
):
    question = _question("How is the ending?", kind="opinion", aspect="the ending", terms=("ending",))

    assert is_on_subject(question, candidate(text, cosine=cosine, aspect=aspect)) is on_subject
