"""The thing a question asks about: its words without the asking and without the stance."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from qa.models import QuestionKind
from qa.reading.changes import turning_words
from qa.reading.clauses import AUXILIARIES, COPULAS, DOING, WH, Opening
from qa.reading.phrases import find_phrase
from qa.reading.predicates import subject_end
from qa.reading.vocabulary import (
    AGAINST,
    ASKERS,
    BESIDE,
    BOTH,
    COMPARING,
    FOR,
    FUNCTION_WORDS,
    OPINION_NOUNS,
    VERDICT,
    VERDICT_PHRASES,
    WHOLE,
    WORKS,
)
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["aspect_of", "content_words", "described"]

_BRIDGES = word_set("the a an of in on at for with and his her its their to between from by about")
_ARTICLES = word_set("the a an his her its their")
_PERSONAL = word_set("i you he she it they we me him her them his their my your our its")
# Nouns that name the whole alone and a part in a compound: "delivery time", "sound quality".
_HEADS = word_set("time quality experience work place show series parts part features feature game trip")
_DESCRIBED_AS = word_set("portrayed played written handled done made described rated")
# They go before what they are for: "customer support", "guest rooms", "user interface".
_ATTRIBUTES = word_set(
    """customer user guest visitor reader review film movie book novel hotel restaurant game album show side
    main final general"""
)
_ABOUT = word_set("about on of regarding")
_ADVERBS = word_set("really ever actually also all still not never just even already particularly")
_COMPARATIVES = word_set("better worse earlier older newer later bigger smaller cheaper")
_SUPERLATIVES = word_set("best worst finest strongest weakest favourite favorite")
_SIGHTS = word_set("view views")  # from a window
_PARTICLES = word_set("out up off away down back")
_AUXILIARY_TO_ACT = AUXILIARIES - COPULAS
_POINTING = word_set("the this that these those one")
_MOST_DESCRIBED = 6  # words for a reviewer: "the reader who gave up"
_JUDGING = word_set(  # only people do so: a plot may lack, drag or say something
    """like love hate dislike enjoy praise admire complain criticise criticize object appreciate regret
    grumble gripe think prefer rave mind"""
)
_SUBORDINATORS = word_set("since when while because if once until whenever unless")
_GRADING = word_set(
    "main major minor common recent single real top chief key low high rated negative one two three four five"
)
_NO_SUPERLATIVES = word_set("forest request test chest interest harvest west contest nest rest quest pest")
_MADE_TO = word_set("make makes made let lets")


def content_words(
    tokens: Sequence[str], marked: Collection[int], described: Collection[int] = ()
) -> tuple[str, ...]:
    """The words that name something, each once, in order; `marked` indexes carry the stance.

    `described` are indexes of words that name something here though they mostly mean the reviewers.
    """
    kept = (
        word
        for index, word in enumerate(tokens)
        if index in described or (index not in marked and _names_something(word))
    )
    return tuple(dict.fromkeys(kept))


def described(tokens: Sequence[str], opening: Opening) -> frozenset[int]:
    """Indexes of people who are asked about and not asked: "What are the owners like?"."""
    asked = tokens[opening.at :]
    if len(asked) < 4 or asked[1] not in COPULAS or asked[-1] != "like":
        return frozenset()
    inside = range(opening.at + 2, len(tokens) - 1)
    return frozenset(i for i in inside if tokens[i] in ASKERS and tokens[i] not in _PERSONAL)


def aspect_of(
    wording: Wording,
    kind: QuestionKind,
    marked: Collection[int],
    *,
    holding: Collection[int] = (),
    changes: bool = False,
) -> str | None:
    """The stretch of the question that names what is asked about, with its article; None for the whole.

    `marked` are indexes of words that carry the stance; `holding`, of those for a third party whose opinion
    is asked for. `changes` says that a change is asked for.
    """
    words, opening = wording.tokens, wording.opening
    people = described(words, opening)
    acts = _acts(words, opening) if kind != "fact" else frozenset()
    out = frozenset(marked) | frozenset(holding) | acts
    if kind != "fact":
        out |= _roles(words) | _views(words) | judges(words)
        out |= _graded(words, out) | (turning_words(words) if changes else frozenset())
    if kind == "verdict":
        out |= _positions(words, OPINION_NOUNS) | frozenset(find_phrase(words, VERDICT_PHRASES) or ())
    if kind == "comparison":
        out |= _others(words)
    if kind == "count":
        out |= _positions(words, ("stars", "share", "times"))
    naming = [i in people or (i not in out and _is_aspect_word(word, kind)) for i, word in enumerate(words)]
    span = _span(wording, naming, kind, frozenset(holding))
    if span is None:
        return (
            _act(wording, acts - frozenset(marked) - _positions(words, VERDICT)) if kind == "count" else None
        )
    return _written(wording, *_widened(words, *span, out))


def _span(
    wording: Wording, naming: Sequence[bool], kind: QuestionKind, holding: frozenset[int]
) -> tuple[int, int] | None:
    """The first and last index of the aspect, predicates cut off."""
    words, opening = wording.tokens, wording.opening
    runs = _runs(words, naming, holding, wording.gaps, across="" if kind == "fact" else "about")
    runs = [run for run in runs if run[0] >= opening.at] or runs  # "Apart from the music, does ..."
    if not runs:
        return None
    if kind == "fact":
        first, last = _longest(runs, naming)
        return first, _as_before(words, naming, first, last, opening)
    main = _subordinate(words, opening)
    runs = [run for run in runs if run[0] < main]
    if not runs:
        return None
    subjects = [run for run in runs if _may_run_on(words, run[0], opening)]
    if opening.whether and any(word in COPULAS for word in words[runs[0][1] + 1 : runs[0][1] + 2]):
        subjects = runs[:1]  # "whether the pool is clean"
    topics = [run for run in runs if _is_topic(words, run[0])]
    first, last = _longest(topics or subjects or runs, naming)
    if (first, last) not in subjects:
        return first, last
    return first, subject_end(words, naming, first, last, bare=opening.whether)


def _longest(runs: Sequence[tuple[int, int]], naming: Sequence[bool]) -> tuple[int, int]:
    return max(runs, key=lambda run: (sum(naming[run[0] : run[1] + 1]), run[0]))


def _as_before(words: Sequence[str], naming: Sequence[bool], first: int, last: int, opening: Opening) -> int:
    """The end of a fact's aspect: "Is the breakfast included?" is about the breakfast."""
    named = [place for place in range(first, last + 1) if naming[place]]
    closes = all(word in FUNCTION_WORDS for word in words[last + 1 :])
    existing = list(words[opening.at + 1 : opening.at + 2]) == ["there"]
    if existing or words[opening.at] not in COPULAS or first == 0 or words[first - 1] not in _ARTICLES:
        return last
    return named[-2] if closes and len(named) > 1 else last


def _may_run_on(words: Sequence[str], first: int, opening: Opening) -> bool:
    """Whether the aspect is a subject with its predicate behind it: "Is the service slow?"."""
    before = words[first - 2 : first] if first > 1 else words[:first]
    subject = [word for word in before if word not in _ARTICLES | _ATTRIBUTES | _POINTING]
    near = first - len(before) <= opening.at + 2 and not any(word in WH for word in before[1:])
    led = subject[-1:] and near and (subject[-1] in COPULAS or subject[-1] in ("how's", "makes", "made"))
    if led and words[first - 1] != "there" and "there" not in words[opening.at + 1 : first]:
        return words[opening.at] not in ("what", "what's", "which", "who") or subject[-1] in _MADE_TO
    return bool(subject[-1:]) and subject[-1] in ("find", "finds", "found", "think", "consider")


def _is_topic(words: Sequence[str], first: int) -> bool:
    """Whether a stretch is what something is said about."""
    start = first - 1 if first and words[first - 1] in _ARTICLES else first
    return start > 0 and words[start - 1] in ("about", "regarding", "concerning")


def _runs(
    words: Sequence[str],
    naming: Sequence[bool],
    holding: Collection[int],
    gaps: Collection[int],
    across: str,
) -> list[tuple[int, int]]:
    """Stretches of naming words, joined over small words between them; both ends inclusive.

    None reaches over `across`, over a `holding` word, or over one of the `gaps`.
    """
    runs: list[tuple[int, int]] = []
    for index, names in enumerate(naming):
        if not names:
            continue
        gap = range(runs[-1][1] + 1, index) if runs else None
        apart = gap is None or any(i in gaps for i in (*gap, index))
        if gap is not None and not apart and all(_bridges(words, i, across, holding) for i in gap):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _bridges(words: Sequence[str], index: int, across: str, holding: Collection[int]) -> bool:
    return words[index] in _BRIDGES and words[index] != across and index not in holding


def _subordinate(words: Sequence[str], opening: Opening) -> int:
    """Where a clause of time or condition starts, whose words tell when: "since the owners changed"."""
    inside = range(opening.at + 1, len(words))
    return next((i for i in inside if words[i] in _SUBORDINATORS), len(words))


def _graded(words: Sequence[str], out: Collection[int]) -> frozenset[int]:
    """Indexes of adjectives that only grade what is judged: "the biggest drawback", "the latest reviews"."""
    follows = (i + 1 in out or words[i + 1] in ASKERS or words[i + 1] in WHOLE for i in range(len(words) - 1))
    pairs = zip(words, follows, strict=False)
    return frozenset(i for i, (word, judged) in enumerate(pairs) if judged and _grades(word))


def _positions(words: Sequence[str], among: Collection[str]) -> frozenset[int]:
    return frozenset(i for i, word in enumerate(words) if word in among)


def _grades(word: str) -> bool:
    return word in _GRADING or (word.endswith("est") and word not in _NO_SUPERLATIVES)


def _acts(words: Sequence[str], opening: Opening) -> frozenset[int]:
    """Indexes of what people are asked to have done: "Did anyone walk out?", "what kept readers hooked"."""
    acts = {
        after
        for place, word in enumerate(words)
        if word in ASKERS and _is_led(words, place) and (after := _next_content(words, place + 1)) is not None
    }
    asked = words[opening.at :]
    if len(asked) > 2 and asked[0] in ("what", "who") and asked[1] not in AUXILIARIES:
        acts |= {opening.at + 1} if asked[2] in ASKERS | _ARTICLES | WHOLE else set()
    return frozenset(acts)


def _is_led(words: Sequence[str], place: int) -> bool:
    """Whether the people at `place` are the subject of an auxiliary, or counted."""
    before = [word for word in words[max(0, place - 2) : place] if word not in _ARTICLES]
    if not before:
        return place == 0 and words[0] in ("anyone", "anybody")
    return before[-1] in _AUXILIARY_TO_ACT | _MADE_TO or before == ["how", "many"]


def _next_content(words: Sequence[str], start: int) -> int | None:
    place = next((i for i in range(start, len(words)) if words[i] not in _ADVERBS), len(words))
    return place if place < len(words) and _names_something(words[place]) else None


def judges(words: Sequence[str]) -> frozenset[int]:
    """Indexes of a reviewer who is described: "What did this player enjoy?"."""
    for place, word in enumerate(words[:-2]):
        if word not in DOING or words[place + 1] not in _POINTING:
            continue
        verb = next((i for i in range(place + 2, len(words)) if words[i] in _JUDGING), None)
        if verb is not None and verb - place - 1 <= _MOST_DESCRIBED and words[0] not in DOING:
            return frozenset(range(place + 1, verb))
    return frozenset()


def _views(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the words for an opinion on something: "thoughts on the lamb"."""
    pairs = enumerate(itertools.pairwise(words))
    return frozenset(i for i, (one, two) in pairs if one in OPINION_NOUNS - _SIGHTS and two in _ABOUT)


def _others(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the works beside the one reviewed: "which other directors"."""
    pairs = enumerate(itertools.pairwise(words), start=1)
    return frozenset(i for i, (one, two) in pairs if one in BESIDE and two in WORKS)


def _act(wording: Wording, acts: Collection[int]) -> str | None:
    """What is counted where nothing but an act is named: "gave up"."""
    if not acts:
        return None
    first = last = min(acts)
    if last + 1 < len(wording.tokens) and wording.tokens[last + 1] in _PARTICLES:
        last += 1
    return _written(wording, first, last)


def _roles(words: Sequence[str]) -> frozenset[int]:
    """Indexes of the words for what somebody is there as: "Ines Vane as the harbour master"."""
    for place, word in enumerate(words[:-2]):
        joined = word == "as" and words[place + 1] in _ARTICLES
        if joined and place and _names_something(words[place - 1]) and "as" not in words[:place]:
            return frozenset(range(place + 1, len(words)))
    return frozenset()


def _widened(words: Sequence[str], first: int, last: int, out: Collection[int]) -> tuple[int, int]:
    """With the article, the noun a compound ends in, and the attribute it starts with."""
    if last + 1 < len(words) and words[last + 1] in _HEADS and last + 1 not in out:
        last += 1
    if first > 0 and (_is_attribute(words, first - 1) or _is_epithet(words, first - 1, out)):
        first -= 1
    if first > 0 and words[first - 1] in _ARTICLES:
        first -= 1
    return first, last


def _is_epithet(words: Sequence[str], place: int, out: Collection[int]) -> bool:
    """Whether a judging word belongs to the name of the thing, and others judge: "the happy ending"."""
    others = any(i in out and words[i] in FOR | AGAINST for i in range(place))
    epithet = words[place] in FOR | AGAINST and words[place] not in _SUPERLATIVES
    return others and epithet and words[place - 1] in _ARTICLES


def _is_attribute(words: Sequence[str], place: int) -> bool:
    """Whether a word goes with the noun after it, and is not a subject before its predicate."""
    before = [word for word in words[max(0, place - 2) : place] if word not in _ARTICLES]
    subject = before[-1:] and before[-1] in AUXILIARIES | _MADE_TO
    if words[place] in WHOLE and before[-1:] == ["in"]:  # "in-game"
        return False
    return words[place] in _ATTRIBUTES and (words[place] not in WHOLE or not subject)


def _written(wording: Wording, first: int, last: int) -> str:
    text, found = wording.text, wording.found
    worded = text[found[first].start : found[last].end]
    owns = found[last].text.endswith("'s") and last + 1 < len(found)
    return worded[:-2] if owns else worded  # "the camera's flaws" are about the camera


def _names_something(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in ASKERS and word not in WHOLE


def _is_aspect_word(word: str, kind: QuestionKind) -> bool:
    if not _names_something(word):
        return False
    if kind == "comparison":
        return word not in COMPARING and word not in _COMPARATIVES
    return kind == "fact" or not (word in VERDICT or word in BOTH)
