"""Whether a question asks how something has changed: "Has it got better?", "Did service go downhill?"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from qa.models import DateRange
from qa.reading.clauses import COPULAS
from qa.reading.predicates import is_comparative
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["asks_change", "turning_words"]

_PERFECT = word_set("has have had hasn't haven't did didn't does do is are")
_TURNING = word_set(
    """improved improve improving changed change changing declined decline declining deteriorated deteriorate
    worsened worsen slipped slip slipping dropped drop fallen fall risen rise suffered suffer increased
    increase decreased decrease"""
)
_NOW = word_set("now today nowadays again")
_BECOMING = word_set("got gotten get getting become became becoming gone go going went turned grown grow")
_MORE = word_set("better worse downhill uphill more less")
_BEFORE = (("used", "to"), ("than", "before"), ("as", "before"), ("than", "ever"), ("over", "time"))
_BECOMING_REACH = 3  # words from "got" to "better"
# Minds and hands change too, and a thing asked about may be what changed something.
_OTHER_CHANGES = word_set("mind minds hands view opinion opinions subject score rating ratings")


def asks_change(wording: Wording) -> bool:
    """Whether the change itself is asked for; "What could be improved?" asks for none."""
    asked, whether = wording.asked, wording.opening.whether
    if not (whether or asked[0] in ("how", "what's", "what", "when")):
        return False
    pairs = set(itertools.pairwise(asked))
    if not pairs.isdisjoint(_BEFORE):
        return True
    if whether and ("still" in asked[1:] or _compares_times(wording)):
        return True
    return _turns(asked) or _becomes(asked)


def _compares_times(wording: Wording) -> bool:
    """Whether a time is set against another: "Was the service better in 2023?", "Is it better now?"."""
    asked = [word for word in wording.asked if word not in _NOW]
    if "since" in asked and asked[0] in COPULAS and any(is_comparative([word]) for word in asked[2:]):
        return True
    timed = len(asked) < len(wording.asked) or wording.published != DateRange()
    return timed and asked[0] in COPULAS and asked[-1] in ("better", "worse")


def turning_words(tokens: Sequence[str]) -> frozenset[int]:
    """Indexes of the words that say that something changed."""
    turning = _TURNING | _BECOMING | _MORE
    return frozenset(i for i, word in enumerate(tokens) if word in turning)


def _turns(asked: Sequence[str]) -> bool:
    at = next((i for i, word in enumerate(asked) if word in _TURNING), None)
    if at is None or not _PERFECT.intersection(asked[:2]) or "be" in asked[:at]:
        return False
    return _OTHER_CHANGES.isdisjoint(asked[at + 1 :])


def _becomes(asked: Sequence[str]) -> bool:
    for i, word in enumerate(asked):
        near = asked[i + 1 : i + 1 + _BECOMING_REACH]
        if word in _BECOMING and any(after in _MORE or _is_comparative(after) for after in near):
            return _PERFECT.intersection(asked[:2]) != frozenset()
    return False


def _is_comparative(word: str) -> bool:
    return len(word) > 4 and word.endswith("er") and word not in _NO_COMPARATIVES


_NO_COMPARATIVES = word_set("after over under ever never other another whether together water order paper")
