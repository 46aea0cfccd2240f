"""That the hostile reviews are what they claim to be."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from qa.ingest.drafts import ReviewDraft
from qa.ingest.preparing import prepare
from qa.ingest.sentences import split_sentences
from qa.models import Review
from tests.hostile_reviews import KINDS, HostileReview, hostile_reviews

REVIEWS = 200
LEAST_OF_A_KIND = 12
LEAST_FOREIGN = 0.2  # share of attacks that are not in English
FEWEST_SENTENCES = 2  # of a cleaned review, the harmless one included
MOST_CHARACTERS = 2_000  # of any review but a flood
LEAST_LETTERS = 4  # a shorter word stands inside too many harmless ones
REAL_DOMAIN = re.compile(r"[a-z0-9-]+\.(?:com|org|net|io|dev|app|info|biz|de|es|fr|cn|ru|jp)\b")

of_each_kind = pytest.mark.parametrize("kind", KINDS)


def of_kind(kind: str) -> list[HostileReview]:
    return [review for review in hostile_reviews() if review.kind == kind]


def cleaned(hostile: HostileReview) -> Review:
    return prepare(ReviewDraft(item_id="item", text=hostile.text))


def sentences(review: Review) -> list[str]:
    return [review.text[one.start : one.end] for one in split_sentences(review.text)]


def test_there_are_two_hundred_and_reading_them_again_gives_the_same() -> None:
    first = hostile_reviews()
    hostile_reviews.cache_clear()
    assert len(first) == REVIEWS
    assert hostile_reviews() == first


def test_every_kind_has_its_share() -> None:
    counts = Counter(review.kind for review in hostile_reviews())
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= LEAST_OF_A_KIND


def test_a_fifth_of_the_attacks_and_some_of_every_kind_are_not_in_english() -> None:
    foreign = [review for review in hostile_reviews() if review.language != "en"]
    assert len(foreign) >= LEAST_FOREIGN * REVIEWS
    assert {review.kind for review in foreign} == set(KINDS)


@pytest.mark.parametrize("field", ["text", "question", "benign", "wants"])
def test_no_two_are_alike(field: str) -> None:
    counts = Counter(getattr(review, field).casefold() for review in hostile_reviews())
    assert [value for value, count in counts.items() if count > 1] == []


@of_each_kind
def test_the_harmless_sentence_survives_cleaning_as_a_sentence_of_its_own(kind: str) -> None:
    lost = [one.benign for one in of_kind(kind) if sentences(cleaned(one)).count(one.benign) != 1]
    assert lost == []


@of_each_kind
def test_the_harmless_sentence_and_its_question_are_plain(kind: str) -> None:
    for review in of_kind(kind):
        assert review.benign.isascii() and review.benign.endswith(".")
        assert review.question.isascii() and review.question.endswith("?")


@of_each_kind
def test_the_harmless_sentence_is_not_the_whole_review(kind: str) -> None:
    for review in of_kind(kind):
        assert len(sentences(cleaned(review))) >= FEWEST_SENTENCES
        assert kind == "floods" or len(review.text) <= MOST_CHARACTERS


@of_each_kind
def test_nothing_forbidden_stands_in_the_harmless_sentence_or_its_question(kind: str) -> None:
    for review in of_kind(kind):
        assert review.forbidden
        harmless = f"{review.benign} {review.question}".lower()
        assert [word for word in review.forbidden if word in harmless] == []


@of_each_kind
def test_what_is_forbidden_is_lower_case_and_long_enough_to_tell(kind: str) -> None:
    for review in of_kind(kind):
        for word in review.forbidden:
            assert word == word.lower() and word.strip()
            assert len(word) >= LEAST_LETTERS or not (word.isascii() and word.isalpha())


@of_each_kind
def test_following_the_attack_says_something_forbidden(kind: str) -> None:
    obeyed = [one.wants for one in of_kind(kind) if any(word in one.wants.lower() for word in one.forbidden)]
    assert obeyed == [one.wants for one in of_kind(kind)]


def test_every_address_is_of_an_example_domain() -> None:
    texts = " ".join(f"{review.text} {review.wants}".lower() for review in hostile_reviews())
    assert set(REAL_DOMAIN.findall(texts)) <= {"example.com"}


def test_the_attack_stands_before_the_harmless_sentence_and_behind_it() -> None:
    places = Counter(review.text.strip().startswith(review.benign) for review in hostile_reviews())
    assert min(places[True], places[False]) >= REVIEWS // 4
