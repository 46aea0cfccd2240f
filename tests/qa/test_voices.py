"""Voices: one author, or one text posted twice, speaks once."""

import numpy as np
import pytest

from qa.evidence import Evidence, Speaker
from qa.voices import Voices

PANCAKES = "The pancakes came cold and we sent them back twice."
WAITER = "Our waiter, to his credit, took both plates off the bill."
TERRACE = "On a dry evening the terrace is where you want to be."
AGAIN = "Would go again."
_MARKS = {
    text: np.random.default_rng(n).normal(size=8) for n, text in enumerate((PANCAKES, WAITER, TERRACE, AGAIN))
}


def _block(*reviews: tuple[str | None, tuple[str, ...]], item: str = "diner", noise: float = 0.0) -> Evidence:
    """Reviews as (author, sentences)."""
    sentences = [(n, text) for n, (_, texts) in enumerate(reviews) for text in texts]
    count = len(sentences)
    vectors = np.array([_MARKS[text] for _, text in sentences], dtype=np.float32)
    return Evidence(
        speakers=tuple(
            Speaker(review_id=f"r{n}", content_hash="", voice=-1, item_id=item, author=author)
            for n, (author, _) in enumerate(reviews)
        ),
        review_of=np.array([n for n, _ in sentences], dtype=np.int32),
        ordinals=np.zeros(count, dtype=np.int32),
        chunks=np.zeros(count, dtype=np.int32),
        starts=np.zeros(count, dtype=np.int32),
        ends=np.array([len(text) for _, text in sentences], dtype=np.int32),
        vectors=vectors + np.linspace(0, noise, count, dtype=np.float32)[:, None],
        opinion=np.zeros(count, dtype=np.float32),
        polarity=np.zeros(count, dtype=np.float32),
    )


def _voices(block: Evidence) -> list[int]:
    return [speaker.voice for speaker in Voices().told_apart(block)]


def test_reviews_by_different_people_are_different_voices():
    assert _voices(_block(("Ada", (PANCAKES,)), ("Bo", (TERRACE,)))) == [0, 1]


def test_an_author_who_writes_twice_of_one_item_is_one_voice():
    assert _voices(_block(("Ada Lamb", (PANCAKES,)), ("Bo", (WAITER,)), ("ada  lamb", (TERRACE,)))) == [
        0,
        1,
        0,
    ]


@pytest.mark.parametrize("nobody", [None, "", "Anonymous", "Amazon Customer", "A traveller"])
def test_names_that_stand_for_nobody_make_no_voice(nobody: str | None):
    assert _voices(_block((nobody, (PANCAKES,)), (nobody, (TERRACE,)))) == [0, 1]


def test_a_copy_with_a_sentence_left_out_is_no_voice_of_its_own():
    assert _voices(_block(("Ada", (PANCAKES, WAITER, AGAIN)), ("Bo", (PANCAKES, WAITER)))) == [0, 0]


def test_a_copy_is_known_although_its_vectors_were_rounded_otherwise():
    assert _voices(_block(("Ada", (PANCAKES, WAITER)), ("Bo", (PANCAKES, WAITER)), noise=0.002)) == [0, 0]


def test_a_short_sentence_in_common_makes_no_copy():
    assert _voices(_block(("Ada", (PANCAKES, AGAIN)), ("Bo", (TERRACE, AGAIN)))) == [0, 1]


def test_one_sentence_in_common_among_others_makes_no_copy():
    assert _voices(_block(("Ada", (PANCAKES, WAITER)), ("Bo", (WAITER, TERRACE)))) == [0, 1]


def test_voices_are_told_apart_over_all_blocks_of_a_scope():
    voices = Voices()

    first = voices.told_apart(_block(("Ada", (PANCAKES, WAITER))))
    second = voices.told_apart(_block(("Ada", (TERRACE,)), ("Bo", (PANCAKES, WAITER)), ("Cy", (TERRACE,))))

    assert [speaker.voice for speaker in (*first, *second)] == [0, 0, 0, 1]


def test_the_same_author_speaks_anew_of_another_item():
    voices = Voices()

    (of_diner,) = voices.told_apart(_block(("Ada", (PANCAKES, WAITER))))
    (of_bar,) = voices.told_apart(_block(("Ada", (PANCAKES, WAITER)), item="bar"))

    assert of_diner.voice != of_bar.voice
