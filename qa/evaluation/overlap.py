"""How much of a written reference an answer says in the same words. Says nothing on whether it is true."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

__all__ = ["contains", "exact_match", "normalised_tokens", "rouge_l", "rouge_tokens", "token_f1"]

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "\u2018\u2019\u201c\u201d\u2026\u2013\u2014")
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")


def normalised_tokens(text: str) -> list[str]:
    """Words in lower case without punctuation and English articles.

    Source: the official evaluation script of SQuAD, Rajpurkar et al., EMNLP 2016; curly quotation marks,
    dashes and the ellipsis count as punctuation here, too.
    """
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def token_f1(answer: str, reference: str) -> float:
    """The harmonic mean of precision and recall over words, in 0..1; 1.0 where both are without words.

    Source: Rajpurkar et al., "SQuAD", EMNLP 2016.
    """
    given, wanted = normalised_tokens(answer), normalised_tokens(reference)
    if not given or not wanted:
        return float(given == wanted)
    shared = sum((Counter(given) & Counter(wanted)).values())
    return _harmonic(shared / len(given), shared / len(wanted))


def exact_match(answer: str, reference: str) -> float:
    """1.0 where the words are the same, else 0.0. Source: Rajpurkar et al., "SQuAD", EMNLP 2016."""
    return float(normalised_tokens(answer) == normalised_tokens(reference))


def rouge_tokens(text: str) -> list[str]:
    """Runs of letters and digits in lower case; for ASCII text the same as Google's rouge-score has."""
    return _ALPHANUMERIC.findall(text.lower())


def rouge_l(answer: str, reference: str) -> float:
    """F1 of the longest common subsequence of words, in 0..1; 0.0 where either has none.

    Source: Lin, "ROUGE: a package for automatic evaluation of summaries", 2004; no stemming, beta of 1.
    """
    given, wanted = rouge_tokens(answer), rouge_tokens(reference)
    if not given or not wanted:
        return 0.0
    common = _longest_common(given, wanted)
    return _harmonic(common / len(given), common / len(wanted))


def contains(text: str, wanted: str) -> bool:
    """Whether words appear in a text; case and runs of white space do not matter."""
    return _plain(wanted) in _plain(text)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.casefold()).strip()


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, match in enumerate(other, start=1):
            above = row[place]
            row[place] = before + 1 if word == match else max(above, row[place - 1])
            before = above
    return row[-1]


def _harmonic(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
