"""HTML that was left in the text: entities, tags, comments, scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from qa.alignment import Edit

__all__ = ["markup_edits"]

# Only names of HTML, closed or with an attribute, so that "a <b and c> d" and "<3" stay as they are.
PARAGRAPHS = frozenset({"p", "div", "section", "article", "blockquote", "ul", "ol", "table", "pre"})
LINES = frozenset({"br", "li", "tr", "hr", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th", "img"})
INLINE = (
    "a|abbr|acronym|b|big|body|center|cite|code|dfn|dl|em|figcaption|figure|font|footer|form|head|header|html|i"
    "|iframe|input|ins|del|kbd|label|link|main|mark|meta|nav|option|q|s|samp|select|small|span|strike|strong"
    "|sub|sup|tbody|tfoot|thead|title|tt|u|var|wbr|script|style|noscript"
)
NAMES = "|".join([INLINE, *sorted(PARAGRAPHS | LINES | CELLS)])

# Escaped once or more: "&amp;amp;lt;" is "<".
ENTITY = re.compile(r"&(?:amp;)*(?P<name>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
TAG = re.compile(rf"<!--|<(?P<close>/?)(?P<name>{NAMES})(?:\s[^<>=]*=[^<>]*|\s*/?)>", re.IGNORECASE)
# What stands outside a link, and is a word rather than the end or the beginning of the one inside.
OUTSIDE_AFTER = re.compile(r"(?:</(?:b|i|em|strong|span|u)>)*([^\W\d_]+)", re.IGNORECASE)
OUTSIDE_BEFORE = re.compile(r"[^\W\d_]{1,12}$")
LONGEST_BEGINNING = 12  # letters
ENDING = re.compile(
    r"(?:e?s|e?d|e?r|e?rs|ings?|ly|y|n|th|st|nd|rd|ness|esques?|ish|ians?|ans?|isms?|ists?|like|less|ful|able)$"
)
BEGINNING = re.compile(
    r"(?:[b-hj-z]|un|re|pre|non|anti|co|de|dis|mis|ex|pro|sub|semi|neo|meta|inter|over|under|super)$"
)
DROPPED = frozenset({"script", "style"})  # their content is not prose


def markup_edits(text: str) -> list[Edit]:
    """Decode entities and take tags out; those that begin a line or a paragraph leave a line break."""
    edits = list(_entities(text)) if "&" in text else []
    if "<" in text:
        edits = sorted([*_outside(edits, tags := list(_tags(text))), *tags])
    return edits


def _entities(text: str) -> Iterator[Edit]:
    for match in ENTITY.finditer(text):
        name = match["name"]
        if name.startswith("#") or f"{name};" in html5:
            yield Edit(match.start(), match.end(), html.unescape(f"&{name};"))


def _tags(text: str) -> Iterator[Edit]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    absent: set[str] = set()
    done = 0
    for match in TAG.finditer(text):
        if match.start() < done:
            continue
        previous, done = done, _end_of(match, lowered, absent)
        if done > match.start():
            parts = (match["name"] or "").lower() == "a" and _parts_words(match, previous)
            yield Edit(match.start(), done, " " if parts else _break_for((match["name"] or "").lower()))


def _parts_words(match: re.Match[str], previous: int) -> bool:
    """Whether a link touches a word outside it, which scrapers do by losing the space between.

    `previous` is where the tag before ended.
    """
    text = match.string
    if match["close"]:
        after = OUTSIDE_AFTER.match(text, match.end())
        inside = text[match.start() - 1 : match.start()]
        return after is not None and (inside.isalpha() or inside == ">") and not ENDING.match(after[1])
    if previous == match.start():
        return text[max(0, previous - 4) : previous].lower() == "</a>"
    before = OUTSIDE_BEFORE.search(text, max(previous, match.start() - LONGEST_BEGINNING - 1), match.start())
    if before is None or BEGINNING.match(before[0]):
        return False
    return text[match.end() : match.end() + 1].isalpha()


def _end_of(match: re.Match[str], lowered: str, absent: set[str]) -> int:
    """Where the tag ends, with its content when that is not prose; its own start to leave it alone.

    `absent` collects what is closed nowhere further on, so that it is searched for once.
    """
    if match["name"] is not None and (match["close"] or match["name"].lower() not in DROPPED):
        return match.end()
    closing = f"</{match['name'].lower()}>" if match["name"] else "-->"
    end = -1 if closing in absent else lowered.find(closing, match.end())
    if end >= 0:
        return end + len(closing)
    absent.add(closing)
    return match.end() if match["name"] else match.start()


def _break_for(name: str) -> str:
    if name in PARAGRAPHS:
        return "\n\n"
    if name in LINES:
        return "\n"
    return " " if name in CELLS else ""


def _outside(edits: list[Edit], tags: list[Edit]) -> Iterator[Edit]:
    """The edits that do not lie in a tag."""
    index = 0
    for edit in edits:
        while index < len(tags) and tags[index].end <= edit.start:
            index += 1
        if index == len(tags) or edit.end <= tags[index].start:
            yield edit
