"""Which stance the words of a question ask for: what speaks against, what speaks for, both, or either."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from qa.models import QuestionKind, RatingRange, WantedStance
from qa.reading.clauses import AUXILIARIES, DOING, WH
from qa.reading.phrases import find_phrase
from qa.reading.predicates import is_predicate, is_unwelcome
from qa.reading.vocabulary import (
    AGAINST,
    AGAINST_PHRASES,
    ASKERS,
    BOTH,
    BOTH_PHRASES,
    FOR,
    FOR_PHRASES,
    NEGATIONS,
    OPINION_NOUNS,
)
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["is_liking", "opinions_differ", "read_stance", "settled_stance", "stance_words"]

_NEGATION_REACH = 4  # words a negation governs: "not exactly to their liking"
_OPENERS = word_set(
    """didn't don't doesn't isn't aren't wasn't weren't hasn't haven't couldn't shouldn't wouldn't"""
)
_DO = word_set("do does did don't doesn't didn't dont doesnt didnt would to not")
_BE = word_set("is are was were be been what's it's that's looks look feel feels sound sounds seem")
_AFTER_WORKING = word_set("as for well best here in about so and or most least")
_WORKS = word_set("work works worked working land lands landed")
_RECOMMENDING = word_set("recommend recommends recommended")
_FEW_STARS, _MANY_STARS = 2, 4  # of five
_PERSONAL = word_set("he she they them him her them his their i me my you your we us our")
_SENSING = word_set("feel feels felt seem seems look looks taste tastes smell smells sound sounds")
_NO_ADJECTIVES = word_set("not no the a an this that is just only in on at with without what worse")
_NOT_DESCRIBED = word_set(  # they follow a noun, or name a fault or a merit with the word before them
    "with in about to for of on at or and point points spot spots side link part parts thing things aspect"
)
# Adjectives that name a thing as often as they fault it: "small plates", "cold drinks", "thin crust".
_NO_FAULT = word_set("small low thin cold salty bitter broken tiny")


def is_liking(tokens: Sequence[str], index: int) -> bool:
    """Whether "like" at `index` is the verb of taste, not of likeness."""
    if index == 0 or tokens[index] not in ("like", "likes"):
        return False
    before = tokens[:index]
    if before[-1] in _BE:
        return False
    subject = before[-1] in ASKERS or before[-1] in _DO or tokens[index] == "likes"
    return subject or (any(word in _DO for word in before) and not any(word in _BE for word in before))


def stance_words(tokens: Sequence[str]) -> frozenset[int]:
    """Indexes of the tokens that carry the stance, for or against."""
    marked = {i for i, word in enumerate(tokens) if word in AGAINST or word in FOR or word in BOTH}
    marked |= {i for i in range(len(tokens)) if is_liking(tokens, i) or _is_working(tokens, i)}
    for phrases in (AGAINST_PHRASES, FOR_PHRASES, BOTH_PHRASES):
        span = find_phrase(tokens, phrases)
        if span is not None:
            marked.update(index for index in _ends(span))
    return frozenset(marked)


def read_stance(tokens: Sequence[str]) -> WantedStance:
    """The stance that the case-folded words of a question ask for."""
    if any(word in BOTH for word in tokens) or find_phrase(tokens, BOTH_PHRASES):
        return "both"
    if opinions_differ(tokens) or _offers_both(tokens):
        return "both"
    against, favour = _votes(tokens)
    if not against and not favour and _presumes_fault(tokens):
        return "negative"
    if not against and tokens[0] == "why" and any(word in NEGATIONS for word in tokens):
        return "negative"
    if against and favour:
        return "both" if "and" in tokens or "or" in tokens else "negative"
    if against:
        return "negative"
    return "positive" if favour else "either"


def settled_stance(stance: WantedStance, kind: QuestionKind, wording: Wording) -> WantedStance:
    """The stance once the kind is known: facts and likenesses take none, and a yes/no question is open.

    Open is "Is it boring?", whose answer may be no; "Is there anything wrong?" and "Did anyone complain?" ask
    for one side whatever the answer.
    """
    tokens = wording.tokens
    if kind in ("fact", "comparison"):
        return "either"
    if kind == "count" and stance == "either" and not _RECOMMENDING.isdisjoint(tokens):
        return "positive"
    if stance == "either" and tokens[0] == "why":
        return _explained(wording.stars)
    if kind == "verdict":
        return "both" if stance == "both" or "worth" in tokens else "either"
    if not wording.opening.whether or kind == "count" or stance == "both":
        return stance
    return stance if _asks_for_any(wording.asked) else "either"


def _explained(stars: RatingRange) -> WantedStance:
    """The side that explains a rating, out of five as most are: "Why did people give it one star?"."""
    if stars.lte is not None and stars.lte <= _FEW_STARS:
        return "negative"
    return "positive" if stars.gte is not None and stars.gte >= _MANY_STARS else "either"


def _asks_for_any(asked: Sequence[str]) -> bool:
    """Whether it is asked for what there is: "Are there problems with ...?", "Does she have complaints?"."""
    pairs = set(itertools.pairwise(asked))
    if any(one.startswith("any") and two not in ("good", "use") for one, two in pairs):
        return True
    if asked[-1].startswith("any"):
        return True
    if _describes(asked):
        return False
    return "there" in asked[1:3] or "have" in asked[2:5]


def _describes(asked: Sequence[str]) -> bool:
    """Whether the only judgement is an adjective before its noun: "Is there a good choice of beers?"."""
    judging = [i for i, word in enumerate(asked) if word in FOR or word in AGAINST]
    return bool(judging) and all(
        asked[i - 1] in ("a", "an") and asked[i + 1 : i + 2] and asked[i + 1] not in _NOT_DESCRIBED
        for i in judging
    )


def opinions_differ(tokens: Sequence[str]) -> bool:
    """Whether it is asked where reviewers part: "How do opinions on the ending differ?"."""
    parting = not {"differ", "differs", "vary", "clash"}.isdisjoint(tokens)
    return parting and any(word in OPINION_NOUNS or word in ASKERS - _PERSONAL for word in tokens)


def _offers_both(tokens: Sequence[str]) -> bool:
    """Whether two contrary readings are offered: "Is the ending satisfying or rushed?"."""
    if tokens[0] not in AUXILIARIES and _is_clause(tokens):
        return False
    for i in range(2, len(tokens) - 1):
        if tokens[i] == "or" and tokens[i + 1] not in _NO_ADJECTIVES:
            return is_predicate(tokens[i - 1]) or is_predicate(tokens[i + 1])
    return False


def _presumes_fault(tokens: Sequence[str]) -> bool:
    """Whether a fault is taken for granted: "Why is the wifi so slow?", "Noisy rooms?"."""
    if not _is_clause(tokens):
        return any(is_unwelcome(word) and word not in _NO_FAULT for word in tokens) or (
            "too" in tokens and any(is_unwelcome(word) for word in tokens)
        )
    if tokens[0] in ("what", "which"):  # "Which parts feel flimsy?"
        return any(one in _SENSING and is_unwelcome(two) for one, two in itertools.pairwise(tokens))
    degrees = [i for i, word in enumerate(tokens[:-1]) if word in ("so", "too", "such")]
    return tokens[0] == "why" and any(is_unwelcome(tokens[i + 1]) for i in degrees)


def _is_clause(tokens: Sequence[str]) -> bool:
    return any(word in AUXILIARIES or word in WH for word in tokens)


def _votes(tokens: Sequence[str]) -> tuple[int, int]:
    """How many words and phrases ask against and for, after negation."""
    against = int(find_phrase(tokens, AGAINST_PHRASES) is not None)
    open_to_any = tokens[0] == "how" and tokens[1:2] and tokens[1] in DOING  # "How does it hold up?"
    favour = int(not open_to_any and find_phrase(tokens, FOR_PHRASES) is not None)
    for index, word in enumerate(tokens):
        negated = _is_negated(tokens, index)
        if _is_degree(tokens, index):
            continue
        if word in AGAINST:
            against, favour = (against, favour + 1) if negated == "not" else (against + 1, favour)
        elif word in FOR or is_liking(tokens, index) or _is_working(tokens, index):
            against, favour = (against + 1, favour) if negated else (against, favour + 1)
    return against, favour


def _is_degree(tokens: Sequence[str], index: int) -> bool:
    """Whether a word is asked for in its degree, be it low or high: "How good is the cast?"."""
    if tokens[0] == "how" and tokens[index] in ("like", "enjoy"):  # "How did they like it?"
        return tokens[1] in DOING
    return index > 0 and tokens[index - 1] == "how"


def _is_working(tokens: Sequence[str], index: int) -> bool:
    """Whether "work" at `index` means to succeed: "what works", "why doesn't it work for him"."""
    if tokens[index] not in _WORKS or tokens[0] in ("where", "who", "when"):
        return False
    return index == len(tokens) - 1 or tokens[index + 1] in _AFTER_WORKING


def _is_negated(tokens: Sequence[str], index: int) -> str | None:
    """The negation that governs a word: "not" when it turns the meaning, another word when weaker.

    A negation that opens a yes/no question ("Didn't anyone complain?") turns nothing, and "nothing wrong"
    still asks about what is wrong.
    """
    for place in range(max(0, index - _NEGATION_REACH), index):
        word = tokens[place]
        if word in NEGATIONS and not (place == 0 and word in _OPENERS) and tokens[place + 1] != "one":
            return "nothing" if word in ("nothing", "no", "none", "without") else "not"
    return None


def _ends(span: range) -> tuple[int, int]:
    return span.start, span.stop - 1
