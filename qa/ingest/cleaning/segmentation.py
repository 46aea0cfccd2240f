"""Lower-case words run together: "usedto", "thatbefalls", "doggedfunctionary"."""

from __future__ import annotations

from math import log10

from qa.ingest.cleaning.vocabulary import Vocabulary

__all__ = ["ARTICLES", "likely", "may_name", "may_open", "segments", "tail_starts"]

# Words that swallowed "a". Several are names or rare words besides, so that only a text's other losses tell.
ARTICLES = frozenset({
    "anda", "asa", "ata", "bya", "fora", "froma", "ina", "intoa", "isa", "ofa", "ona", "thata", "toa", "wasa",
    "witha",
})  # fmt: skip

COLLOQUIAL = frozenset({
    "coulda", "getup", "helluva", "kinda", "lotta", "mighta", "musta", "oughta", "shoulda", "woulda",
})  # fmt: skip
DERIVING = frozenset({"out", "over", "under", "up"})  # each makes verbs at will: "outguns"
INFLECTIONS = ("s", "es", "ed", "er", "ly", "ing")
MIN_LENGTH = 5  # shorter run-togethers cannot be told from slips and abbreviations
MIN_PAIR = 7
MAX_LENGTH = 40  # nor are longer tokens words at all
MAX_WORDS = 4
LONG = 12  # letters
LONG_TAIL = 9  # letters; a tail of so many may be rarer
LONG_COMMON = 400_000
LONGEST_PART = 20  # letters
COMMON = 1_000_000  # a word seen less often than this is no evidence by itself
VERY_COMMON = 20_000_000  # before "to", which ends many words of other languages
TITLE = 5_000_000  # for a capitalised token, which is likelier a name
SHORT = 4  # letters; rare words of so few are found in any token
FAMILIAR = 50_000  # the rarest word to accept where the text is known to lose spaces
TOTAL = 1e12  # words behind the counts
WORD_COST = 2.0  # each further word must earn its place

_Spelling = tuple[float, tuple[str, ...]]  # cost and words

# Of the function words, those that rarely begin or end another word, a name or a slip.
FIRST = frozenset({
    "about", "although", "and", "because", "been", "but", "could", "does", "from", "have", "into", "its",
    "of", "that", "the", "their", "them", "there", "these", "they", "this", "those", "through", "was",
    "were", "when", "where", "which", "while", "who", "whose", "with", "would", "you", "your", "to",
    "his", "for", "is", "are", "at", "as", "it", "had", "has",
})  # fmt: skip
LAST = frozenset({
    "about", "although", "and", "because", "been", "but", "could", "does", "from", "have", "into", "of",
    "that", "the", "their", "them", "there", "these", "they", "this", "those", "through", "was", "were",
    "when", "where", "which", "while", "who", "whose", "with", "would", "you", "your", "to", "his", "for",
    "is", "are", "by", "had", "has",
})  # fmt: skip


def segments(word: str, words: Vocabulary, *, loose: bool) -> tuple[str, ...]:
    """The words a lower-case token was made of; the token alone where that is not certain.

    `loose` says that the text is known to lose spaces, so that less proof will do.
    """
    if len(word) > MAX_LENGTH or word in words.known or not word.isascii() or word in COLLOQUIAL:
        return (word,)
    if len(word) < MIN_LENGTH:
        return _pair(word, words) if loose else (word,)
    if loose:
        parts = _cheapest(word, words)
        return parts if _may_stand(parts, words) else (word,)
    return _certain(word, words) or _many(word, words) or (word,)


def likely(word: str, words: Vocabulary) -> tuple[str, ...]:
    """The words a token was made of where the text has lost a space elsewhere; the token alone if uncertain.

    They are two, a function word among them, or more and longer ones than chance would find.
    """
    if not MIN_PAIR <= len(word) <= MAX_LENGTH or word in words.known or not word.isascii():
        return (word,)
    for cut in range(2, len(word) - 1):
        first, last = word[:cut], word[cut:]
        if _is_likely(first, last, words, FIRST) or _is_likely(last, first, words, LAST):
            return (first, last)
    parts = _cheapest(word, words) if len(word) >= LONG else (word,)
    return parts if len(parts) > 2 and _is_long(parts) else (word,)


def _is_likely(function: str, other: str, words: Vocabulary, telling: frozenset[str]) -> bool:
    if function not in words.function or (function in words.affixes and function not in telling):
        return False
    if len(other) <= SHORT or other in words.affixes or words.frequency(other) < COMMON:
        return False
    return function in telling or not words.is_near_miss(function + other)


def may_open(parts: tuple[str, ...], words: Vocabulary) -> bool:
    """Whether the parts of a capitalised token are two words that open a sentence or a title, not a name."""
    if len(parts) != 2:
        return False
    first, last = parts
    if first in words.function:
        return len(last) >= 3
    return min(len(first), len(last)) >= 3 and min(map(words.frequency, parts)) >= TITLE


def may_name(parts: tuple[str, ...], words: Vocabulary) -> bool:
    """Whether they are a common word, its capital that of a title, and a function word: "Drinkwas"."""
    if len(parts) != 2 or parts[0] in words.function:
        return False
    return parts[1] in LAST and len(parts[1]) >= 3 and words.frequency(parts[0]) >= TITLE


def tail_starts(word: str, words: Vocabulary) -> list[int]:
    """Where in a token a familiar word may begin that runs to the token's end, longest first."""
    frequencies = {start: words.frequency(word[start:].lower()) for start in range(2, len(word) - 1)}
    return [
        start
        for start, frequency in frequencies.items()
        if frequency >= (COMMON if len(word) - start < LONG_TAIL else LONG_COMMON)
    ]


def _pair(word: str, words: Vocabulary) -> tuple[str, ...]:
    """Two function words of two letters: "itis"."""
    halves = (word[:2], word[2:])
    return halves if len(word) == 4 and words.function.issuperset(halves) else (word,)


def _many(word: str, words: Vocabulary) -> tuple[str, ...] | None:
    """Three words or more, a telling one among them: too long to come about by chance."""
    if len(word) < LONG:
        return None
    parts = _cheapest(word, words)
    told = any(len(part) > 2 and (part in FIRST or part in LAST) for part in parts)
    solid = all(part in words.function or len(part) >= SHORT for part in parts)
    return parts if len(parts) > 2 and told and solid and not words.is_near_miss(word) else None


def _is_long(parts: tuple[str, ...]) -> bool:
    """Whether the words are too long to be found by chance, around "of" or "to" or all of them."""
    joints = {"of", "to"}
    return joints.isdisjoint((parts[0], parts[-1])) and all(
        len(part) >= SHORT or part in joints for part in parts
    )


def _certain(word: str, words: Vocabulary) -> tuple[str, str] | None:
    found = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
    found = [pair for pair in found if _is_certain(*pair, words)]
    if not found:
        return None
    best = max(found, key=lambda pair: words.frequency(pair[0]) * words.frequency(pair[1]))
    return best if words.function.issuperset(best) or not words.is_near_miss(word) else None


def _is_certain(first: str, last: str, words: Vocabulary) -> bool:
    """Whether one of two words is a telling function word and the other a common word of some length."""
    if first in FIRST and (last in words.function or _is_solid(last, words, beside=first)):
        return True
    return last in LAST and (first in words.function or _is_solid(first, words, beside=last))


def _is_solid(word: str, words: Vocabulary, *, beside: str) -> bool:
    """Whether the other word is long enough, and common enough, for a function word of that length."""
    least = 3 if len(beside) > 3 else 4 if len(beside) > 2 or beside in {"to", "of"} else 6
    common = (
        VERY_COMMON if beside == "to" else FAMILIAR if min(len(beside) + 1, len(word)) > SHORT else COMMON
    )
    return word not in words.affixes and len(word) >= least and words.frequency(word) >= common


def _may_stand(parts: tuple[str, ...], words: Vocabulary) -> bool:
    """Whether a split is no likelier to be a derivation or a slip."""
    if len(parts) < 2 or (len(parts) == 2 and _is_derived(*parts, words)):
        return False
    affixes = [part for part in parts if part in words.affixes]
    if any(part in words.function for part in parts):
        return len(affixes) < len(parts) or any(part in FIRST for part in parts)
    return not affixes and not words.is_near_miss("".join(parts))


def _is_derived(first: str, last: str, words: Vocabulary) -> bool:
    """Whether two parts make a word by themselves, or a known word with an ending: "outguns", "keyholes"."""
    if first in DERIVING:
        return True
    word = first + last
    return any(word.endswith(ending) and word[: -len(ending)] in words.known for ending in INFLECTIONS)


def _cheapest(word: str, words: Vocabulary) -> tuple[str, ...]:
    """The likeliest words that spell the token, by how common each is."""
    best: list[list[_Spelling]] = [[(0.0, ())], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_PART), end):
            cost = _cost(word[start:end], words) if best[start] else None
            if cost is not None:
                best[end] += [
                    (before + cost, (*parts, word[start:end]))
                    for before, parts in best[start]
                    if len(parts) < MAX_WORDS
                ]
        best[end] = sorted(best[end])[:2]  # the second may stay within MAX_WORDS where the first does not
    return best[-1][0][1] if best[-1] else (word,)


def _cost(part: str, words: Vocabulary) -> float | None:
    if len(part) < 3 and (part not in words.function or part == "i"):
        return None
    count = COMMON if part in words.brands else words.frequency(part)
    if count < (FAMILIAR if len(part) > SHORT else COMMON):
        return None
    return WORD_COST + log10(TOTAL / count)
