"""What a follow-up says when it leans on the question before it: "and the acting?", "any praise?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.models import Question, WantedStance
from qa.reading.clauses import AUXILIARIES, WH
from qa.reading.dates import read_dates
from qa.reading.leanings import Leaning, set_leaning
from qa.reading.naming import ARTICLES
from qa.reading.pointing import echoes, leans
from qa.reading.predicates import is_predicate
from qa.reading.stars import read_stars
from qa.reading.utterances import ANY_DAY, bare_words, is_small_talk, read_utterance, without_lead
from qa.reading.vocabulary import AGAINST, ASKERS, FACT_NOUNS, FOR, FUNCTION_WORDS, OPINION_NOUNS, WHOLE
from qa.reading.voices import holder_of
from qa.words import placed_words, word_set, words

__all__ = ["Fragment", "read_fragment"]

_MOST_CHARS = 120  # of a follow-up; who writes more leaves nothing unsaid
_MOST_WORDS = 12  # the same, in words
_MOST_OF_A_THING = 7  # words of "the clasp and the dial of the watch"

_TOPICAL = re.compile(
    r"(?:about|regarding|concerning|of|in terms of|when it comes to|"
    r"(?:on|for|with|to)(?= (?:the|its|his|her)\b))\s+",
    re.IGNORECASE,
)
_ADJOINING = re.compile(
    r"(?:in|at|on|during|after|without|under|near|by|for|with|from|before|between|over|inside|outside)\s",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(r"(?:[a-z]{3,9} )?(?:19|20)\d\d", re.IGNORECASE)
_MONTH = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december", re.IGNORECASE
)
_BARE_STARS = re.compile(r"(?:the )?(\d|one|two|three|four|five)[ -]stars?(?: ones?)?", re.IGNORECASE)
_FOREIGN_JOINTS = word_set("e ed en och og y et und oder ou o")  # "and" and "or" elsewhere
_PERSONAL = word_set("i you he she it they we me him them us i'm i've it's that's")
_COMMANDS = word_set(
    """list show give tell name explain find compare summarise summarize translate write make describe say
    help stop repeat"""
)
_GRADES = word_set("good bad great terrible awful nice boring")  # alone, they ask whether it is so
_DEGREES = word_set("too so very really still")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A follow-up as read: how it leans on the question before it, and its own words.

    `words` are without "and", "what about" and the like. `stance` is the side that they ask for. `named`
    tells a voice that is a proper name from one that is a sort of reviewer.
    """

    leaning: Leaning
    words: str
    stance: WantedStance = "either"
    named: bool = False


def read_fragment(text: str) -> Fragment | None:
    """What a follow-up says; None for a text that stands by itself, and for small talk."""
    if len(text) > _MOST_CHARS or is_small_talk(text):
        return None
    written = " ".join(text.split())
    body = bare_words(written)
    tokens = words(body)
    body = body.lower() if body.isupper() and len(tokens) > 1 else body
    reading = read_utterance(body)
    if reading is None or not 0 < len(tokens) <= _MOST_WORDS:
        return None
    leaning = set_leaning(tokens)
    if leaning is not None:
        return Fragment(leaning=leaning, words=body)
    if reading.foreign or words(written)[0] in _FOREIGN_JOINTS:
        return None
    led = len(without_lead(written)) < len(written)
    if list(tokens) == ["worth", "it"] or _asks_degree(tokens):
        asked = f"{body} is it" if tokens[0] == "how" else f"is it {body}"
        return Fragment(leaning="clause", words=asked)
    if tokens[0] in WH | AUXILIARIES or tokens[0] in _TELLING or tokens[0].startswith("any"):
        return _clause(body, tokens, reading, led=led)
    return _phrase(body, tokens, reading, led=led)


def _clause(body: str, tokens: Sequence[str], reading: Question, *, led: bool) -> Fragment | None:
    if list(tokens) == ["any", "good"]:
        return Fragment(leaning="clause", words=f"is it {body}")
    if tokens[:2] == ["how", "many"] and len(tokens) == 3 and tokens[2] in ASKERS - _PERSONAL:
        return Fragment(leaning="count", words=body)
    if echoes(tokens):
        return Fragment(leaning="echo", words=body)
    if not leans(tokens, reading, led=led):
        return None
    return Fragment(leaning="clause", words=body, stance=reading.stance)


def _phrase(body: str, tokens: Sequence[str], reading: Question, *, led: bool) -> Fragment | None:
    """What a follow-up without a verb says."""
    if tokens[0] in _COMMANDS or len(tokens) > _MOST_OF_A_THING:
        return None
    if not (AUXILIARIES | WH | _PERSONAL).isdisjoint(tokens):
        return None
    if _is_said_of_it(tokens):
        return Fragment(leaning="clause", words=f"is it {body}")
    limit = _limit(body, tokens) or _voice(body, tokens, led=led)
    if limit is not None:
        return limit
    topical = _TOPICAL.match(body)
    if topical is None and _ADJOINING.match(body):
        if tokens[-1] in ("general", "total", "short", "sum"):
            return None
        return Fragment(leaning="circumstance", words=body)
    if reading.stance != "either" and reading.aspect is None:
        return Fragment(leaning="side", words=body, stance=reading.stance)
    thing = body[topical.end() :] if topical else body
    return Fragment(leaning="thing", words=thing) if _is_thing(words(thing), reading, led=led) else None


def _asks_degree(tokens: Sequence[str]) -> bool:
    return len(tokens) == 2 and tokens[0] == "how" and (tokens[1] in _GRADES or is_predicate(tokens[1]))


def _is_said_of_it(tokens: Sequence[str]) -> bool:
    """Whether an adjective alone asks whether it is so: "noisy?", "too long?"."""
    last = tokens[-1]
    if len(tokens) > 2 or (len(tokens) == 2 and tokens[0] not in _DEGREES):
        return False
    return last in _GRADES or (is_predicate(last) and last not in AGAINST | FOR)


def _limit(body: str, tokens: Sequence[str]) -> Fragment | None:
    """A date or a rating that limits the reviews: "since June", "2023", "five-star ones"."""
    starred = _BARE_STARS.fullmatch(body)
    if starred:
        return Fragment(leaning="voice", words=f"{starred.group(1)}-star reviews")
    bare = _BARE_DATE.fullmatch(body) or _MONTH.fullmatch(body)
    said = f"in {body}" if bare else body.replace(" ones", " reviews")
    found = placed_words(said)
    _, dated = read_dates(said, found, ANY_DAY)
    _, starring = read_stars(said, found)
    rest = [word.text for i, word in enumerate(found) if i not in dated | starring]
    if not dated | starring or any(word not in ASKERS and word not in _LIMITING for word in rest):
        return None
    if starring or found[-1].text in ASKERS:
        return Fragment(leaning="voice", words=said)
    first, last = min(dated), max(dated)
    return Fragment(leaning="date", words=said[found[first].start : found[last].end])


def _voice(body: str, tokens: Sequence[str], *, led: bool) -> Fragment | None:
    """Whose opinion is asked for: "viewers", "the other guests", "Mirela Voss"."""
    people = (ASKERS - _PERSONAL) | _SORTS
    kin = (
        tokens[0] in ("his", "her")
        and holder_of(f"What did {body} say?", placed_words(f"What did {body} say?"))[0]
    )
    if kin or (tokens[-1] in people and all(word in people | _LIMITING for word in tokens)):
        return Fragment(leaning="voice", words=body)
    body = body.removesuffix("'s").removesuffix("\u2019s")
    written = body.split()
    capitals = all(word[0].isupper() and word[1:].islower() for word in written)
    if not (led and capitals and len(written) <= _MOST_OF_A_NAME) or tokens[0] in ARTICLES:
        return None
    if not WHOLE.isdisjoint(tokens):  # "and Hotel Amrath?"
        return None
    reading = read_utterance(f"How is {body}?")
    if reading is not None and reading.names == (body,):
        return Fragment(leaning="voice", words=body, named=True)
    return None


def _is_thing(tokens: Sequence[str], reading: Question, *, led: bool) -> bool:
    """Whether a noun phrase names another thing to ask about, and is no question of its own."""
    determined = bool(tokens) and tokens[0] in ARTICLES
    if not tokens or not OPINION_NOUNS.isdisjoint(tokens) or tokens[0] in _NO_THING:
        return False
    if FUNCTION_WORDS.issuperset(tokens):
        return False
    if not (led or determined) and not FACT_NOUNS.isdisjoint(tokens):
        return False
    if reading.kind in ("verdict", "comparison", "count"):
        return False
    return reading.stance == "either" or (led and determined)


_LIMITING = word_set(
    "the only just from those posted written published other most all and or in by recent some"
)
_MOST_OF_A_NAME = 3  # words
_SORTS = word_set(
    "audience audiences fans families couples parents beginners professionals everyone everybody"
)
_NO_THING = word_set("more less most not no never now here there him her them")
_TELLING = word_set("nothing nobody everyone everybody most all")  # "nobody liked it?"
