"""The words of a claim that a model chose by itself: made plain, and held to what it cites.

A quote can be looked up; a claim's own words cannot. What code can tell is checked: no link and no markup, no
number and no name that its sources do not give, and no word on how many reviewers say so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

from qa.answering.prose import without_markers
from qa.generation.counting_words import counts_people, numbers_in
from qa.ingest.cleaning.characters import character_edits
from qa.ingest.cleaning.vocabulary import vocabulary
from qa.reading import vocabulary as sets
from qa.reading.links import holds_link, holds_markup
from qa.words import stem, word_set, words

__all__ = ["MAX_CLAIM_CHARS", "fault_in", "is_english", "plain_words", "telling_stems"]

MAX_CLAIM_CHARS = 400  # two long sentences; a claim is to be one
_LOUD_LETTERS = 4  # of a word all in capitals, from which on it is a name or a shout
_MOST_MARKS = 2  # combining marks on one letter: Vietnamese, taken apart, has two

_EMPHASIS = re.compile(r"\*\*|__|`")
_PAIRED = re.compile(
    r"(?<![\w*])\*(?=\w)([^*\n]{1,200}?)(?<=\w)\*(?![\w*])|(?<!\w)_(?=[^\W_])([^_\n]{1,200}?)_(?!\w)"
)
_MARKUP = re.compile(
    "[\u27e6\u27e7{}|<>\\\\\\[\\]\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u2772\u2773\u27e8\u27e9]"
    "|~~|=="
    r"|\*(?=\S)[^*]*(?<=\S)\*|(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])"
    r"|^\s*(?:[-*+\u2022\u2023\u25e6\u2013\u2014]\s|\d{1,3}[.)]\s)"
)
# "(3)" and "(3, 4)" look like citations, "()" like what is left of one; "(2019)" and "(8/10)" do not.
_BRACKETED = re.compile(r"[(\u2768\u2774\u276a]([^()\u2769\u2775\u276b]{0,40})[)\u2769\u2775\u276b]")
_LIKE_CITATION = re.compile(r"\s*\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\s*|\D*")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_SENTENCE_ENDS = ".!?"
_ALWAYS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
_UNIT = re.compile(r"(\d+)([^\W\d_]+)")
_PARTED_UNIT = re.compile(r"(?<![^\W_])(\d+)\s([^\W\d_]+)")

# Words that may open a sentence though no other form of theirs is in the dictionary.
_OPENERS = frozenset[str]().union(
    *(sets.ASKERS, sets.WHOLE, sets.NEGATIONS, sets.AGAINST, sets.FOR, sets.BOTH, sets.COMPARING),
    *(sets.VERDICT, sets.OPINION_NOUNS, sets.FACT_NOUNS, sets.FUNCTION_WORDS),
    word_set(
        """although though however despite amongst amid alas albeit besides beyond beneath behind below above
        beside across along around within without throughout whereas meanwhile moreover nevertheless therefore
        thus hence perhaps maybe almost nearly hardly barely whatever whenever wherever elsewhere instead
        children men women wifi ambience another himself herself themselves itself myself everything seven
        eight six ten eleven twelve half yes no okay ok unless until once upon toward via per versus"""
    ),
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ness", "able")
_CUT = (
    *(("ies", "y"), ("s", ""), ("es", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("ly", ""), ("ly", "e"), ("ily", "y"), ("ness", ""), ("er", ""), ("er", "e"), ("y", ""), ("ful", "")),
    *(("less", ""), ("able", ""), ("able", "e"), ("ally", "al")),
)
_PREFIXES = ("un", "re", "over", "dis", "in", "non", "out", "under")

_DENIAL = re.compile(
    r"\b(?:no|not|never|less|fewer|more|under|over|than|instead|rather|below|above|neither|nor)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)

_ENGLISH = (sets.FUNCTION_WORDS | sets.ENGLISH) - sets.ROMANCE_AND_GERMAN
_GERMAN = word_set(
    """der das ist sind haben hat ein eine einen einem einer dem und oder wie wer wo nicht kein keine sehr
    f\u00fcr mit auf auch aber nur wird wurde wurden war waren im am zum zur bei vom von aus nach \u00fcber
    gibt es sich man noch doch schon die den des sein ihre ihr als wenn"""
)
_FOREIGN = (
    sets.ROMANCE_AND_GERMAN
    | _GERMAN
    | word_set(
        """pas tr\u00e8s avec pour dans sont \u00e9tait \u00e9taient ne mais sur au aux ce cette il elle nous
        c'est qu'il no muy pero fue son est\u00e1 estaba eran como lo al hay il gli di \u00e8 sono non con
        molto ma era per che della del het een van niet met zeer erg maar dat voor op te zijn ook wordt"""
    )
) - {"no", "son", "met", "op", "per", "non", "con"}


def plain_words(text: str) -> str:
    """The text as one line, without emphasis marks, [n] markers and characters that cannot be seen."""
    pieces, place = [], 0
    for edit in character_edits(text):
        pieces += [text[place : edit.start], edit.replacement]
        place = edit.end
    seen = "".join([*pieces, text[place:]])
    bare = _PAIRED.sub(lambda found: found[1] or found[2], _EMPHASIS.sub("", seen))
    return " ".join(without_markers(bare).split())


def fault_in(text: str, sources: Iterable[str], *, asked: str = "") -> str | None:
    """What is wrong with the own words of a claim, None where nothing is.

    `sources` are all that it may draw numbers and names from: what it quotes, and who wrote of what. The
    question that was `asked` gives names; a number of its own may only be denied, or compared with.
    """
    given = " ".join(sources)
    return _fault_of_form(text) or _fault_of_content(text, given, asked)


def _fault_of_form(text: str) -> str | None:
    if not any(character.isalpha() for character in text):
        return "it says nothing"
    if len(text) > MAX_CLAIM_CHARS:
        return f"it is longer than {MAX_CLAIM_CHARS} characters"
    if holds_link(text):
        return "it holds a link or an address"
    if _holds_markup(text):
        return "it holds markup"
    if _is_disguised(text):
        return "it holds letters in disguise"
    return None


def _fault_of_content(text: str, given: str, asked: str) -> str | None:
    if counts_people(text, given):
        return "it says how many say so"
    if not numbers_in(text) <= numbers_in(f"{given} {asked}" if _denies(text) else given):
        return "it holds a number that its quotes do not"
    if not _names_in(text, given) <= _stems_of(f"{given} {asked}"):
        return "it holds a name that its quotes do not"
    if not telling_stems(text):
        return "it says nothing"
    return None


def telling_stems(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about."""
    return frozenset(stem(word) for word in words(text) if word not in sets.FUNCTION_WORDS)


def is_english(text: str) -> bool:
    """Whether a text looks to be in English: by its small words, by its letters where it has none."""
    told = words(text)
    abroad, home = (sum(word in some for word in told) for some in (_FOREIGN, _ENGLISH))
    return home >= abroad if home or abroad else text.isascii()


def _holds_markup(text: str) -> bool:
    bracketed = (found[1] for found in _BRACKETED.finditer(text))
    return (
        holds_markup(text)
        or _MARKUP.search(text) is not None
        or any(not _has_letters(one) and _LIKE_CITATION.fullmatch(one) for one in bracketed)
        or plain_words(text) != text
    )


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _is_disguised(text: str) -> bool:
    """Whether letters of two alphabets that look alike make one word, or marks are heaped on a letter."""
    marks = accumulate(
        (unicodedata.category(c) in ("Mn", "Me") for c in text), lambda run, mark: (run + 1) * mark
    )
    return max(marks, default=0) > _MOST_MARKS or any(_is_mixed(match[0]) for match in _WORD.finditer(text))


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1


def _denies(text: str) -> bool:
    return _DENIAL.search(text) is not None


def _names_in(text: str, given: str) -> frozenset[str]:
    """Stems of words that look like names: with capitals or digits inside, or a capital in a sentence."""
    english = is_english(text)
    nouns = not english and _is_german(text)
    initials = _initials(given)
    return frozenset(
        _stem(word)
        for word, opens in _placed(text)
        if _is_name(word, opens=opens, english=english, nouns=nouns)
        and not (word.isupper() and word.lower() in initials)
    )


def _is_german(text: str) -> bool:
    """Whether nouns have capitals."""
    told = words(text)
    return sum(word in _GERMAN for word in told) > sum(word in _FOREIGN - _GERMAN for word in told)


def _initials(given: str) -> str:
    """The first letters of all words: "AC" stands for "air con"."""
    return "".join(word[0] for word in words(given))


def _placed(text: str) -> Iterator[tuple[str, bool]]:
    """Every word, and whether it opens a sentence. The parts of "10-minute" are words, a number is none."""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(" \"'\u201c\u2018(")
        opens = not before or before[-1] in _SENTENCE_ENDS
        parts = match[0].split("-")
        if any(part.isdecimal() for part in parts):
            yield from ((part, opens) for part in parts if not part.isdecimal())
        else:
            yield match[0], opens


def _is_name(word: str, *, opens: bool, english: bool, nouns: bool) -> bool:
    if word.casefold().replace("\u2019", "'") in _ALWAYS:
        return False
    letters = [c for c in word if c.isalpha()]
    loud = len(letters) >= _LOUD_LETTERS and all(c.isupper() for c in letters)
    coded = any(c.isdigit() for c in word) and bool(letters) and not _is_ordinal(word)
    odd = any(c.isupper() for part in word.split("-") for c in part[1:]) and not word.isupper()
    if loud or coded or odd:
        return True
    return word[0].isupper() and not nouns and not (opens and (not english or _is_ordinary(word)))


def _is_ordinal(word: str) -> bool:
    return re.fullmatch(r"\d+(?:st|nd|rd|th)", word) is not None


def _is_ordinary(word: str) -> bool:
    """Whether a word is of everyday English: the dictionary, which has names too, has other forms of it."""
    for part in word.casefold().replace("\u2019", "'").removesuffix("'s").split("-"):
        if part not in _OPENERS and not _has_forms(part):
            return False
    return True


def _has_forms(word: str) -> bool:
    known = vocabulary()
    if word.capitalize() in known.given or word in known.brands:
        return False
    return known.frequency(word) > 0 and any(known.frequency(form) > 0 for form in _forms(word))


def _forms(word: str) -> Iterator[str]:
    """What other words of one root may be, some of them none."""
    yield from (word + ending for ending in _ENDINGS)
    cuts = ((cut, put) for cut, put in _CUT if word.endswith(cut) and len(word) > len(cut) + 2)
    yield from (word[: -len(cut)] + put for cut, put in cuts)
    yield from (word.removeprefix(first) for first in _PREFIXES if word.startswith(first))
    if word.endswith(("e", "y")):
        yield from (word[:-1] + ending for ending in ("ing", "ies", "ied"))
    yield from (word + word[-1] + ending for ending in ("ing", "ed"))


def _stems_of(text: str) -> frozenset[str]:
    whole = (match[0] for match in _WORD.finditer(text))
    parts = (part for word in whole for part in {word, *word.split("-"), *_with_unit_apart(word)})
    joined = ("".join(found.groups()) for found in _PARTED_UNIT.finditer(text))
    return frozenset(_stem(part) for part in (*parts, *joined))


def _with_unit_apart(word: str) -> tuple[str, ...]:
    found = _UNIT.fullmatch(word)
    return found.groups() if found else ()


def _stem(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("\u2019", "'")
    return stem(folded)
