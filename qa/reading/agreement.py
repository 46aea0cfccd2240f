"""Verbs that agree with a noun phrase in number: "How is the bed?" of the beds is "How are the beds?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from qa.words import word_set, words

__all__ = ["agreeing", "is_plural", "past", "third_person"]

_PLURAL_OF: Mapping[str, str] = MappingProxyType(
    {
        "is": "are",
        "was": "were",
        "does": "do",
        "has": "have",
        "isn't": "aren't",
        "wasn't": "weren't",
        "doesn't": "don't",
        "hasn't": "haven't",
    }
)
_SINGULAR_OF: Mapping[str, str] = MappingProxyType({many: one for one, many in _PLURAL_OF.items()})
_CONTRACTED = re.compile(r"\b(what|how|where|when|who)['\u2019]s$", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*$")
_PREPOSITIONS = word_set("of in on at for with from by about without under during near after before")
_PLURALS = word_set("people children men women folks they we you i")
_SINGULARS = word_set("news series gas bus lens canvas chess jazz atmosphere always wireless glass mess")
_PAST: Mapping[str, str] = MappingProxyType({"find": "found", "say": "said"})


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes a verb in the plural: "the beds in the room", "the sauna and the pool"."""
    found = words(phrase)
    if "and" in found[1:]:
        return True
    end = next((i for i, word in enumerate(found) if i and word in _PREPOSITIONS), len(found))
    head = found[end - 1] if found else ""
    if head in _PLURALS:
        return True
    regular = head.endswith("s") and not head.endswith(("ss", "us", "is", "'s"))
    return regular and len(head) > 3 and head not in _SINGULARS


def agreeing(before: str, subject: str) -> str:
    """The words `before` a subject, the verb that closes them made to agree with it."""
    stripped = before.rstrip()
    gap = before[len(stripped) :]
    plural = is_plural(subject)
    contracted = _CONTRACTED.search(stripped)
    if contracted and plural:
        return f"{stripped[: contracted.start()]}{contracted.group(1)} are{gap}"
    last = _LAST_WORD.search(stripped)
    if last is None:
        return before
    verb = last.group().replace("\u2019", "'")
    other = (_PLURAL_OF if plural else _SINGULAR_OF).get(verb.lower())
    if other is None:
        return before
    return f"{stripped[: last.start()]}{other.capitalize() if verb[0].isupper() else other}{gap}"


def past(verb: str) -> str:
    """The past of a regular verb, with what follows it: "complain about" makes "complained about"."""
    head, *rest = verb.split(" ", 1)
    formed = _PAST.get(head) or f"{head}{'d' if head.endswith('e') else 'ed'}"
    return " ".join([formed, *rest])


def third_person(verb: str) -> str:
    """The third person of a verb, with what follows it: "complain about" makes "complains about"."""
    head, *rest = verb.split(" ", 1)
    return " ".join([f"{head}s", *rest])
