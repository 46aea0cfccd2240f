"""Whether a full stop, question mark, exclamation mark or ellipsis ends a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.ingest.sentences.abbreviations import (
    ABBREVIATIONS,
    AUXILIARIES,
    COUNTED,
    JOINING,
    SPEECH_VERBS,
    STARTERS,
    TITLES,
    TOP_LEVEL_DOMAINS,
    UNITS,
)

__all__ = ["REACH", "closers_end", "stop_border"]

REACH = 32  # characters looked at before a mark: no abbreviation is longer

_NEXT_WORD = re.compile(r"[^\W_]{1,40}(?:['\u2019][^\W\d_]{1,40})?|\S")
_FOLLOWING_WORD = re.compile(r"\s([^\W\d_]{1,40})")
_CLOSERS = re.compile(r"[\"'\u201d\u2019»)\]}」』\uff09】》〉]*")
_OPENERS = re.compile(r"[\"'\u201c\u2018\u201e«(\[{「『\uff08【《〈¿¡*_\u2013\u2014-]*\s?")
_SPACE = re.compile(r"\s*")
_WRITTEN_LOWER = ("mr", "mrs", "dr")  # titles that are no other word
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]?")


def stop_border(text: str, first: int, mark: re.Match[str]) -> int | None:
    """Where the sentence that begins at `first` ends, if `mark` ends it: behind the quotes it closes."""
    stop = _look_around(text, first, mark)
    if stop is None or not _has_words(stop):
        return None
    return stop.after if _ends(stop, mark.group()) else None


def closers_end(text: str, first: int, end: int) -> int:
    """Where the quotes and brackets end that close right behind a mark.

    A straight quotation mark with a letter behind it closes if one is open in the sentence.
    """
    after = _end(_CLOSERS, text, end)
    if after == end or after == len(text) or not text[after].isalpha() or text[after - 1] not in "\"'":
        return after
    quote = text[after - 1]
    is_open = text.count(quote, max(first, end - 4 * REACH), after - 1) % 2 == 1
    return after if is_open else after - 1


class _Stop(NamedTuple):
    """A mark that may end a sentence, and what stands around it."""

    text: str
    first: int  # where the sentence so far begins
    start: int  # of the mark
    after: int  # behind the mark and the quotes and brackets it closes
    closed: bool  # whether there were any
    spaced: bool  # whether white space follows
    opened: str  # quotes and brackets that open what follows
    next: str  # the next word, or the next character where it is no word
    next_end: int

    @property
    def word(self) -> str:
        """The word before the mark, as far as an abbreviation reaches."""
        tail = self.text[max(self.first, self.start - REACH) : self.start]
        return (
            ""
            if not tail or tail[-1].isspace()
            else tail.rsplit(None, 1)[-1].lstrip("\"'\u201c\u2018«([{*_-\u2013\u2014/")
        )

    @property
    def detached(self) -> bool:
        """Whether the mark stands by itself between spaces."""
        return self.start > 0 and self.text[self.start - 1].isspace()

    @property
    def begins_lower(self) -> bool:
        return self.next[0].islower()


def _look_around(text: str, first: int, mark: re.Match[str]) -> _Stop | None:
    after = closers_end(text, first, mark.end())
    begin = _end(_SPACE, text, after)
    spaced = begin > after
    opened = _end(_OPENERS, text, begin)
    word = _NEXT_WORD.match(text, opened)
    if word is None:
        return None  # the text ends here
    return _Stop(
        text=text,
        first=first,
        start=mark.start(),
        after=after,
        closed=after > mark.end(),
        spaced=spaced,
        opened=text[begin:opened],
        next=word.group(),
        next_end=word.end(),
    )


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return start if found is None else found.end()


def _has_words(stop: _Stop) -> bool:
    """Whether the sentence so far is more than marks and a list number ("2.", "b.")."""
    if stop.start - stop.first > REACH:
        return True
    so_far = stop.text[stop.first : stop.start].strip()
    return any(char.isalnum() for char in so_far) and not (
        stop.text[stop.start] == "." and _LIST_MARK.fullmatch(so_far) and so_far != "I"
    )


def _ends(stop: _Stop, marks: str) -> bool:
    if not stop.spaced:
        return _ends_without_space(stop, marks)
    if stop.closed and (stop.begins_lower or _is_speech(stop)):
        return False
    if "(" in stop.opened and (stop.begins_lower or stop.next[0].isdigit()):
        return False
    if "!" in marks or "?" in marks:
        return not (marks == "!" and stop.next in AUXILIARIES)
    if marks == ".":
        return stop.closed or stop.detached or _period_ends(stop)
    return not stop.begins_lower


def _is_speech(stop: _Stop) -> bool:
    """Whether someone speaks the quotation just closed: `"Really?" Anna asked`."""
    following = _FOLLOWING_WORD.match(stop.text, stop.next_end)
    return following is not None and following.group(1) in SPEECH_VERBS


def _period_ends(stop: _Stop) -> bool:
    """Whether a full stop with white space behind it ends more than an abbreviation."""
    word, starter = stop.word, _is_starter(stop.next)
    folded = word.casefold()
    if folded in JOINING or (folded in TITLES and (word[0].isupper() or folded in _WRITTEN_LOWER)):
        return False
    if folded in COUNTED and stop.next[0].isdigit():
        return False
    if folded in UNITS:
        return stop.next[0].isupper()
    if folded in ABBREVIATIONS or _is_initials(word):
        return starter and (not stop.begins_lower or (len(word) == 1 and word.islower()))
    return not (stop.begins_lower and _is_clipped(folded))


def _is_initials(word: str) -> bool:
    """Whether a word is an initial or a row of them: "L", "J.R.R", but not the pronoun "I"."""
    return word != "I" and all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _is_clipped(word: str) -> bool:
    """Whether a short word has no vowel, as unlisted abbreviations do ("mfg", "pkg")."""
    return word.isascii() and word.isalpha() and len(word) < 5 and not set(word) & set("aeiouy")


def _ends_without_space(stop: _Stop, marks: str) -> bool:
    """Whether a space was lost behind the marks: "good.The next", but not "amazon.com"."""
    if not stop.next[0].isupper() or stop.opened.strip('"\u201c\u2018(*_-\u2013\u2014 '):
        return False
    if marks != ".":
        return "://" not in stop.word
    before = stop.text[stop.start - 1]
    if not (before.islower() or before.isdigit() or before in "\"'\u201d\u2019)]" or stop.closed):
        return False
    if _is_address(stop) or not _looks_like_opening(stop.next):
        return False
    folded = stop.word.casefold()
    return not _is_initials(stop.word) and folded not in TITLES | JOINING | ABBREVIATIONS


def _is_address(stop: _Stop) -> bool:
    """Whether a full stop without space stands in a web or mail address."""
    word = stop.word
    return (
        "@" in word
        or "://" in word
        or ("/" in word and "." in word)
        or word.startswith("www.")
        or stop.text.startswith("@", stop.next_end)
        or stop.next.casefold() in TOP_LEVEL_DOMAINS
    )


def _looks_like_opening(word: str) -> bool:
    """Whether a capitalised word may open a sentence, rather than be a part of a name like "v2.X"."""
    return word[1:2].islower() or _is_starter(word) or (len(word) > 2 and word.isupper())


def _is_starter(word: str) -> bool:
    return word.casefold().replace("\u2019", "'") in STARTERS
