"""A question as typed, read for what it asks: kind, stance, aspect and content words."""

from __future__ import annotations

from collections.abc import Sequence

from qa.errors import InvalidQuestion
from qa.models import Question, QuestionKind, WantedStance
from qa.reading.aspects import aspect_of, content_words, named_asker
from qa.reading.stances import find_phrase, is_liking, read_stance, stance_words
from qa.reading.vocabulary import (
    ASKERS,
    BESIDE,
    COMPARING,
    COMPARING_PHRASES,
    COUNTED,
    ENGLISH,
    OPINION_PHRASES,
    ROMANCE_AND_GERMAN,
    VERDICT,
    VERDICT_PHRASES,
    WORKS,
)
from qa.words import placed_words, word_set, words

__all__ = ["MAX_QUESTION_CHARS", "query_text", "read_question"]

MAX_QUESTION_CHARS = 2_000  # code points; longer is a document, not a question

_YES_NO = word_set(
    """is are was were do does did has have had can could will would should didn't doesn't isn't wasn't
    aren't weren't don't"""
)
_BE = word_set("is are was were")
_OPENERS = word_set("isn't aren't wasn't weren't")
_PARTICIPLES = ("ed", "made", "shot", "done", "told", "cut", "built", "written", "based")
_LIKELY_ANSWERS = {
    "negative": "The problem is that it is disappointing.",
    "positive": "It is excellent.",
    "both": "It is excellent, but the problem is that it is disappointing.",
}


def read_question(text: str) -> Question:
    """Read what a question asks for.

    Raises: InvalidQuestion when it is empty, longer than `MAX_QUESTION_CHARS`, or holds no letter or digit.
    """
    _refuse_unusable(text)
    question = " ".join(text.split())
    found = placed_words(question)
    tokens = [word.text for word in found]
    stance = read_stance(tokens)
    kind = _kind(tokens, stance)
    marked = stance_words(tokens) if kind in ("opinion", "verdict", "count") else frozenset()
    marked |= named_asker(question, found, marked)
    aspect = aspect_of(question, found, kind, marked)
    return Question(
        text=question,
        kind=kind,
        stance=_settled(stance, kind, tokens, aspect),
        terms=content_words(tokens, marked),
        aspect=aspect,
        foreign=_is_foreign(question),
    )


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


def _kind(tokens: Sequence[str], stance: WantedStance) -> QuestionKind:
    if _counts_voices(tokens):
        return "count"
    if _asks_for_likeness(tokens):
        return "comparison"
    if any(word in VERDICT for word in tokens) or find_phrase(tokens, VERDICT_PHRASES):
        return "verdict"
    if stance != "either" or find_phrase(tokens, OPINION_PHRASES) or _asks_how_it_is(tokens):
        return "opinion"
    return "fact"


def _asks_for_likeness(tokens: Sequence[str]) -> bool:
    beside = any(
        word in BESIDE and set(tokens[place + 1 : place + 3]) & WORKS for place, word in enumerate(tokens)
    )
    return beside or any(word in COMPARING for word in tokens) or bool(find_phrase(tokens, COMPARING_PHRASES))


def _counts_voices(tokens: Sequence[str]) -> bool:
    """Whether voices are counted ("how many reviewers") rather than things ("how many cameras")."""
    for first, second, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if first == "how" and second in ("many", "often") and (third in COUNTED or third in ASKERS):
            return True
    shares = {"share", "proportion", "percentage", "fraction"} & set(tokens)
    return bool(shares) and any(word in ASKERS for word in tokens)


def _asks_how_it_is(tokens: Sequence[str]) -> bool:
    """Whether a state is asked for: "How is the battery?", "What is the room like?", "Is it fresh?"."""
    if len(tokens) < 3 or tokens[1] == "there":
        return False
    if tokens[-1] == "like" and not is_liking(tokens, len(tokens) - 1):
        return True
    asked = tokens[0] in ("how", "is", "are", "was", "were") or tokens[0] in _OPENERS
    how = tokens[0] == "how's" or (asked and (tokens[0] != "how" or tokens[1] in _BE))
    return how and not any(word.endswith(_PARTICIPLES) for word in tokens[2:6])


def _settled(
    stance: WantedStance, kind: QuestionKind, tokens: Sequence[str], aspect: str | None
) -> WantedStance:
    """The stance once the kind is known: facts and likenesses take none, and a polite yes/no is open."""
    if kind in ("fact", "comparison"):
        return "either"
    if kind == "verdict":
        return "both" if stance == "both" or "worth" in tokens else "either"
    asks_for_any = aspect is None and any(word.startswith("any") for word in tokens)
    if stance == "positive" and tokens[0] in _YES_NO and not asks_for_any:
        return "either"
    return stance
