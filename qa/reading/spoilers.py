"""Whether a sentence gives away a turn of a plot: who dies, who did it, what is revealed, how it ends.

Only somebody of a story with a fate does. A judgement of the ending gives nothing away, nor does the premise
that a review opens with, nor what happens to guests and gadgets. What is marked as a spoiler is one.
"""

from __future__ import annotations

import re

__all__ = ["gives_away"]

PREMISE = 0.3  # share of a review within which what happens is mostly where the story starts
JUDGING = 0.8  # opinion from which a sentence that is only about a revelation is about the work


def _any(text: str) -> str:
    """A pattern for any of the phrases between bars; spaces and line ends are one space."""
    return "(?:" + " ".join(text.split()).replace("| ", "|").replace(" |", "|") + ")"


_ROLE = _any(
    """hero| heroine| protagonist| narrator| killer| murderer| villain| detective| inspector| cop|
    policeman| sheriff| father| mother| brother| sister| son| daughter| husband| wife| widow| widower|
    boy| girl| child| kid| baby| man| woman| couple| lovers?| twins?| sisters| brothers| dog| cat|
    horse| captain| king| queen| prince| princess| regent| mayor| minister| secretary| soldier| doctor|
    nurse| teacher| priest| professor| butler| gardener| lawyer| curator| stranger| ghost| monster|
    creature| robot| android| boss| mentor| sidekick| butcher| baker| clerk| driver| guard| keeper|
    sailor| spy| mole| thief| traitor| culprit| maid| uncle| aunt| grandmother| grandfather| friend|
    partner| fianc\u00e9e?| boyfriend| girlfriend| informer| colonel| orphan| crew| villagers?"""
)
_NO_NAME = _any(
    """It| This| That| These| Those| There| Nobody| Everything| Something| Nothing| Everyone| Everybody|
    The| And| But| When| If| As| In| At| By| So| Then| What| Which| Who| Each| Every| Most| Some| Hope|
    Love| I| We| You| My| Our| His| Her| Bluetooth| After| Not| No| One| Turns| Later| Halfway| Without"""
)
_NAME = (
    rf"(?<![Tt]he )(?<![Mm]y )(?<![Tt]his )\b(?!{_NO_NAME}\b)"
    "[A-Z][a-z\u00e0-\u00ff]+(?: [A-Z][a-z\u00e0-\u00ff]+)*(?:'s [a-z]+)?"
)
_OWNER = r"(?:\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|both)|[a-z]+'s)"
_WHO = rf"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey)\b|{_OWNER} (?:[a-z'-]+ ){{0,2}}{_ROLE}\b|{_NAME})"
_THEN = (
    r",? (?:(?:finally|eventually|ultimately|actually|really|then|later|both|all|secretly|suddenly|"
    r"too|even|who)"
    r",? ){0,2}"
)
_DIES = _any(
    """dies| die| drowns| bleeds to death| commits suicide| (?:is| are| gets| get) (?:shot| killed|
    murdered| stabbed| hanged| executed| poisoned| strangled| beheaded)| (?:kills| shoots| hangs|
    drowns| poisons) (?:himself| herself| themselves)| sacrifices? (?:himself| herself| itself|
    themselves)| does(?: not| n't) (?:make it| survive)"""
)
_HARMS = _any(
    r"""(?:kills| shoots| murders| stabs| poisons| strangles| betrays| executes) (?:him| her| them| the|
    his| their| [A-Z])"""
)
_TURNS = _any(
    """confess(?:es)?| (?:is| are) (?:arrested| unmasked| reunited)| gets? away with (?:it| murder)| gives?
    (?:himself| herself) up| turns? (?:himself| herself) in| gets? back together| comes back to life|
    find(?:s)? out that (?:the| his| her| their| he| she)| discovers? that (?:the| his| her| their| he|
    she)"""
)
_PARTS = _any(
    """leaves? (?:him| her| them| home for good)| marr(?:ies| y)| goes back to| returns? to| forgives?|
    walks? (?:away| out)| walking away| escapes?| wakes? up| loses? the| wins? (?:the| back)| burns?|
    get together| reconcile| (?:ends? up )?(?:in prison| alone| together| pregnant)| reunited|
    survive[sd]?| dead| death| dying| hanging| drown(?:s| ed| ing)?| killed| arrested| saved| rescued|
    (?:going| goes) over the"""
)
_END = (
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Bb]y|[Oo]n) the (?:very )?(?:end\b(?! of the (?:day|week|month|"
    r"year))|finale|climax|"
    r"epilogue|close|(?:final|last|closing) (?:scene|shot|chapter|act|pages?|reel|minutes|moments))|"
    r"\b[Ii]n the epilogue|\b(?:ending|finale|epilogue|(?:final|last) (?:scene|shot|chapter|page|"
    r"twist)),? (?:in which|"
    r"where|when|is that|shows?|sees?|has|reveals)|\b(?:film|book|movie|novel|story|game|[Ii]t|show|"
    r"play) (?:ends|closes) "
    r"(?:with|on|when|as)\b)"
)
_GUILT = _any(
    """(?:really| actually| in fact| secretly )?(?:the| a| an| his| her| their) (?:own| real| double|
    long-lost| very )*(?:killer| murderer| culprit| traitor| mole| thief| arsonist| informer| spy|
    agent| ghost| robot| clone| android| impostor| villain| father| mother| sister| brother| son|
    daughter| wife| husband| twin| dream| hallucination)"""
)
_AT_THE_CORE = re.compile(
    r"\b(?:all along|the whole time|from the (?:very )?(?:start|beginning|first chapter))\b"
)
_HIDDEN = re.compile(rf"\b(?:dead|{_GUILT}|{_ROLE}|arsonist|impostor)\b")

_MARKED = re.compile(r"\bspoilers?\b(?! ?-?free)", re.IGNORECASE)
_UNMARKED = re.compile(
    r"\b(?:no|without(?: any)?|avoid\w*|free of|any|non|not a|rear|the|its?|don't|hate|anti|front|"
    r"roof|wing|carbon|"
    r"lip|party) (?:major |big |real )?spoilers?\b|\bspoilers? (?:free|here\b)",
    re.IGNORECASE,
)
# Dying as nobody in a story dies: of laughter, by running out of power, for a dessert.
_OTHERWISE = re.compile(
    r"\bdie[sd]? (?:of|from|with) (?:laugh\w+|boredom|embarrassment|shame|thirst|hunger|joy)|"
    r"\b(?:dies|died|die) (?:a slow death|on (?:me|the page|us)|(?:after|within|in) (?:about |only |"
    r"just )?[\w-]+ "
    r"(?:hours?|minutes?|days?|weeks?|months?|charges?))|"
    r"\b(?:battery|phone|laptop|screen|charger|unit|engine|motor|router|signal|plant|controller|car|"
    r"conversation|"
    r"momentum|joke|romance|pace|tension|machine|device|kettle|app) (?:\w+ )?(?:dies|is dead|died)\b|"
    r"\bto die for\b|"
    r"\bdead (?:battery|pixel|end|spot|silence|serious|on|calm|weight|pan)\b|\bnever dies\b",
    re.IGNORECASE,
)
# What a plot starts from, wherever it is told: "After his wife dies, a clockmaker moves to the hills."
_SETTING_OUT = re.compile(
    r"^(?:After|When|Since|Before|Once|Following|Set|In (?:1|2)\d{3})\b[^,]*,|^(?:An?|Two|Three) \w+"
)

_FATES = (
    re.compile(rf"{_WHO}{_THEN}(?:{_DIES}|{_HARMS}|{_TURNS})"),
    re.compile(rf"\b[Nn]obody (?:but \w+ )?survives\b|\bonly {_ROLE} (?:survives|to survive)\b"),
    re.compile(
        rf"\b(?:cried|sobbed|wept|sad|upset|shocked|devastated|tears)\b.{{0,20}}\bwhen {_WHO} (?:died|"
        rf"is|was killed|dies)"
    ),
    re.compile(rf"\b[Kk]ill(?:s|ed|ing) off (?:{_NAME}|{_OWNER} (?:\w+ )?{_ROLE})"),
    re.compile(rf"\b(?:the|a) wrong {_ROLE} (?:hangs|dies|is)"),
)
_REVEALED = (
    re.compile(
        rf"{_WHO}{_THEN}(?:(?:is|are) (?:finally |eventually |then )?revealed (?:to be|as the)|"
        rf"turns? out to (?:be|have))"
    ),
    re.compile(
        rf"(?:\b[Ii]t (?:turns out|transpires|emerges) that|\b[Tt]urns out|\b(?:[Ww]e|[Yy]ou) (?:learn|"
        rf"discover|find out|"
        rf"realise|realize)\b|\b[Ii]t is (?:\w+ )?revealed that|\breveals? that|\btwist (?:is|"
        rf"being) that|\btwist, that|"
        rf"\bsecret is that|\brealises? that|\brealizes? that|\bcomes off, it is)\b.{{0,40}}?"
        rf"(?:{_WHO}|\bnever existed|\bafterlife|\ball a dream|\bthe same person)"
    ),
    re.compile(
        r"\b[Tt]he (?:real )?(?:killer|murderer|culprit|traitor|mole) (?:is|was) (?:the|his|her|their|none) "
    ),
    re.compile(rf"{_WHO} (?:is|are|was) {_GUILT}\b"),
    re.compile(r"\b(?:the|that) \w+ did it,|\ball (?:been )?a dream\b|\bwas staged by\b|\bdiscovers that\b"),
)
_PLAYED = re.compile(
    r"\b(?:played|performance|actor|actress|casting|charming|too|star|director|owner|chef)\b"
)


def gives_away(text: str, opinion: float, place: float) -> bool:
    """Whether a sentence gives away a turn of the plot.

    `opinion` is the probability, 0..1, that it gives an opinion; `place` is where in its review it stands, as
    a share, 0..1.
    """
    if _MARKED.search(text):
        return _UNMARKED.search(text) is None
    told = _OTHERWISE.sub(" ", text.replace("\u2019", "'"))
    if _tells_end(told):
        return True
    if _SETTING_OUT.search(told) or place < PREMISE:
        return False
    if any(pattern.search(told) for pattern in _FATES) or _was_hidden(told):
        return True
    return opinion < JUDGING and not _PLAYED.search(told) and any(one.search(told) for one in _REVEALED)


def _tells_end(told: str) -> bool:
    """Whether the sentence speaks of the end, and of what becomes of somebody there."""
    frame = re.search(_END, told)
    if frame is None:
        return False
    rest = told[: frame.start()] + " " + told[frame.end() :]
    fate = re.search(rf"\b(?:{_PARTS}|{_DIES}|{_HARMS}|{_TURNS})\b", rest)
    return fate is not None and re.search(_WHO, rest) is not None


def _was_hidden(told: str) -> bool:
    return _AT_THE_CORE.search(told) is not None and _HIDDEN.search(told) is not None
