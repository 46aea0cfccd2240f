"""Wordings that tell a fact, and the question each of them answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qa.evaluation.drafting.kinds import Kind
from qa.evaluation.drafting.numbers import MONEY, NUMBER, value_of
from qa.evaluation.drafting.people import FULL_NAME, without_opener

__all__ = ["Fact", "facts_in"]

RUNTIME_MINUTES = range(60, 300)  # of a film; fewer are a scene's
PAGES = range(60, 2_000)  # of a book; fewer are a chapter's

_NAME = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+"
_N = rf"(?P<answer>{NUMBER})"
_WHO = rf"(?P<answer>{FULL_NAME})"
_MONEY = rf"(?P<answer>{MONEY})"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_YEAR = r"(?P<answer>1[5-9]\d\d|20\d\d)"

# What was made, what its makers are asked for by, and under which name the questions about it are one.
_MAKINGS: Mapping[str, tuple[str, str]] = {
    "script": ("Who wrote the script?", "script"),
    "screenplay": ("Who wrote the script?", "script"),
    "music": ("Who composed the music?", "music"),
    "score": ("Who composed the music?", "music"),
    "soundtrack": ("Who composed the music?", "music"),
    "photography": ("Who photographed the film?", "photography"),
    "cinematography": ("Who photographed the film?", "photography"),
    "costumes": ("Who designed the costumes?", "costumes"),
    "sound": ("Who designed the sound?", "sound"),
    "translation": ("Who translated the book?", "translation"),
    "illustrations": ("Who drew the illustrations?", "illustrations"),
}
_MAKING = "|".join(_MAKINGS)
_OFFICES: Mapping[str, tuple[str, str]] = {
    "director": ("Who directed the film?", "direction"),
    "cinematographer": ("Who photographed the film?", "photography"),
    "composer": ("Who composed the music?", "music"),
    "screenwriter": ("Who wrote the script?", "script"),
    "co-writer": ("Who wrote the script together with the director?", "co-writer"),
    "sound designer": ("Who designed the sound?", "sound"),
    "production designer": ("Who is the production designer?", "design"),
    "costume designer": ("Who designed the costumes?", "costumes"),
    "editor": ("Who is the editor?", "editing"),
    "translator": ("Who translated the book?", "translation"),
    "narrator": ("Who is the narrator?", "narrator"),
    "chef": ("Who is the chef?", "chef"),
    "owner": ("Who is the owner?", "owner"),
    "manager": ("Who is the manager?", "manager"),
    "sommelier": ("Who is the sommelier?", "sommelier"),
    "head waiter": ("Who is the head waiter?", "head waiter"),
}
_OFFICE = "|".join(sorted(_OFFICES, key=len, reverse=True))
_PRICED = (
    r"breakfast|brunch|lunch|dinner|parking|tasting menu|menu|wines?|wine pairing|deposit|bread|tickets?|"
    r"admission|room|suite|delivery|shipping|subscription|upgrade|case|cable|wifi|valet|coffee|beers?|"
    r"cocktails?|dessert|resort fee|buffet|taxi|shuttle|refill|filter|battery|dlc|season pass"
)
_COUNTED: Mapping[str, str] = {
    "hotel": "rooms|floors|pools|restaurants|bars|lifts|elevators",
    "restaurant": "seats|courses|tables",
    "book": "chapters|narrators|voices",
    "game": "levels|bosses|endings|lives",
    "product": "modes|ports|speeds|attachments|colours|colors",
    "film": "episodes",
}
_UNITS = r"(?:minute|hour|day|night|week|month|year|star|euro|dollar|pound|page|time|people|thing|other)s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a sentence tells: a question, its `answer` as written, and where it `begins` and stands.

    A `firm` answer is one that every right answer must hold.
    """

    question: str
    answer: str
    about: str
    begins: int
    place: int
    firm: bool = True
    bonus: float = 0.0


# What a match asks for, and what about; None where it tells nothing after all.
Asked = Callable[[re.Match[str], Kind], tuple[str, str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """A pattern whose group `answer` answers what `asked` makes of it, in reviews of the kinds."""

    pattern: re.Pattern[str]
    asked: Asked
    kinds: tuple[str, ...] = ()
    firm: bool = True
    bonus: float = 0.5


def facts_in(text: str, kind: Kind, title: str | None) -> Iterator[Fact]:
    """The facts that a sentence plainly tells; `title` is the name of what is reviewed."""
    for wording in (*_WORDINGS, *_of_title(kind, title)):
        if wording.kinds and kind.name not in wording.kinds:
            continue
        for match in wording.pattern.finditer(text):
            asked = wording.asked(match, kind)
            if asked is not None:
                answer = without_opener(match["answer"])
                yield Fact(
                    question=asked[0],
                    answer=answer,
                    about=asked[1],
                    begins=match.start(),
                    place=match.end("answer") - len(answer),
                    firm=wording.firm,
                    bonus=wording.bonus,
                )


def _of_title(kind: Kind, title: str | None) -> Iterator[_Wording]:
    """`Jane Doe's "The Title"` tells who made it."""
    made = {"film": ("Who directed the film?", "direction"), "book": ("Who wrote the book?", "author")}
    if title and kind.name in made:
        pattern = re.compile(rf"{_WHO}['\u2019]s [\"\u201c\u00ab]?{re.escape(title)}")
        yield _Wording(pattern=pattern, asked=lambda match, kind: made[kind.name], bonus=0.8)


def _always(question: str, about: str) -> Asked:
    return lambda match, kind: (question, about)


def _within(numbers: range, question: str, about: str) -> Asked:
    return lambda match, kind: (question, about) if value_of(match["answer"]) in numbers else None


def _price(match: re.Match[str], kind: Kind) -> tuple[str, str]:
    what = match["what"].casefold()
    be = "are" if what.endswith("s") else "is"
    return f"How much {be} the {what}?", f"price of {what}"


def _number(match: re.Match[str], kind: Kind) -> tuple[str, str] | None:
    what, value = match["what"].casefold(), value_of(match["answer"])
    if value is None or value < 2 or not re.fullmatch(_COUNTED[kind.name], what):
        return None
    owner = "are there" if kind.name == "game" else f"does the {kind.noun} have"
    return f"How many {what} {owner}?", f"number of {what}"


def _made(match: re.Match[str], kind: Kind) -> tuple[str, str]:
    return _MAKINGS[match["what"].casefold()]


def _did(match: re.Match[str], kind: Kind) -> tuple[str, str]:
    """`Callum, who runs the floor`; what follows a preposition is said of it besides."""
    what = re.split(r" (?:with|on|for|at|from|in|and) ", match["what"])[0]
    shot = what.startswith("shot ")
    return f"Who {what}?", "photography" if shot else f"who {what}"[:40]


def _played(match: re.Match[str], kind: Kind) -> tuple[str, str]:
    return f"Who plays {match['what']}?", f"who plays {match['what']}".casefold()


def _wording(
    pattern: str, asked: Asked, *kinds: str, firm: bool = True, bonus: float = 0.5, exactly: bool = False
) -> _Wording:
    flags = 0 if exactly else re.IGNORECASE
    return _Wording(pattern=re.compile(pattern, flags), asked=asked, kinds=kinds, firm=firm, bonus=bonus)


_WORDINGS = (
    _wording(
        rf"(?:^|\b(?:at|these|is|runs(?: for)?|of)[ ,]+|, ){_N}[- ]min(?:ute)?s?\b"
        r"(?! (?:later|before|after|in\b))",
        _within(RUNTIME_MINUTES, "How long is the film?", "length"),
        "film",
        bonus=1.0,
    ),
    _wording(
        rf"(?<!\blast )(?<!\bfirst )(?<!\bnext )(?<!\bto ){_N} pages\b",
        _within(PAGES, "How many pages does the book have?", "length"),
        "book",
        bonus=1.0,
    ),
    _wording(
        rf"\b{_N} hours (?:to (?:the end|finish|complete|beat)|for the (?:main )?story)",
        _always("How long does it take to finish the game?", "length"),
        "game",
        bonus=1.0,
    ),
    _wording(
        rf"\b(?P<what>{_PRICED})\b(?:, which [^,]{{3,40}},)?"
        rf"(?: (?:is|are|was|were|costs?|comes? to|at|of|for|still|now|an?|the)|:){{1,4}} {_MONEY}",
        _price,
    ),
    _wording(rf"\b(?P<what>{_PRICED})\b[^.;:]{{0,50}}: {_MONEY}", _price),
    _wording(rf"{_MONEY}(?: (?:each|a head|per person))? for the (?P<what>{_PRICED})\b", _price),
    _wording(
        rf"\b(?:I|we) paid (?P<answer>{MONEY}|\d+\.\d\d)",
        lambda match, kind: (f"How much did the {kind.noun} cost?", "price"),
        "product",
        "game",
        "book",
        firm=False,
    ),
    _wording(
        rf"\b(?P<what>{_NAME}(?: {_NAME}| [A-Z]\d+)?), which costs? {_MONEY}",
        lambda match, kind: (f"How much does the {match['what']} cost?", f"price of {match['what']}"),
        "product",
        exactly=True,
        bonus=0.2,
    ),
    _wording(rf"\b{_N} (?P<what>[a-z]+s)\b(?! (?:later|ago|in|into|of)\b)", _number, bonus=0.4),
    _wording(
        rf"^(?:There (?:are|were) )?{_N} (?P<what>(?!{_UNITS}\b)[a-z]{{4,}}s)(?=,|\.)",
        lambda match, kind: (f"How many {match['what']} are there?", f"number of {match['what']}"),
        "game",
        "hotel",
        "restaurant",
        bonus=0.2,
    ),
    _wording(rf"{_WHO} plays (?P<what>{_NAME})\b", _played, "film", exactly=True),
    _wording(
        rf"(?<![\w'\u2019])(?P<what>{_NAME}(?: {_NAME})?),? \((?:played by )?{_WHO}\)",
        _played,
        "film",
        exactly=True,
    ),
    _wording(rf"\b(?P<what>{_NAME}) is {_WHO}, who\b", _played, "film", exactly=True),
    _wording(rf"{_WHO}['\u2019]s (?P<what>{_MAKING})\b", _made, exactly=True),
    _wording(rf"\b(?P<what>{_MAKING}) (?:is |was )?(?:by|from) {_WHO}", _made, exactly=True),
    _wording(
        rf"{_WHO} (?:has |had )?(?:written|wrote|composed) (?:a|the) (?P<what>{_MAKING})\b",
        _made,
        exactly=True,
    ),
    _wording(rf"\b(?P<what>{_OFFICE}),? {_WHO}", lambda match, kind: _OFFICES[match["what"]], exactly=True),
    _wording(
        rf"^(?!.*\b(?:version|original|remake|earlier)\b).*\bdirected by {_WHO}",
        _always("Who directed the film?", "direction"),
        "film",
        exactly=True,
    ),
    _wording(
        rf"(?P<answer>{_NAME}(?: {_NAME})?), who "
        r"(?P<what>(?:runs|owns|manages|shot|wrote|directed|composed|cooks|translated|narrates) "
        r"(?:the|it|this|that|an?) [^,.;()]{2,40})",
        _did,
        exactly=True,
    ),
    _wording(
        r"\b(?:filmed|shot(?: it)?|rodada) (?:\w+ ){0,2}(?:in|en)(?: the| el)? (?:\w+ de )?"
        rf"(?P<answer>{_NAME}(?: {_NAME})?)(?! \d)",
        _always("Where was the film shot?", "place"),
        "film",
        bonus=0.8,
        exactly=True,
    ),
    _wording(
        r"\b(?:shot|filmed|worked|spent)\b[^.;]{0,30}?\b"
        rf"{_N} (?:winter |summer )?(?:nights|days|weeks)\b",
        _always("How long did the filming take?", "shoot"),
        "film",
        bonus=0.3,
    ),
    _wording(
        rf"\bat (?P<answer>\d+ {FULL_NAME})",
        lambda match, kind: (f"What is the {kind.noun}'s address?", "address"),
        "hotel",
        "restaurant",
        exactly=True,
    ),
    _wording(
        rf"\b(?P<did>built|opened|founded|established) in {_YEAR}\b",
        lambda match, kind: (f"In which year was the {kind.noun} {match['did'].casefold()}?", "year"),
        "hotel",
        "restaurant",
    ),
    _wording(
        rf"\b[Tt]he (?P<what>\w+ of {_NAME}|\w+) was (?P<did>\w+ed) in {_YEAR}\b",
        lambda match, kind: (f"When was the {match['what']} {match['did']}?", match["what"].casefold()),
        exactly=True,
        bonus=0.2,
    ),
    _wording(
        rf"\bclosed (?:on )?(?P<answer>{_DAY}(?:(?:,| and|, and) {_DAY})*)",
        lambda match, kind: (f"On which days is the {kind.noun} closed?", "opening"),
        firm=False,
        bonus=0.8,
    ),
    _wording(
        r"\b(?P<what>breakfast|brunch|lunch|dinner|tea) is (?:served )?[^.;]{0,50}?"
        r"from (?P<answer>\d[\d.:]*(?: ?[ap]m)?)(?: to|-)",
        lambda match, kind: (
            f"When is {match['what'].casefold()} served?",
            f"hours of {match['what'].casefold()}",
        ),
        bonus=0.8,
    ),
    _wording(
        r"\b(?:weighs?(?: about| only| just)?|at) (?P<answer>\d[\d.]* ?(?:g|kg|grams|lbs?|ounces|oz))\b",
        lambda match, kind: (f"How much does the {kind.noun} weigh?", "weight"),
        "product",
        bonus=0.8,
    ),
    _wording(
        rf"\b(?:walk|drive|ride) to the (?P<what>\w+) (?:takes|is) (?:about |only )?{_N} minutes",
        lambda match, kind: (f"How far is the {match['what']}?", f"distance to {match['what']}".casefold()),
    ),
    _wording(
        rf"\b(?P<what>batter(?:y|ies))\b[^.;]{{0,60}}?\b{_N}\+? hours\b",
        _always("How long does the battery last?", "battery"),
        "product",
        "game",
        firm=False,
        bonus=0.8,
    ),
    _wording(
        rf"(?:charge|lead|plug)\b[^.;]{{0,40}}gives (?:about )?{_N} (?:more )?hours",
        _always("How many hours does a quick charge give?", "charging"),
        "product",
        bonus=0.3,
    ),
    _wording(
        r"\b(?:book|ask for|request|insist on) (?P<answer>a room [a-z ]{5,40})",
        _always("Which rooms do guests recommend?", "advice"),
        "hotel",
        firm=False,
    ),
)
