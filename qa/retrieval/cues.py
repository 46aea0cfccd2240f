"""Wordings that announce the kind of sentence a question is after.

Small evidence beside the vectors: a critic who objects tends to say "problem", "too", "alas"; a likeness is
told with another title and "like"; "who" is answered by a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.models import Question
from qa.subjects import subjects_of
from qa.words import stem, word_set, words

__all__ = ["are_asides", "are_short", "ask_back", "cue_strengths", "report_others", "speak_of", "term_shares"]

OWN_TITLE_SENTENCES = 3  # a title named in so many of the sentences is no comparison
DENIAL_REACH = 10  # characters before an announcement in which a denial turns it: "not very dull"
OTHER_WORD = 0.6  # share of a word that another word for its subject is worth
NAMED_WHOLE = 0.4  # what naming the whole is worth where nothing else is asked about
SHORT_WORDS = 8  # sentences with fewer words rarely answer by themselves

_AGAINST = re.compile(
    r"\b(?:problem|problems|disappoint\w*|unfortunately|alas|sadly|regrettably|lacks?|lacking|fails?|failed|"
    r"flaws?|flawed|weak(?:er|est|ness\w*)?|too|never|should have|could have|would have|rather|instead|dull|"
    r"boring|tedious|drawbacks?|shortcomings?|fault|complain\w*|complaint|annoy\w*|worst|bad(?:ly)?|poor(?:ly)?|"
    r"wish|nothing|hardly|not|n't|only|merely|isn't|doesn't|don't|didn't|can't|wasn't)\b"
)
_FOR = re.compile(
    r"\b(?:best|great(?:est)?|perfect(?:ly)?|excellent|brilliant(?:ly)?|wonderful(?:ly)?|superb(?:ly)?|well|"
    r"admire\w*|love[ds]?|loving|enjoy\w*|impress\w*|fascinating|especially|effective(?:ly)?|beautiful(?:ly)?|"
    r"terrific|delight\w*|fun|funny|touching|moving|appreciated?|skil\w+|good|strong|masterful\w*)\b"
)
# What a critic says when about to object or to praise, whatever the words that follow.
_OBJECTS = re.compile(
    r"\b(?:(?:problem|trouble|flaw|fault|weakness|shortcoming|drawback|complaint|quibble|downside|gripe)s?"
    r" (?:with|is|of|here|are|was)|disappoint\w*|unfortunately|alas|regrettably|lacks|lacking|fails? to|"
    r"too bad|falls? short|suffers from|should have|could have been|"
    r"would have (?:been|rather|preferred|liked)|i wish|worst|embarrass\w*|dreary|dull|"
    r"boring|tedious|annoying|not enough|missing)\b"
)
_PRAISES = re.compile(
    r"\b(?:best (?:thing|part|scene|moment)s?|i (?:also |really |most )?(?:admired?|liked?|loved?|enjoy|"
    r"enjoyed|appreciated?)|highlights?|masterpiece|brilliant\w*|superb\w*|"
    r"wonderful\w*|perfectly|fascinating|terrific|especially good|first-rate|succeeds|delivers|extraordinary|"
    r"remarkabl\w+|impressive|marvell?ous|excellent)\b"
)
# The thing reviewed, named as a whole.
_WHOLE = re.compile(
    r"\b(?:the|this) (?:movie|film|picture|book|novel|show|series|game|hotel|place|restaurant|product)\b"
)
_DENIAL = re.compile(r"\b(?:not|no|never|without|nothing|hardly)\b|n't\b")
_LIKENESS = re.compile(
    r"\b(?:like|remind\w*|compar\w*|recall\w*|resembl\w*|reminiscent|think of|remake|than|echo\w*|evok\w*|"
    r"calls to mind|call to mind|similar\w*|same|unlike|inspir\w*|as in|version|original|earlier)\b"
)
_TITLE = re.compile(r"[\"\u201c]([^\"\u201c\u201d]{1,80})[\"\u201d]")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen\w*|hundred\w*|thousand\w*|million\w*|once|twice)\b"
)
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+")
_WHO_MADE = re.compile(r"who (\w+ed|wrote|made|shot|sang|built)\b")
_BY_REACH = 4  # words after the verb: "directed and partly written by"
_PLACE = re.compile(r"\b(?:in|at|near|from|outside) (?:the )?[A-Z][a-z]+")
_REASON = re.compile(r"\b(?:because|since|so that|in order to|reason|due to|as a result|why)\b")
_VERDICT = re.compile(
    r"\b(?:recommend\w*|worth|overall|still|in the end|ultimately|all in all|must|see it|go see|skip|avoid|"
    r"rent|verdict|miss)\b"
)

# A judgement passed on: somebody other than the reviewer is said to hold it.
_REPORTS = re.compile(
    r"\b(?:(?i:everyone|everybody|people|others|some|critics|most (?:people|critics|reviewers))"
    r"(?: else| here| seems?| to){0,4}"
    r" (?:find|finds|found|calls?|called|thinks?|thought|complain\w*|raves?|raved)"
    r"|(?!I\b|We\b|It\b)[A-Z][a-z]+"
    r" (?:grumble[sd]?|complain(?:s|ed)|moan(?:s|ed)|insist(?:s|ed)|claim(?:s|ed)|thought|thinks) that)\b"
)

_OTHERS = word_set("others else people guests critics reviewers customers viewers readers")

_PLACED = re.compile(r" (?:at|in|on|behind|beside|with) ")  # "the people at the next table" are people
_CLOSERS = "\"'\u201d\u2019)] "

Strength = Callable[[str], float]


def cue_strengths(question: Question, texts: Sequence[str]) -> NDArray[np.float32]:
    """How strongly each sentence (n,) is worded like what `question` asks for, in -0.5..1.4."""
    strength = _strength_for(question, texts)
    return np.fromiter((strength(text) for text in texts), dtype=np.float32, count=len(texts))


def term_shares(question: Question, texts: Sequence[str]) -> NDArray[np.float32]:
    """Share of the question's content words that each sentence (n,) holds, in 0..1.

    A word counts whole as it stands, and in part when another word for its subject stands there.
    """
    terms = [(term, _other_words(term)) for term in question.terms]
    shares = (_held(terms, frozenset(words(text))) / max(len(terms), 1) for text in texts)
    return np.fromiter(shares, dtype=np.float32, count=len(texts))


def _other_words(term: str) -> frozenset[str]:
    return frozenset().union(*(subject.told for subject in subjects_of([term])))


def _held(terms: Sequence[tuple[str, frozenset[str]]], told: frozenset[str]) -> float:
    return sum(1.0 if term in told else OTHER_WORD * (not others.isdisjoint(told)) for term, others in terms)


def ask_back(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each sentence (n,) that is itself a question, else 0."""
    asks = (text.rstrip(_CLOSERS).endswith(("?", "\uff1f", "\u061f")) for text in texts)
    return np.fromiter(asks, dtype=np.float32, count=len(texts))


def are_short(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each sentence (n,) of fewer than `SHORT_WORDS` words, else 0."""
    return np.fromiter(
        (len(text.split()) < SHORT_WORDS for text in texts), dtype=np.float32, count=len(texts)
    )


def are_asides(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each sentence (n,) that stands in brackets from end to end, else 0."""
    bare = (text.strip(" .") for text in texts)
    asides = (text.startswith(("(", "[")) and text.endswith((")", "]")) for text in bare)
    return np.fromiter(asides, dtype=np.float32, count=len(texts))


def report_others(texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each sentence (n,) that tells what somebody other than its writer thinks, else 0."""
    return np.fromiter(
        (_REPORTS.search(text) is not None for text in texts), dtype=np.float32, count=len(texts)
    )


def speak_of(holder: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """1 for each sentence (n,) that names `holder`, a third party as worded, else 0.

    Whoever is one of the others is named by every report of what others think.
    """
    who = _PLACED.split(holder.casefold(), maxsplit=1)[0]
    head = words(who)[-1]
    anyone, root = head in _OTHERS, stem(head)
    named = (
        _REPORTS.search(text) is not None if anyone else root in map(stem, words(text)) for text in texts
    )
    return np.fromiter(named, dtype=np.float32, count=len(texts))


def _strength_for(question: Question, texts: Sequence[str]) -> Strength:
    if question.kind == "comparison":
        return _likeness_among(texts)
    if question.kind == "verdict":
        return lambda text: _saturating(len(_VERDICT.findall(text.casefold())))
    if question.kind == "fact":
        return _fact_strength(question.text)
    if question.stance not in ("negative", "positive"):
        return lambda text: 0.0
    plainly, faintly = (_OBJECTS, _AGAINST) if question.stance == "negative" else (_PRAISES, _FOR)
    whole = NAMED_WHOLE if question.aspect is None else 0.0
    return lambda text: _announced(text, plainly, faintly) + whole * (_WHOLE.search(text) is not None)


def _likeness_among(texts: Sequence[str]) -> Strength:
    """Likeness told with other titles; a title that many sentences name is that of the thing reviewed."""
    named = Counter(title for text in texts for title in set(_titles(text)))
    own = frozenset(title for title, count in named.items() if count >= OWN_TITLE_SENTENCES)

    def strength(text: str) -> float:
        others = len(set(_titles(text)) - own) + len(_YEAR.findall(text))
        likeness = _LIKENESS.search(text.casefold()) is not None
        return 0.4 * likeness + 0.4 * _saturating(2 * others) + 0.2 * (_NAME.search(text) is not None)

    return strength


def _titles(text: str) -> list[str]:
    return [match.group(1).strip(" ,.").casefold() for match in _TITLE.finditer(text)]


def _fact_strength(question: str) -> Strength:
    wording = question.casefold()
    made = _WHO_MADE.match(wording)
    if made is not None:
        verb = {"wrote": "written", "sang": "sung"}.get(made.group(1), made.group(1))
        return lambda text: _authorship(text, verb)
    for opening, pattern in _ANSWERED_BY.items():
        if opening in wording:
            return lambda text: float(pattern.search(text) is not None)
    return lambda text: 0.0


_ANSWERED_BY: Mapping[str, re.Pattern[str]] = {
    "how many": _NUMBER,
    "how much": _NUMBER,
    "how long": _NUMBER,
    "how old": _NUMBER,
    "what year": _YEAR,
    "when ": _YEAR,
    "who": _NAME,
    "where": _PLACE,
    "why": _REASON,
}


def _authorship(text: str, verb: str) -> float:
    """How far a sentence tells who did something: half for "directed ... by", half for any name."""
    told = words(text)
    by = any(
        "by" in told[place + 1 : place + 1 + _BY_REACH] for place, word in enumerate(told) if word == verb
    )
    return 0.5 * by + 0.5 * (_NAME.search(text) is not None)


def _announced(text: str, plainly: re.Pattern[str], faintly: re.Pattern[str]) -> float:
    """Half for a plain announcement, the other half for faint ones; a denied one counts against."""
    folded = text.casefold().replace("\u2019", "'")
    found = plainly.search(folded)
    plain = 0.0 if found is None else -0.5 if _is_denied(folded, found.start()) else 0.5
    return plain + 0.5 * _saturating(len(faintly.findall(folded)))


def _is_denied(folded: str, place: int) -> bool:
    return _DENIAL.search(folded, max(0, place - DENIAL_REACH), place) is not None


def _saturating(count: int) -> float:
    """0, 0.5, 0.75, ...: the second cue says less than the first."""
    return float(1.0 - 0.5**count)
