"""Complaints that one voice is enough for: somebody was put in danger, made ill or cheated.

A mean hides them: one poisoned guest among two hundred happy ones. They are found by their words, because a
trained reading weighs tone, and the gravest reports are often told without any.
"""

from __future__ import annotations

import re
from typing import Literal

from qa.words import words

__all__ = ["SEVERE_TERMS", "Harm", "harm_in"]

Harm = Literal["danger", "illness", "fraud"]

# Words of which every grave report holds one, for full-text search, which stems them.
SEVERE_TERMS = tuple(
    words(
        """poisoning poisoned vomiting vomited vomit threw throwing salmonella norovirus diarrhoea diarrhea
        ill sick hospital emergency ambulance allergic anaphylactic mold mould bedbugs bugs
        cockroach cockroaches rats mice maggots droppings infested fire smoke burned burnt
        exploded blew overheated overheating melted sparked sparks shock electrocuted injured hurt
        dangerous unsafe hazard choking locked padlocked chained alarm detector gas monoxide
        wiring glass shards die died assaulted attacked scam scammed fraud fraudulent counterfeit
        replica fake stolen stole ripped rip charged charges refund deposit"""
    )
)

# Somebody who can be hurt, near the harm: keeps the plots of films and novels out.
_US = (
    r"\b(?:i|we|me|us|my|our|(?:both|all (?:three|four|five)) of us|wife|husband|son|daughter|kids?|child|"
    r"baby|guests?)\b"
)

_ILLNESS = re.compile(
    r"\bfood[- ]poison\w*|\bsalmonella|\bnorovirus|\bbed ?bugs?\b|\bcockroach|\banaphyla"
    r"|\b(?:black |full of )?mou?ld (?:on|in|all|growing|everywhere|was|around)"
    r"|\b(?:rats?|mice|mouse droppings|maggots?) in (?:the|our|my)\b"
    rf"|{_US}[^.;]{{0,60}}\b"
    r"(?:(?:violently|really|terribly|very|all|so|got|fell|became|been|were|was|felt) (?:ill|sick)"
    r"|made (?:me|us|him|her|them) (?:ill|sick)|vomit\w*|threw up|throwing up|diarrh?o?ea"
    r"|in hospital|in the hospital|to hospital|to the (?:hospital|emergency room|er)|allergic reaction)"
    r"|\bmade (?:me|us|my \w+) (?:violently |really |very )?(?:ill|sick)\b"
    r"|\b(?:ended up|spent [^.;]{1,30}|landed) in (?:the )?hospital\b"
)
_DANGER = re.compile(
    r"\bfire (?:door|exit|escape)s?\b[^.;]{0,60}\b(?:locked|blocked|chained|padlocked)"
    r"|\b(?:locked|blocked|chained|padlocked)\b[^.;]{0,40}\bfire (?:door|exit|escape)"
    r"|\bsmoke (?:detector|alarm)s?\b[^.;]{0,60}\b(?:no|missing|not|without|dead|disconnected|taped|broken)\b"
    r"|\b(?:no|without(?: a)?|missing) (?:working )?smoke (?:detector|alarm)"
    r"|\b(?:charger|battery|phone|case|cable|plug|adapter|device|unit|kettle|heater|toaster|oven|blanket|it)\b"
    r"[^.;]{0,40}\b(?:caught fire|exploded|blew up|melted|burst into flames|started (?:smoking|to smoke)|"
    r"gave (?:me|us|him|her) (?:a|an) (?:electric )?shock|sparked)"
    r"|\b(?:gas leak|carbon monoxide|exposed wir(?:e|es|ing)|electrocut\w+|electric shock|"
    r"(?:fire|health|safety|choking) hazard)\b"
    r"|\b(?:dangerous|unsafe) (?:for|to|building|place|area|product|design|stairs?|balcony|pool|wiring)\b"
    r"|\b(?:somebody|someone|people) could (?:die|get (?:hurt|killed)|have died)\b"
    rf"|{_US}[^.;]{{0,40}}\b(?:(?:got|was) burn(?:ed|t)|(?:was|were) injured|"
    r"got (?:badly )?hurt|"
    r"cut (?:my|his|her) \w+ on|broke (?:my|his|her) (?:arm|leg|wrist|tooth)|was assaulted|was attacked)"
    r"|\b(?:pieces? of|shards? of|broken) (?:glass|metal|plastic) in (?:my|the|our|her|his)\b"
)
_FRAUD = re.compile(
    r"\b(?:scam(?:s|med|mers?)?|fraud(?:ulent)?|rip[- ]?off|ripped (?:me|us) off|counterfeit)\b"
    r"|\bcharged (?:me|us|my card|our card) "
    r"(?:twice|double|again|for (?:a|the|another) [^.;]{0,30}(?:never|not|didn't))"
    r"|\b(?:money|wallet|cash|laptop|jewel\w*|phone|passport|things|belongings)\b[^.;]{0,40}"
    r"\b(?:was|were|been|got) stolen"
    r"|\bstole (?:my|our|from)\b"
    r"|\brefus(?:ed|es|ing) (?:to (?:give|pay|issue) )?(?:(?:me |us )?(?:a |any |the |my |our )?)refund"
    r"|\bnever (?:got|received|saw) (?:my|our|the|a|any) (?:refund|money|deposit)"
    r"|\b(?:sold|sent) (?:me|us) (?:a |an )?(?:fake|counterfeit|used one as new|replica)"
    r"|\bunauthori[sz]ed charges?\b|\bfake (?:reviews?|product|one|item)\b"
)
_DENIED = re.compile(
    r"\b(?:no|not a|never (?:a|any)|without any|isn't a|not|hardly a) "
    r"(?:\w+ )?(?:scam|rip[- ]?off|fraud|mou?ld|bed ?bugs?|hazard|food[- ]poison\w*|cockroach\w*)"
)
_BY_HARM: tuple[tuple[Harm, re.Pattern[str]], ...] = (
    ("illness", _ILLNESS),
    ("danger", _DANGER),
    ("fraud", _FRAUD),
)


def harm_in(text: str) -> Harm | None:
    """The harm that a sentence reports, done or nearly done to somebody; None for none."""
    folded = text.casefold().replace("\u2019", "'")
    if _DENIED.search(folded):
        return None
    return next((harm for harm, pattern in _BY_HARM if pattern.search(folded)), None)
