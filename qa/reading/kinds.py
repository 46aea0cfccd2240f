"""Which kind of answer a question wants: an opinion, a fact, a likeness, a verdict or a count."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from qa.models import QuestionKind, RatingRange, WantedStance
from qa.reading.clauses import AUXILIARIES, COPULAS, DOING, WH, Opening
from qa.reading.phrases import find_phrase
from qa.reading.predicates import is_comparative, is_unwelcome
from qa.reading.stances import is_liking, opinions_differ
from qa.reading.vocabulary import (
    ASKERS,
    BESIDE,
    COMPARING,
    COMPARING_PHRASES,
    FACT_NOUNS,
    OPINION_NOUNS,
    OPINION_PHRASES,
    VERDICT,
    VERDICT_NOUNS,
    VERDICT_PHRASES,
    WORKS,
)
from qa.reading.voices import OPINING, counts_voices
from qa.reading.wording import Wording
from qa.words import word_set

__all__ = ["kind_of"]

_PARTICIPLES = ("ed", "made", "shot", "done", "told", "cut", "built", "written", "based")
_JUDGED = word_set(  # they end like what was done to a thing, and judge it
    """overpriced overrated underrated overdone dated outdated crowded overcrowded cramped rushed worn tired
    bored justified flawed detailed skilled talented relaxed limited seasoned overcooked undercooked balanced
    comfortable mixed divided complicated contrived inspired deserved needed exaggerated forced red"""
)
_DEGREES = word_set("so such too very extremely really")
_ADVERBS = word_set("well badly poorly nicely beautifully too so very really")
_WEIGHING = OPINING - word_set("say said find found make made want describe report reported note feel felt")
_SENSING = word_set("look looks taste tastes feel feels sound sounds smell smells seem seems fare")
_NOT_SENSED = word_set("after for up out into")  # "look after"
_HOW_OTHERWISE = word_set(  # what "how" measures, in numbers
    """many much long far old often big large tall high heavy wide deep late early soon exactly come about"""
)
_AS_BEFORE = (("used", "to"), ("in", "the"), ("they", "say"), ("people", "say"), ("everyone", "says"))
_THINGS_TOO = word_set("blend blends copy copies clone echo echoes opposite measured recall")
_MOST_BARE = 7  # words of a noun phrase that stands for a question
_LIKENESS_REACH = 4  # words between the two of "as ... as"


def kind_of(
    wording: Wording,
    stance: WantedStance,
    *,
    named: Collection[str],
    changes: bool = False,
    held: bool = False,
    foreign: bool = False,
) -> QuestionKind:
    """The kind that a question asks for; `named` are those of its words that name something.

    `changes` says that a change is asked for, which is no likeness to other things; `held`, that the opinion
    of a third party is.
    """
    tokens, opening, asked = wording.tokens, wording.opening, wording.asked
    starred = wording.stars != RatingRange()
    if counts_voices(tokens, opening):
        return "count"
    alike = _asks_for_likeness(tokens) or _likens(asked, opening)
    if alike and not changes and not opinions_differ(tokens):
        return "comparison"
    if _asks_for_verdict(tokens, asked, named):
        return "verdict"
    if (
        stance != "either"
        or (changes and "still" not in asked)
        or starred
        or held
        or _asks_for_opinion(tokens, asked, opening)
    ):
        return "opinion"
    return "opinion" if not foreign and _is_bare(tokens) else "fact"


def _asks_for_likeness(tokens: Sequence[str]) -> bool:
    beside = any(
        word in BESIDE and set(tokens[place + 1 : place + 3]) & WORKS for place, word in enumerate(tokens)
    )
    return (
        beside
        or any(_compares(tokens, i) for i in range(len(tokens)))
        or bool(find_phrase(tokens, COMPARING_PHRASES))
    )


def _compares(tokens: Sequence[str], index: int) -> bool:
    """Whether a word sets two things side by side; "the blend" is of tea or coffee."""
    named = index > 0 and tokens[index - 1] in ("the", "this", "your") and tokens[index] in _THINGS_TOO
    return tokens[index] in COMPARING and not named


def _likens(asked: Sequence[str], opening: Opening) -> bool:
    """Whether degrees are set side by side: "as good as", "heavier than", "Which is better, this or ...?"."""
    if asked[0] == "which" and is_comparative(asked[2:3]) and asked[1] in COPULAS:
        return True
    if opening.whether and asked[0] in COPULAS and is_comparative(asked[-1:]):
        return True
    if opening.whether and {("this", "or"), ("it", "or")} & set(itertools.pairwise(asked[:-1])):
        return asked[-1] != "not"
    pairs = list(itertools.pairwise(asked))
    if any(second == "than" and is_comparative([first]) for first, second in pairs):
        return True
    more = [i for i, word in enumerate(asked) if word == "more"]
    if any(i + 2 < len(asked) and asked[i + 2] == "than" for i in more) and opening.whether:
        return True
    return opening.whether and _as_much(asked) and not any(pair in pairs for pair in _AS_BEFORE)


def _as_much(asked: Sequence[str]) -> bool:
    places = [i for i, word in enumerate(asked) if word == "as"]
    pairs = itertools.pairwise(places)
    return any(1 < second - first <= _LIKENESS_REACH for first, second in pairs)


def _asks_for_verdict(tokens: Sequence[str], asked: Sequence[str], named: Collection[str]) -> bool:
    if asked[0] in ("what", "which", "what's") and "most" in tokens and "recommend" in tokens:
        return False  # "What dish do people recommend most?"
    if any(word in VERDICT for word in tokens):
        return True
    phrase = find_phrase(tokens, VERDICT_PHRASES)
    if phrase is not None:
        of_all = tokens[phrase.start : phrase.stop] != ("any", "good") or not named
        return of_all and not (asked[0] in WH and tokens[phrase.start] == "should")
    if "again" in asked and {"would", "will", "make"} & set(asked[:3]):
        return True
    if asked[0] == "should" and not {"it", "this"}.isdisjoint(asked):
        return True
    if asked[0] in ("who", "who's") and asked[-1] == "for":
        return True
    whole = asked[0] in COPULAS and asked[1:2] and asked[1] in ("it", "this", "that")
    return bool(whole) and any(word in VERDICT_NOUNS for word in asked[2:])


def _asks_for_opinion(tokens: Sequence[str], asked: Sequence[str], opening: Opening) -> bool:
    if find_phrase(tokens, OPINION_PHRASES) or _asks_how_it_is(asked, opening) or _tells_of(tokens):
        return True
    if asked[0] in ("how", "how's") and _asks_degree(asked):
        return True
    if opening.whether and asked[0] in DOING:
        judged = asked[1:4]
        person = any(word in ASKERS for word in judged[:2])
        return _is_felt(asked[2:6]) or (person and any(word in OPINING for word in judged))
    if (asked[0] in WH and asked[-1] in ("say", "said", "saying")) or _opines(asked):
        return True
    if asked[0] == "why":
        return _presumes(asked)
    return list(asked[:2]) in (["what", "makes"], ["what", "made"])


def _presumes(asked: Sequence[str]) -> bool:
    """Whether a judgement is taken for granted: "Why is it so wooden?", "Why did she find it tiresome?"."""
    degree = asked[1:2] and asked[1] in COPULAS and not _DEGREES.isdisjoint(asked)
    return bool(degree) or not {"find", "found", "finds"}.isdisjoint(asked)


def _opines(asked: Sequence[str]) -> bool:
    """Whether it is asked what reviewers like, want or advise: "What dish do people recommend?"."""
    if len(asked) > 3 and asked[-2] == "find" and asked[-3] in ASKERS:  # "What did readers find moving?"
        return True
    for i, word in enumerate(asked[:-2]):
        reviewers = asked[i + 1] in ASKERS or asked[i + 2] in ASKERS
        if word in AUXILIARIES and reviewers and not _WEIGHING.isdisjoint(asked[i + 2 : i + 4]):
            return True
    return False


def _is_felt(words: Sequence[str]) -> bool:
    pairs = itertools.pairwise(words)
    return any(one in _SENSING and two not in _NOT_SENSED for one, two in pairs)


def _asks_degree(asked: Sequence[str]) -> bool:
    """Whether "how" asks for a degree ("How loud is the fan?") or an impression ("How does it taste?")."""
    if len(asked) < 3 or asked[1] in _HOW_OTHERWISE:
        return False
    if asked[1] in AUXILIARIES:
        if asked[-1] == "been":
            return True
        found = asked[2] in ASKERS and asked[3:4] and asked[3] in ("find", "rate")
        return (
            bool(found) or any(word in _SENSING for word in asked[2:]) or ("hold" in asked and "up" in asked)
        )
    return any(word in AUXILIARIES for word in asked[2:4])


def _tells_of(tokens: Sequence[str]) -> bool:
    """Whether what is said of something is asked: "thoughts on the lamb", "tell me about the spa"."""
    about = next((i for i, word in enumerate(tokens) if word in ("about", "on", "of", "regarding")), None)
    if about is None or about == 0:
        return False
    before = tokens[:about]
    said = not {"say", "says", "said", "saying", "tell", "mention"}.isdisjoint(before) and "about" in tokens
    asked = "author" not in before and tokens[0] not in COPULAS
    return (said and asked) or not OPINION_NOUNS.isdisjoint((*before[:2], before[-1]))


def _asks_how_it_is(asked: Sequence[str], opening: Opening) -> bool:
    """Whether a state is asked for: "How is the battery?", "What is the room like?", "Is it fresh?"."""
    if len(asked) < 2 or asked[1] == "there":
        return False
    if asked[0] == "how's":
        return True
    if asked[0] == "too" or len(asked) < 3:
        return len(asked) > 1 and asked[0] == "too"
    if asked[-1] == "like" and not is_liking(asked, len(asked) - 1):
        return True
    state = asked[0] in COPULAS or (asked[0] == "how" and asked[1] in COPULAS)
    said = asked[0] not in AUXILIARIES | WH or asked[0] in ("if", "whether")  # "whether the pool is clean"
    stated = opening.whether and said and not COPULAS.isdisjoint(asked)
    return (state or stated) and not any(_is_done(asked, i) for i in range(2, min(6, len(asked))))


def _is_done(asked: Sequence[str], index: int) -> bool:
    """Whether a word is a participle that tells what was done, and not how well."""
    word = asked[index]
    return word.endswith(_PARTICIPLES) and word not in _JUDGED and asked[index - 1] not in _ADVERBS


def _is_bare(tokens: Sequence[str]) -> bool:
    """Whether a noun phrase stands alone: it is asked what is thought of it."""
    if len(tokens) > _MOST_BARE or any(word in FACT_NOUNS for word in tokens):
        return False
    if any(word in _CLAUSAL for word in tokens) or tokens[0] in _IMPERATIVES:
        return False
    return tokens[0] not in ("any", "anything", "anywhere") or any(is_unwelcome(word) for word in tokens)


_CLAUSAL = AUXILIARIES | WH | word_set("if whether because that i you he she they we")
_IMPERATIVES = word_set("give list show tell name explain find")
