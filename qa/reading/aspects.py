"""The thing a question asks about: its words without the asking and without the stance."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qa.models import QuestionKind
from qa.reading.clauses import AUXILIARIES, COPULAS, WH, Opening
from qa.reading.naming import ARTICLES, COMPARATIVES, acts_of, excluded_from
from qa.reading.predicates import subject_end
from qa.reading.vocabulary import AGAINST, FOR, FUNCTION_WORDS, VERDICT, WHOLE
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["aspect_of"]

_BRIDGES = word_set("the a an of in on at for with and his her its their to between from by about")
# Nouns that name the whole alone and a part in a compound: "delivery time", "sound quality".
_HEADS = word_set(
    """time quality experience work place show series parts part features feature game trip one ones film
    films movie movies book books novel novels"""
)
# They go before what they are for: "customer support", "guest rooms", "user interface".
_ATTRIBUTES = word_set(
    """customer user guest visitor reader review film movie book novel hotel restaurant game album show side
    main final general"""
)
_POINTING = word_set("this that these those")
_SUPERLATIVES = word_set("best worst finest strongest weakest favourite favorite")
_PARTICLES = word_set("out up off away down back")
_DEGREES = word_set("too so very")
_SUBORDINATORS = word_set("since when while because if once until whenever unless")
_FINDING = word_set("find finds found think consider")
_LEADING = word_set("how's make makes made")  # a subject follows, and what is said of it


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
    out = excluded_from(wording, kind, marked, changes=changes) | frozenset(holding)
    naming = [i not in out for i in range(len(wording.tokens))]
    span = _span(wording, naming, kind, frozenset(holding))
    if span is not None:
        return _written(wording, *_widened(wording.tokens, *span, frozenset(marked)))
    return _act(wording, frozenset(marked) | frozenset(holding)) if kind == "count" else None


def _span(
    wording: Wording, naming: Sequence[bool], kind: QuestionKind, holding: frozenset[int]
) -> tuple[int, int] | None:
    """The first and last index of the aspect, predicates cut off."""
    words, opening = wording.tokens, wording.opening
    runs = _runs(words, naming, holding, wording.gaps, across="" if kind == "fact" else "about")
    runs = [run for run in runs if run[0] >= opening.at] or runs  # "Apart from the music, does ..."
    if not runs:
        return None
    stated = opening.whether and any(word in COPULAS for word in words[runs[0][1] + 1 : runs[0][1] + 2])
    if kind == "fact":
        first, last = runs[0] if stated else _longest(runs, naming)
        return first, _as_before(words, naming, first, last, opening)
    main = _subordinate(words, opening)
    runs = [run for run in runs if run[0] < main]
    if not runs:
        return None
    runs = [run for run in runs if words[run[0] - 1] not in _DEGREES or run[0] == 0] or runs
    subjects = [run for run in runs if _may_run_on(words, run[0], opening)]
    if stated:
        subjects = runs[:1]  # "whether the pool is clean"
    topics = [run for run in runs if _is_topic(words, run[0])]
    first, last = _longest(topics or subjects or runs, naming)
    if (first, last) not in subjects:
        return first, last
    bare = opening.whether and (words[first - 1] in ARTICLES or words[first - 1] not in _FINDING)
    return first, subject_end(words, naming, first, last, bare=bare)


def _longest(runs: Sequence[tuple[int, int]], naming: Sequence[bool]) -> tuple[int, int]:
    return max(runs, key=lambda run: (sum(naming[run[0] : run[1] + 1]), run[0]))


def _as_before(words: Sequence[str], naming: Sequence[bool], first: int, last: int, opening: Opening) -> int:
    """The end of a fact's aspect: "Is the breakfast included?" is about the breakfast."""
    named = [place for place in range(first, last + 1) if naming[place]]
    closes = all(word in FUNCTION_WORDS for word in words[last + 1 :])
    existing = list(words[opening.at + 1 : opening.at + 2]) == ["there"]
    if existing or words[opening.at] not in COPULAS or first == 0 or words[first - 1] not in ARTICLES:
        return last
    return named[-2] if closes and len(named) > 1 else last


def _may_run_on(words: Sequence[str], first: int, opening: Opening) -> bool:
    """Whether the aspect is a subject with its predicate behind it: "Is the service slow?"."""
    before = words[first - 2 : first] if first > 1 else words[:first]
    subject = [word for word in before if word not in ARTICLES | _ATTRIBUTES | _POINTING]
    near = first - len(before) <= opening.at + 2 and not any(word in WH for word in before[1:])
    led = subject[-1:] and near and (subject[-1] in COPULAS or subject[-1] in _LEADING)
    if led and words[first - 1] != "there" and "there" not in words[opening.at + 1 : first]:
        return words[opening.at] not in ("what", "what's", "which", "who") or subject[-1] in _LEADING
    return bool(subject[-1:]) and subject[-1] in _FINDING


def _is_topic(words: Sequence[str], first: int) -> bool:
    """Whether a stretch is what something is said about."""
    start = first - 1 if first and words[first - 1] in ARTICLES else first
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


def _act(wording: Wording, out: Collection[int]) -> str | None:
    """What is counted where nothing but an act is named: "gave up"."""
    acts = acts_of(wording.tokens, wording.opening) - frozenset(out)
    acts = frozenset(i for i in acts if wording.tokens[i] not in VERDICT)
    if not acts:
        return None
    first = last = min(acts)
    if last + 1 < len(wording.tokens) and wording.tokens[last + 1] in _PARTICLES:
        last += 1
    return _written(wording, first, last)


def _widened(words: Sequence[str], first: int, last: int, out: Collection[int]) -> tuple[int, int]:
    """With the article, the noun a compound ends in, and the attribute it starts with."""
    if words[last + 1 : last + 2] and words[last + 1] in COMPARATIVES and words[last + 2 : last + 3]:
        last += 2 if words[last + 2] in _HEADS else 0  # "Okri's earlier novels"
    elif last + 1 < len(words) and words[last + 1] in _HEADS and last + 1 not in out:
        last += 1
    if first > 0 and (_is_attribute(words, first - 1) or _is_epithet(words, first - 1, out)):
        first -= 1
    if first > 0 and words[first - 1] in ARTICLES:
        first -= 1
    return first, last


def _is_epithet(words: Sequence[str], place: int, out: Collection[int]) -> bool:
    """Whether a judging word belongs to the name of the thing, and others judge: "the happy ending"."""
    others = any(i in out and words[i] in FOR | AGAINST for i in range(place))
    epithet = words[place] in FOR | AGAINST and words[place] not in _SUPERLATIVES
    return others and epithet and words[place - 1] in ARTICLES


def _is_attribute(words: Sequence[str], place: int) -> bool:
    """Whether a word goes with the noun after it, and is not a subject before its predicate."""
    before = [word for word in words[max(0, place - 2) : place] if word not in ARTICLES]
    subject = before[-1:] and before[-1] in AUXILIARIES | _LEADING
    if words[place] in WHOLE and before[-1:] == ["in"]:  # "in-game"
        return False
    return words[place] in _ATTRIBUTES and (words[place] not in WHOLE or not subject)


def _written(wording: Wording, first: int, last: int) -> str:
    text, found = wording.text, wording.found
    while last + 1 < len(found) and text[found[last].end : found[last + 1].start] == "-":
        last += 1  # "check-in"
    whole = first
    while whole > 0 and text[found[whole - 1].end : found[whole].start] == "-":
        whole -= 1  # "the all-you-can-eat menu"
    if whole < first:
        first = whole - (whole > 0 and found[whole - 1].text in ARTICLES)
    worded = text[found[first].start : found[last].end]
    owns = found[last].text.endswith("'s") and last + 1 < len(found)
    return worded[:-2] if owns else worded  # "the camera's flaws" are about the camera
