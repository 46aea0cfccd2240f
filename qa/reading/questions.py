"""A question as typed, read for what it asks: kind, stance, aspect, and which voices are to answer."""

from __future__ import annotations

from datetime import date

from qa.errors import InvalidQuestion
from qa.models import Question
from qa.reading.aspects import aspect_of
from qa.reading.changes import asks_change
from qa.reading.kinds import kind_of
from qa.reading.names import asked_names, named_asker
from qa.reading.naming import content_words, described
from qa.reading.returning import intention_of
from qa.reading.stances import read_stance, settled_stance, stance_words
from qa.reading.vocabulary import ENGLISH, ROMANCE_AND_GERMAN
from qa.reading.voices import holder_of
from qa.reading.wording import worded
from qa.words import words

__all__ = ["MAX_QUESTION_CHARS", "aspect_text", "query_text", "read_question"]

MAX_QUESTION_CHARS = 2_000  # code points; longer is a document, not a question

_LIKELY_ANSWERS = {
    "negative": "The problem is that it is disappointing.",
    "positive": "It is excellent.",
    "both": "It is excellent, but the problem is that it is disappointing.",
}


def read_question(text: str, *, today: date | None = None) -> Question:
    """Read what a question asks for; dates are reckoned from `today`, by default the day it is.

    Raises: InvalidQuestion when it is empty, longer than `MAX_QUESTION_CHARS`, or holds no letter or digit.
    """
    _refuse_unusable(text)
    question = " ".join(text.split())
    wording = worded(question, today or date.today())
    found, tokens, opening = wording.found, wording.tokens, wording.opening
    holder, holding = holder_of(question, found)
    changes = asks_change(wording)
    stance = read_stance(tokens)
    marked = stance_words(tokens)
    foreign = _is_foreign(question)
    kind = kind_of(
        wording,
        stance,
        named=content_words(tokens, marked),
        changes=changes,
        held=holder is not None,
        foreign=foreign,
    )
    judging = marked if kind in ("opinion", "verdict", "count") else frozenset()
    asker = named_asker(question, found, judging)
    returning = intention_of(tokens) if kind == "count" else None
    return Question(
        text=question,
        kind=kind,
        stance=settled_stance(stance, kind, wording),
        terms=content_words(tokens, judging | asker, described(tokens, opening)),
        aspect=returning or aspect_of(wording, kind, judging | asker, holding=holding, changes=changes),
        foreign=foreign,
        asks_whether=opening.whether,
        asks_change=changes,
        asks_return=returning is not None,
        names=asked_names(question, found, asker),
        holder=holder,
        published=wording.published,
        stars=wording.stars,
    )


def aspect_text(aspect: str) -> str:
    """The text whose vector stands for an aspect: asked for without a side, whatever side is asked of it."""
    return f"How is {aspect}?"


def query_text(question: Question) -> str:
    """The text whose vector stands for the question.

    A question that names a stance and nothing else is close to no sentence in particular; the start of a
    likely answer puts it near those that judge.
    """
    if question.aspect is None and question.kind == "opinion":
        return f"{question.text} {_LIKELY_ANSWERS.get(question.stance, '')}".strip()
    return question.text


def _is_foreign(text: str) -> bool:
    """Whether a question looks to be in another language than English, whose questions are read best."""
    asked = frozenset(words(text))
    return ENGLISH.isdisjoint(asked) and not (text.isascii() and ROMANCE_AND_GERMAN.isdisjoint(asked))


def _refuse_unusable(text: str) -> None:
    if len(text) > MAX_QUESTION_CHARS:
        raise InvalidQuestion(
            f"The question has {len(text):,} characters; ask it in at most {MAX_QUESTION_CHARS:,}."
        )
    if not any(character.isalnum() for character in text):
        raise InvalidQuestion("The question holds no word; ask something about the reviews.")
