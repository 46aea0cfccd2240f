"""Set phrases whose words say the contrary of what they mean: "I can't fault it", "if I have a problem".

The trained readings add up words, and a negator turns only the few words after it, so that praise made of
a denied complaint often reads as the complaint. A phrase found here settles which side its sentence takes.
"""

from __future__ import annotations

import re

__all__ = ["settled_polarity"]

SETTLED = 0.8  # polarity of a sentence that is little more than the phrase; well clear of neutral
ANNOUNCED = 0.6  # polarity against, at least, of a sentence that announces a complaint
MOST_WORDS = 25  # of a sentence that a phrase settles alone; a longer one says more besides

_CANNOT = r"(?:can't|cannot|can not|couldn't|could not)"
_NICER = (
    r"(?:nicer|better|happier|kinder|friendlier|easier|cleaner|tastier|quicker|simpler|smoother|lovelier|finer|"
    r"more (?:helpful|pleased|comfortable|accommodating|welcoming|impressed|friendly|attentive|delicious|"
    r"satisfied|delighted|perfect|beautiful|convenient|pleasant|impressive|generous|professional))"
)
_WORSE = (
    r"(?:worse|dirtier|ruder|duller|slower|"
    r"more (?:disappoint\w+|boring|wrong|unhelpful|unpleasant|tedious|rude))"
)
_TROUBLE = (
    r"(?:complaints?|issues?|problems?|regrets?|faults?|downsides?|drawbacks?|flaws?|gripes?|quibbles?|"
    r"qualms)"
)
_BORED = r"(?:dull|boring|bored|tedious|tiresome|disappoint(?:s|ed|ing)?|bad|annoying|overlong)"

_PRAISE = re.compile(
    rf"\b(?:{_CANNOT} (?:have been|be|have asked for|ask for|have hoped for|hope for) (?:any |a )?"
    rf"(?:{_NICER}|more(?= *(?:[.,;!?]|$)))"
    rf"|(?:{_CANNOT}|hard to|difficult to) (?:\w+ )?fault\b"
    r"|(?:what's|what is|nothing) not to (?:like|love|enjoy)"
    r"|nothing (?:really )?"
    r"(?:to complain about|to dislike|to fault|bad to say|negative to say|wrong with|but praise)"
    r"|not (?:a|one) (?:single )?(?:dull|boring|wasted|weak|bad|false|slow) \w+"
    rf"|not (?:a|one) single {_TROUBLE}"
    rf"|(?<!not )(?:with )?(?:no|zero|without any|without a|not any) (?:real |major |serious )?{_TROUBLE}\b"
    rf"|(?:never|not|isn't|wasn't|aren't|weren't|is never|didn't feel) (?:once |at all |even )?{_BORED}\b"
    r"|(?:never|don't|doesn't|didn't|won't|not) (?:once )?(?:disappoint|regret)\w*"
    rf"|{_CANNOT} (?:recommend|praise|thank|rate|fault) [^.,;!?]{{0,40}}\b(?:enough|highly)"
    rf"|{_CANNOT} (?:\w+ )?go wrong|{_CANNOT} put (?:it|this|the book|them) down"
    rf"|{_CANNOT} stop (?:laughing|smiling)"
    rf"|{_CANNOT} wait to (?:go back|return|come back|see it again|read it again|stay|use it again)"
    r"|(?:wouldn't|would not) change a thing|(?:never|doesn't|does not) gets? old"
    r"|(?:doesn't|does not) get (?:any |much )?better"
    r"|(?:has not|hasn't|never|have not|haven't) let (?:me|us) down"
    r"|(?:lasts?|lasted) (?:me |us )?(?:all (?:day|week|night)|for (?:days|weeks|ages)))"
)
_BLAME = re.compile(
    rf"\b(?:{_CANNOT} (?:have been|be) (?:any )?{_WORSE}"
    r"|nothing (?:here |much )?to (?:like|recommend|love|praise|enjoy)"
    rf"|{_CANNOT} (?:finish|get through|get into) (?:it|this|the book))"
)
# A complaint announced as the only one, or as none to speak of, is one.
_ANNOUNCED = re.compile(
    r"\bif (?:i|we) (?:do )?(?:have|had)(?: to (?:find|name|make|pick))? (?:an?|any|one) "
    rf"(?:\w+ )?{_TROUBLE}\b"
    rf"|\b(?:my|our|the|his|her) (?:only|one|main|biggest|chief|sole|single) (?:\w+ )?{_TROUBLE}\b"
)
_BUT = r"but|although|though|however|yet"
_TAKEN_BACK = re.compile(rf"\b(?:{_BUT})\b")
_TURN = re.compile(rf"[,;:]|\b(?:{_BUT}|except|apart from|aside from|until|so much as)\b")


def settled_polarity(text: str, polarity: float) -> float:
    """The polarity (-1..1) of a sentence that was read as `polarity`, its set phrases taken at their meaning.

    An announced complaint is at most taken back by what follows. A phrase in a long sentence, or beside
    another clause, meets a contrary reading half-way. Phrases for both sides, or none, leave it as it is.
    """
    folded = text.casefold().replace("\u2019", "'")
    announced = _ANNOUNCED.search(folded)
    if announced is not None:
        return min(polarity, 0.0 if _TAKEN_BACK.search(folded, announced.end()) else -ANNOUNCED)
    praised, blamed = _PRAISE.search(folded) is not None, _BLAME.search(folded) is not None
    if praised == blamed:
        return polarity
    meant = SETTLED if praised else -SETTLED
    if polarity * meant > 0:
        return max(polarity, meant) if praised else min(polarity, meant)
    shared = _TURN.search(folded) is not None or len(folded.split()) > MOST_WORDS
    return (polarity + meant) / 2 if shared else meant
