"""The ways in which a follow-up leans on the question before it, and the set phrases that lean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from qa.reading.phrases import phrase_list

__all__ = ["Leaning", "set_leaning"]

Leaning = Literal[
    "thing",  # and the acting?
    "circumstance",  # and in winter?
    "side",  # and the positives?
    "opposite",  # and the opposite?
    "voice",  # and one-star reviews?
    "date",  # and in 2023?
    "echo",  # do most people think so?
    "clause",  # did anyone like it?
    "reason",  # why?
    "objection",  # why not?
    "count",  # how many said so?
    "people",  # who said that?
    "more",  # tell me more
    "example",  # such as?
    "manner",  # in what way?
    "again",  # really?
]

_SAID: Mapping[Leaning, str] = MappingProxyType(
    {
        "reason": """why; how come; why so; why is that; why's that; what for; for what reason; why is this;
        why do they say that; why do they say so; why do they think so; why do they think that;
        why do people say that; why do people think so; why did they say that; why do they feel that way""",
        "objection": "why not; how come not; why didn't they; why don't they",
        "count": """how many; how often; is that common; is this common; is it common; how common is that;
        how common is it; how common is this; is that typical; is that usual; is that a common complaint;
        is it a common complaint; is this a common complaint; is that a common problem; what share;
        what proportion; what percentage; how many of them""",
        "people": "who; which ones",
        "more": """more; and; say more; tell me more; tell me more about it; tell me more about that;
        tell me more about this; go on; keep going; continue; what else; anything else; something else;
        anything more; can you elaborate; could you elaborate; elaborate; details; more detail; more details;
        explain; can you explain; expand; expand on that; can you expand; can you expand on that; is that all;
        more about that; more about it; more on that""",
        "example": """such as; for example; for instance; like what; example; examples; an example;
        any examples; some examples; give me an example; give me examples; give an example; e g; eg;
        can you give an example; can you give examples; can you give me an example;
        can you give me examples; can you give me some examples; could you give an example; quote;
        quotes; any quotes; source; sources; evidence; show me;
        show me some; which for example; what for example""",
        "manner": """in what way; in what ways; in which way; in what sense; in what respect; how so; how;
        how exactly; what exactly; like how; how do you mean; what do you mean; meaning""",
        "again": """really; seriously; honestly; truly; are you sure; is that true; is it true; is that so;
        is that right; is it really""",
        "opposite": """opposite; the opposite; the reverse; vice versa; conversely; on the other hand;
        the other side; the other way round; the other way around""",
    }
)
_LEANINGS: Mapping[tuple[str, ...], Leaning] = MappingProxyType(
    {phrase: leaning for leaning, said in _SAID.items() for phrase in phrase_list(said)}
)


def set_leaning(tokens: Sequence[str]) -> Leaning | None:
    """How a follow-up leans whose case-folded words are a set phrase: "such as", "how come"."""
    return _LEANINGS.get(tuple(tokens))
