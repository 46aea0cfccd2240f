"""The item that a question names by its title, so that it is asked about that item alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qa.models import Filters
from qa.ports import EvidenceSource, ReviewRecords
from qa.scope_cache import ScopeCache
from qa.words import placed_words, word_set, words

__all__ = ["NamedItems", "asks_which"]

MOST_ITEMS = 20_000  # read to know their names, some 100 ms; with more nothing is looked for
PAGE = 1_000
LEAST_WORDS = 2  # of a name, articles aside: one word is too often just a word
_ARTICLES = word_set("the a an of and")

Names = Mapping[tuple[str, ...], str]


def asks_which(text: str) -> bool:
    """Whether a question asks to choose among items, so that the one spoken of before is not meant."""
    return words(text)[:1] in (["which"], ["compare"])


class NamedItems:
    """Knows what is reviewed by its titles. Safe to share between threads where the ports are."""

    def __init__(self, *, records: ReviewRecords, evidence: EvidenceSource) -> None:
        self._records = records
        self._evidence = evidence
        self._kept: ScopeCache[str, Names] = ScopeCache(1)

    def named_in(self, filters: Filters, texts: Sequence[str]) -> str | None:
        """The item that the first of `texts` to name any names; None where that names several.

        Nothing is looked for where the filters choose an item or a review already.
        """
        if filters.names_one:
            return None
        names = self._names()
        found = (_named_in(text, names) for text in texts)
        named = next((items for items in found if items), frozenset())
        return next(iter(named)) if len(named) == 1 else None

    def _names(self) -> Names:
        revision = self._evidence.revision
        names = self._kept.get("names", revision)
        if names is None:
            names = self._read()
            self._kept.put("names", revision, names)
        return names

    def _read(self) -> Names:
        names: dict[tuple[str, ...], str] = {}
        cursor: str | None = None
        for _ in range(MOST_ITEMS // PAGE):
            page = self._records.items(cursor, PAGE)
            for item in page.rows:
                for name in (item.title or "", item.id):
                    spelled = tuple(words(name.replace("-", " ").replace("_", " ")))
                    if sum(word not in _ARTICLES for word in spelled) >= LEAST_WORDS:
                        names.setdefault(spelled, item.id)
            cursor = page.cursor
            if cursor is None:
                return names
        return {}


def _named_in(text: str, names: Names) -> frozenset[str]:
    """The items whose whole name stands in a text, written with capitals; the longest name at each place."""
    found = placed_words(text)
    spelled = [word.text for word in found]
    longest = max((len(name) for name in names), default=0)
    items: set[str] = set()
    place = 0
    while place < len(spelled):
        ends = range(min(len(spelled), place + longest), place, -1)
        name = next((tuple(spelled[place:end]) for end in ends if tuple(spelled[place:end]) in names), ())
        if name and _capitals(text, (found[i].start for i in range(place, place + len(name)))):
            items.add(names[name])
        place += len(name) or 1
    return frozenset(items)


def _capitals(text: str, starts: Iterable[int]) -> bool:
    """Whether at least two of the words begin with a capital or a digit: a name, and no chance meeting."""
    return sum(text[start].isupper() or text[start].isdigit() for start in starts) >= LEAST_WORDS
