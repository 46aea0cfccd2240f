"""What is said of a thing: where a subject ends and its predicate starts, without a grammar of verbs."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.clauses import COPULAS
from qa.reading.vocabulary import AGAINST, FOR, FUNCTION_WORDS
from qa.words import word_set

__all__ = ["is_comparative", "is_predicate", "is_unwelcome", "subject_end"]

# Adjectives that say a thing is not as one wants it, which the lists of judging words leave out because they
# name what a review may tell of.
_UNWELCOME = word_set(
    """slow noisy loud dirty filthy dusty smelly rude unfriendly surly cramped tiny uncomfortable expensive
    pricey overpriced thin flimsy buggy glitchy laggy bland soggy stale dated tired cold lukewarm greasy
    broken damaged fragile creaky shaky blurry scratchy salty bitter confusing predictable cliched cheesy
    pretentious repetitive overlong rushed sloppy unreliable inconsistent unsafe dangerous small low leaky"""
)
_WELCOME = word_set(
    """quick fast quiet clean friendly polite helpful comfortable cosy cozy cheap affordable sturdy solid
    tasty fresh crisp warm spacious large reliable accurate responsive funny gripping clear safe popular high
    highly healthy smooth"""
)
_PLAIN_FORMS = word_set(
    """hard soft big heavy light long short sharp hot dry wet dark bright steep stiff tough rich deep strange
    odd scary creepy sad true real right ready open"""
)
_ADJECTIVES = ("able", "ible", "ful", "less", "ous", "ive", "ish", "ier", "ent", "ant")
_NOUNS = word_set(  # that end like adjectives
    """restaurant table restaurants cable vegetable vegetables ingredient ingredients apartment moment
    payment equipment management content treatment entertainment environment element student talent accent
    event agent parent tablet dress olive archive drive narrative perspective dish fish finish
    assistant plant elephant attendant instrument document establishment department basement scent rent
    detergent pavement pier premier ending movement"""
)
_NOT_COMPARATIVE = word_set(
    """her other another after over under ever never whether together rather order water paper dinner supper
    charger speaker player reader viewer customer number letter character chapter director owner weather
    router shower cover computer either neither per waiter butter pepper burger summer winter theater flavor
    former later filter singer writer master harbour father mother brother sister killer thriller partner"""
)
_JOINTS = word_set("in on at of for with from to by")


def is_comparative(words: Sequence[str]) -> bool:
    """Whether the one word given is a comparative: "better", "heavier"."""
    if len(words) != 1:
        return False
    word = words[0]
    return word in ("better", "worse") or (
        len(word) > 4 and word.endswith("er") and word not in _NOT_COMPARATIVE
    )


def is_unwelcome(word: str) -> bool:
    """Whether an adjective says that a thing is not as one wants it: "noisy", "slow"."""
    return word in _UNWELCOME


def is_predicate(word: str) -> bool:
    """Whether a word, after the noun that it is said of, is likely to be its adjective."""
    if word in _UNWELCOME or word in _WELCOME or word in _PLAIN_FORMS or word in AGAINST or word in FOR:
        return True
    return word.endswith(_ADJECTIVES) and word not in _NOUNS


def _is_more(word: str) -> bool:
    """Whether a word is the comparative of an adjective known here: "nicer", "bigger", "noisier"."""
    bases = (word[:-2], word[:-1], word[:-3], f"{word[:-3]}y")
    return word in ("better", "worse") or (word.endswith("er") and any(map(is_predicate, bases)))


def subject_end(words: Sequence[str], naming: Sequence[bool], first: int, last: int, *, bare: bool) -> int:
    """The last index of the subject in `words[first : last + 1]`, which may run on into its predicate.

    The predicate starts at an adjective after a noun, or at an article that no preposition calls for. Where
    there is neither, and `bare` says that some predicate must follow the subject with nothing between, it is
    the last word, or the one before a preposition: "the room ready on time".
    """
    named = [place for place in range(first, last + 1) if naming[place]]
    for place in range(first + 1, last + 1):
        if not _before(named, place):
            continue
        if naming[place] and (is_predicate(words[place]) or _is_more(words[place])):
            subject = _before(named, place)
            offered = words[place - 1] in ("or", "and") and len(subject) > 1  # "firm or soft"
            return subject[-2] if offered else subject[-1]
        if words[place] in ("a", "an", "the") and words[place - 1] not in _JOINTS | {"and", "or"}:
            return _before(named, place)[-1]
    if len(named) > 1 and bare and words[last + 1 : last + 2] and words[last + 1] == "or":
        return named[-2]
    if not bare or len(named) < 2 or not _closes(words, last):
        return last
    joint = next((i for i in range(first + 1, last) if words[i] in _JOINTS), None)
    if joint is not None:
        subject = _before(named, joint)
        return subject[-2] if len(subject) > 1 else last
    return named[-2]


def _closes(words: Sequence[str], last: int) -> bool:
    """Whether nothing said of the subject follows: no judging word and no degree."""
    return all(word in FUNCTION_WORDS and word not in COPULAS for word in words[last + 1 :])


def _before(named: Sequence[int], place: int) -> list[int]:
    return [index for index in named if index < place]
