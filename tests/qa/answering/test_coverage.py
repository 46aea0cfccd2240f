"""Counting who mentions what, and on which side."""

import numpy as np
import pytest

from qa.answering.coverage import coverage, naming_words
from qa.evidence import Evidence, Speaker
from qa.models import Coverage, Question
from qa.words import words

ASKED = np.array([1.0, 0.0], dtype=np.float32)
ENDING = np.array([0.0, 1.0], dtype=np.float32)
NEAR, FAR = (0.3, 0.8), (0.3, 0.2)  # to the aspect; both far from the question
TO_THE_POINT = (0.9, 0.2)  # near the question alone


def _block(rows: list[tuple[int, tuple[float, float], float, float]], names: tuple[str, ...]) -> Evidence:
    """Rows are (review, vector, opinion, polarity); reviews of one name are one voice."""
    return Evidence(
        speakers=tuple(Speaker(review_id=name, content_hash="", voice=ord(name)) for name in names),
        review_of=np.array([row[0] for row in rows], dtype=np.int32),
        ordinals=np.array(
            [[r[0] for r in rows[:i]].count(row[0]) for i, row in enumerate(rows)], dtype=np.int32
        ),
        chunks=np.zeros(len(rows), dtype=np.int32),
        starts=np.zeros(len(rows), dtype=np.int32),
        ends=np.ones(len(rows), dtype=np.int32),
        vectors=np.array([row[1] for row in rows], dtype=np.float32).reshape(-1, 2),
        opinion=np.array([row[2] for row in rows], dtype=np.float32),
        polarity=np.array([row[3] for row in rows], dtype=np.float32),
    )


def _question(aspect: str | None = "the ending", kind: str = "opinion") -> Question:
    return Question(text="?", kind=kind, stance="either", aspect=aspect)  # type: ignore[arg-type]


def test_every_review_counts_once_however_often_it_mentions():
    block = _block([(0, NEAR, 0.9, -0.8), (0, NEAR, 0.9, -0.8), (1, FAR, 0.9, 0.8)], ("a", "b"))

    assert coverage(_question(), [block], ASKED, aspect_vector=ENDING) == Coverage(
        reviews_in_scope=2, reviewers=2, mentioning=1, positive=0, negative=1
    )


def test_a_mixed_review_counts_on_both_sides():
    block = _block([(0, NEAR, 0.9, -0.8), (0, NEAR, 0.9, 0.8)], ("a",))

    counts = coverage(_question(), [block], ASKED, aspect_vector=ENDING)

    assert (counts.mentioning, counts.positive, counts.negative) == (1, 1, 1)


def test_what_is_no_opinion_takes_no_side():
    block = _block([(0, NEAR, 0.1, -0.9), (1, NEAR, 0.9, 0.0)], ("a", "b"))

    counts = coverage(_question(), [block], ASKED, aspect_vector=ENDING)

    assert (counts.mentioning, counts.positive, counts.negative) == (2, 0, 0)


def test_an_opinion_on_something_else_takes_no_side():
    block = _block([(0, NEAR, 0.1, 0.0), (0, FAR, 0.9, -0.9)], ("a",))

    counts = coverage(_question(), [block], ASKED, aspect_vector=ENDING)

    assert (counts.mentioning, counts.negative) == (1, 0)


def test_a_sentence_with_the_aspect_s_words_mentions_it_however_far():
    block = _block([(0, FAR, 0.9, 0.8), (0, FAR, 0.9, -0.8), (1, FAR, 0.9, 0.8)], ("a", "b"))

    counts = coverage(_question(), [block], ASKED, mentions={("a", 1)})

    assert (counts.mentioning, counts.positive, counts.negative) == (1, 0, 1)


def test_what_is_close_to_the_question_itself_mentions_the_aspect():
    block = _block([(0, TO_THE_POINT, 0.9, 0.8), (1, FAR, 0.9, -0.8)], ("a", "b"))

    counts = coverage(_question(), [block], ASKED, aspect_vector=ENDING)

    assert (counts.mentioning, counts.positive, counts.negative) == (1, 1, 0)


def test_a_fact_without_an_aspect_is_mentioned_by_what_is_close_to_the_question():
    block = _block([(0, TO_THE_POINT, 0.1, 0.0), (1, FAR, 0.1, 0.0)], ("a", "b"))

    assert coverage(_question(None, "fact"), [block], ASKED).mentioning == 1


def test_each_word_of_an_aspect_may_be_said_in_another():
    question = Question(
        text="How many mention the sad ending?",
        kind="count",
        stance="either",
        terms=("many", "sad", "ending"),
        aspect="the sad ending",
    )

    words = naming_words(question)

    assert set(words) == {"sad", "ending"}
    assert words["sad"] == {"sad"}
    assert {"ending", "finale", "conclusion"} <= words["ending"]
    assert "last" not in words["ending"]


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("We'll be back next year.", True),
        ("I would not stay here again.", True),
        ("Definitely returning in spring.", True),
        ("The room at the back was dark.", False),
        ("It would have been better with a window.", False),
    ],
)
def test_who_would_come_back_is_named_by_an_intention_and_a_second_time(text: str, tells: bool):
    question = Question(text="?", kind="count", stance="either", aspect="coming back", asks_return=True)

    named = [not alike.isdisjoint(words(text)) for alike in naming_words(question).values()]

    assert all(named) is tells


def test_who_only_comes_near_to_coming_back_is_not_counted():
    block = _block([(0, TO_THE_POINT, 0.9, 0.8), (1, FAR, 0.9, 0.8)], ("a", "b"))
    question = Question(text="?", kind="count", stance="either", aspect="coming back", asks_return=True)

    counts = coverage(question, [block], ASKED, aspect_vector=ENDING, mentions={("b", 0)})

    assert (counts.mentioning, counts.positive) == (1, 1)


def test_the_whole_item_is_mentioned_by_every_review_with_an_opinion():
    block = _block([(0, FAR, 0.9, 0.0), (1, NEAR, 0.2, 0.0)], ("a", "b"))

    assert coverage(_question(aspect=None), [block], ASKED).mentioning == 1


@pytest.mark.parametrize(
    ("vector", "share", "mentions"),
    [(NEAR, 0.4, 0), (NEAR, 0.6, 1), (FAR, 0.6, 0), (FAR, 0.8, 1)],
)
def test_what_was_read_decides_where_closeness_is_in_doubt(
    vector: tuple[float, float], share: float, mentions: int
):
    block = _block([(0, vector, 0.9, 0.8)], ("a",))

    counts = coverage(_question(), [block], ASKED, aspect_vector=ENDING, read={("a", 0): share})

    assert counts.mentioning == mentions


def test_blocks_add_up_and_reviews_without_sentences_are_in_scope():
    blocks = [
        _block([(0, NEAR, 0.9, 0.9)], ("a", "b")),
        _block([(0, NEAR, 0.9, -0.9)], ("c",)),
        _block([], ()),
    ]

    assert coverage(_question(), blocks, ASKED, aspect_vector=ENDING) == Coverage(
        reviews_in_scope=3, reviewers=3, mentioning=2, positive=1, negative=1
    )
    assert coverage(_question(), [], ASKED).reviews_in_scope == 0


def test_copies_are_in_scope_and_count_as_one_voice():
    block = _block([(0, NEAR, 0.9, -0.9), (1, NEAR, 0.9, -0.9), (2, NEAR, 0.9, 0.9)], ("a", "a", "b"))

    assert coverage(_question(), [block], ASKED, aspect_vector=ENDING) == Coverage(
        reviews_in_scope=3, reviewers=2, mentioning=2, positive=1, negative=1
    )


def test_on_the_whole_a_review_takes_the_sides_that_much_of_it_takes():
    praise, blame = (0, FAR, 0.9, 0.8), (0, FAR, 0.9, -0.8)
    mostly_for = _block([praise] * 5 + [blame], ("a",))
    mixed = _block([praise] * 2 + [blame], ("a",))

    def sides(block: Evidence) -> tuple[int, int]:
        counts = coverage(_question(aspect=None), [block], ASKED)
        return counts.positive, counts.negative

    assert sides(mostly_for) == (1, 0)
    assert sides(mixed) == (1, 1)
