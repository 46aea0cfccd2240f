"""The proper names in a question: those asked about, and that of the critic who judges."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qa.reading.clauses import AUXILIARIES, WH
from qa.reading.vocabulary import AGAINST, ASKERS, BOTH, FOR, FUNCTION_WORDS, VERDICT, WHOLE
from qa.words import PlacedWord, word_set

__all__ = ["asked_names", "named_asker"]

_NAME_WORDS = 3  # of a critic's name at most
_ASKING = AUXILIARIES - word_set("is are was were could should")
_JUDGING = word_set(
    """like likes dislike love hate enjoy praise admire think feel say find make consider complain criticise
    criticize object recommend compare appreciate value prefer want rate see mention describe regret not most
    really especially particularly have"""
)
# Inside a name, between words with capitals: "Lord of the Rings", "Max von Sydow".
_JOINTS = word_set("of the and von van de der del la di")
_MOST_JOINTS = 2
# Written with a capital and naming nobody: languages, days, months, and the asker.
_NO_NAMES = word_set(
    """i i'm i'd i've i'll english british american french german spanish italian chinese japanese indian
    european christmas easter monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december internet bluetooth
    wifi wi fi christian ok"""
)
_OF_TITLES = word_set("the a an i i'm i'd i've")
_COMMON = AGAINST | ASKERS | AUXILIARIES | BOTH | FOR | FUNCTION_WORDS | VERDICT | WH | WHOLE


def named_asker(text: str, found: Sequence[PlacedWord], marked: Collection[int]) -> frozenset[int]:
    """Indexes of the name of whoever judges: "What did Jane Doe dislike?" asks nothing about Jane Doe."""
    last = len(found) - 1
    if found[0].text == "what" and last - 1 in marked and text[found[last].start].isupper():
        return frozenset({last})  # "What disappointed Doe?"
    for place, word in enumerate(found[:-1]):
        if word.text not in _ASKING:
            continue
        named = [i for i in range(place + 1, len(found)) if text[found[i].start].isupper()][:_NAME_WORDS]
        name = [i for offset, i in enumerate(named) if i == place + 1 + offset]
        after = place + 1 + len(name)
        if name and after < len(found) and found[after].text in _JUDGING:
            return frozenset(name)
    return frozenset()


def asked_names(text: str, found: Sequence[PlacedWord], passed: Collection[int]) -> tuple[str, ...]:
    """The names asked about, as written and without a possessive ending, each once, in order.

    `passed` are indexes of words that name nobody asked about: the critic, a date. A question all in
    capitals, or written like a heading, tells no names.
    """
    if _is_heading(text, found):
        return ()
    groups = _groups(text, found, passed)
    names = (_without_possessive(text[found[group[0]].start : found[group[-1]].end]) for group in groups)
    return tuple(dict.fromkeys(names))


def _is_heading(text: str, found: Sequence[PlacedWord]) -> bool:
    """Whether small words have capitals too, so that a capital tells no name."""
    small = [word for word in found[1:] if word.text in FUNCTION_WORDS | AUXILIARIES]
    capitals = [word for word in small if text[word.start].isupper() and word.text not in _OF_TITLES]
    return 2 * len(capitals) > len(small)


def _groups(text: str, found: Sequence[PlacedWord], passed: Collection[int]) -> Iterator[list[int]]:
    """The indexes of the words of each name, first and last with a capital."""
    group: list[int] = []
    for index in range(len(found)):
        if index in passed or not _may_name(text, found, index):
            continue
        if group and _joined(text, found, group, index):
            group.append(index)
            continue
        yield from _kept(text, found, group)
        group = [index]
    yield from _kept(text, found, group)


def _kept(text: str, found: Sequence[PlacedWord], group: list[int]) -> Iterator[list[int]]:
    """A group that is a name, and not the capital that every sentence starts with."""
    opens = group and (group[0] == 0 or _opens(text, found[group[0]]))
    if opens and len(group) == 1 and not found[group[0]].text.endswith("'s"):
        return
    if group and not all(found[i].text in _COMMON or found[i].text.isdigit() for i in group):
        yield group


def _may_name(text: str, found: Sequence[PlacedWord], index: int) -> bool:
    written = text[found[index].start : found[index].end]
    word = found[index].text
    if written[0].isdigit():  # "the Kestrel 4"
        before = text[found[index - 1].start : found[index].start] if index > 1 else ""
        return before[:1].isupper() and before.endswith(" ") and found[index - 1].text not in _NO_NAMES
    if not written[0].isupper() or word.removesuffix("'s") in _NO_NAMES:
        return False
    if index == 0 or _opens(text, found[index]):
        return word.removesuffix("'s") not in _COMMON
    return not (written.isupper() and len(written) <= 4)  # "TV", "USB"


def _opens(text: str, word: PlacedWord) -> bool:
    return text[: word.start].rstrip().endswith((".", "?", "!"))


def _joined(text: str, found: Sequence[PlacedWord], group: Sequence[int], index: int) -> bool:
    """Whether a word with a capital goes on with a name: beside it, or with small joints between.

    An owner ends a name, but for a title with an article: "Zimmer's Score", "The Bishop's Tandem".
    """
    last, titled = group[-1], found[group[0]].text == "the"
    between = [word.text for word in found[last + 1 : index]]
    gap = text[found[last].end : found[index].start]
    if (found[last].text.endswith("'s") and not titled) or any(mark in gap for mark in ",.?!;:"):
        return False
    joints = len(between) <= _MOST_JOINTS and all(word in _JOINTS - {"and"} for word in between)
    return joints if between else not any(mark.isalnum() for mark in gap)


def _without_possessive(name: str) -> str:
    return name.removesuffix("'s").removesuffix("\u2019s").removesuffix("\u2019").removesuffix("'")
