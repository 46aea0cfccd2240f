"""Whose voice a question asks for: the reviewers', counted or not, or a third party's."""

from __future__ import annotations

from collections.abc import Sequence

from qa.reading.clauses import AUXILIARIES, COPULAS, Opening
from qa.reading.returning import intention_of
from qa.reading.vocabulary import AGAINST, ASKERS, COUNTED, FOR
from qa.words import PlacedWord, word_set

__all__ = ["OPINING", "counts_voices", "holder_of"]

# What is done in giving an opinion; who does it has one.
OPINING = word_set(
    """like love hate dislike enjoy enjoyed think thought feel felt say said says find found complain mind
    praise admire criticise criticize object mention mentioned rate recommend make made consider prefer
    appreciate regret want describe report reported note defend approve characterise characterize believe
    react rave moan grumble liked loved hated disliked complained praised enjoyed"""
)
_MOVED = word_set(
    """happy unhappy pleased displeased impressed unimpressed disappointed annoyed satisfied dissatisfied
    delighted thrilled scared moved confused bored upset convinced amused charmed"""
)
_JUDGING = (OPINING | AGAINST | FOR) - word_set("made make want")
_VOICED = word_set("complain complained object objected mention mentioned report reported grumble moan")
_PERSONAL = word_set("he she they them him her his their i me my you your we us our")
_ANYBODY = word_set("anyone anybody someone somebody everyone everybody nobody")
_ALL_OR_MOST = word_set("most many all few several both majority lot plenty half")
_SHARES = word_set("share proportion percentage fraction percent majority")

# Those who are with the reviewer, or serve, or stand by: their opinion is told in a review and is not its.
_KIN = word_set(
    """wife husband spouse partner girlfriend boyfriend fiance fiancee kid kids child children son sons
    daughter daughters toddler baby teenager teenagers mother mom mum father dad parents brother sister family
    friend friends companion companions colleague colleagues coworker coworkers roommate flatmate grandmother
    grandfather grandson granddaughter niece nephew uncle aunt cousin dog dogs cat cats"""
)
_BYSTANDERS = word_set(
    """waiter waiters waitress chef staff manager management receptionist director directors producer
    producers cast crew actors audience audiences locals neighbour neighbours neighbor neighbors club
    technician dealer"""
)
_THIRD = _KIN | _BYSTANDERS
_DETERMINERS = word_set("his her their my our the a an reviewer's critic's author's writer's some any")
_OTHER_HEADS = word_set("people guests critics reviewers customers viewers readers else")
_MOST_WORDS = 6  # of a holder: "the people at the next table"
_VIEWS = word_set(
    """verdict opinion opinions view views reaction reactions take thoughts thought impression impressions
    complaint complaints judgement judgment response"""
)
_SAYING = word_set("say says said think thinks thought report reports reported claim claims claimed that")


def counts_voices(tokens: Sequence[str], opening: Opening) -> bool:
    """Whether voices are counted ("how many reviewers") rather than things ("how many cameras").

    "Did anyone complain?" and "Do most like it?" are answered by counting too.
    """
    if any(_how_many(tokens[i:]) for i, word in enumerate(tokens) if word == "how"):
        return True
    if not _SHARES.isdisjoint(tokens) and any(word in ASKERS or word in _JUDGING for word in tokens):
        return True
    return opening.whether and _asks_of_some(tokens[opening.at :])


def _how_many(rest: Sequence[str]) -> bool:
    if len(rest) < 3 or rest[1] not in ("many", "often"):
        return False
    if rest[1] == "often" or rest[2] == "times" or rest[2] in AUXILIARIES:
        return any(word in _JUDGING for word in rest[2:]) or intention_of(rest) is not None
    if rest[2] in COUNTED or rest[2] in ASKERS or rest[2] in OPINING or (rest[3:4] and rest[3] in ASKERS):
        return True
    if rest[2] == "stars":
        return not OPINING.isdisjoint(rest) or bool({"give", "gave", "get"} & set(rest))
    return len(rest) > 3 and rest[3] in OPINING - {"made", "make"}  # "how many players mention ..."


def _asks_of_some(rest: Sequence[str]) -> bool:
    """Whether a yes/no question is put of some or most of the reviewers, and of what they think.

    What happened to them ("Did anyone get ill?") is looked up and not counted.
    """
    if rest[0] in _ANYBODY:
        return any(word in _JUDGING for word in rest[1:4])
    measured = rest[1:2] and rest[1] in ("a", "the")  # "a lot of people complain"
    subject, after = rest[1:2], list(rest[2 : 6 if measured else 5])
    if not subject:
        return False
    quantified = subject[0] in _ANYBODY | _ALL_OR_MOST or subject[0] in ("any", "no")
    if subject[0] in ASKERS - _PERSONAL and _VOICED.intersection(after[:2]):
        return True
    if not quantified and not (subject[0] in ("a", "the") and after[:1] and after[0] in _ALL_OR_MOST):
        return False
    return any(word in _JUDGING for word in after)


def holder_of(text: str, found: Sequence[PlacedWord]) -> tuple[str | None, frozenset[int]]:
    """The third party whose opinion is asked for, as worded, and the indexes of its words.

    None for the reviewers and for people at large, whose words the reviews are.
    """
    tokens = [word.text for word in found]
    span = _owner(tokens) or _subject(tokens) or _reported(tokens)
    if span is None:
        return None, frozenset()
    worded = text[found[span.start].start : found[span.stop - 1].end]
    if tokens[span.stop - 1].endswith("'s") and tokens[span.stop : span.stop + 1]:
        worded = worded[:-2]
    return worded, frozenset(span)


def _owner(tokens: Sequence[str]) -> range | None:
    """Whose view is named: "his companion's verdict", "the view of her husband"."""
    for i, word in enumerate(tokens[:-1]):
        if word.removesuffix("'s") in _THIRD and word.endswith("'s") and tokens[i + 1] in _VIEWS:
            return range(_determined(tokens, i), i + 1)
    return None


def _subject(tokens: Sequence[str]) -> range | None:
    """The subject of an opinion: between an auxiliary and what is done in giving one."""
    for place, word in enumerate(tokens[:-2]):
        if word not in AUXILIARIES or word in ("would", "will", "should", "can"):
            continue
        verb = next((i for i in range(place + 2, len(tokens)) if _opines(tokens, i, word)), None)
        if verb is None or verb - place - 1 > _MOST_WORDS:
            continue
        if _is_third(tokens[place + 1 : verb]):
            return range(place + 1, verb)
    return None


def _opines(tokens: Sequence[str], index: int, auxiliary: str) -> bool:
    if auxiliary in COPULAS:
        return tokens[index] in _MOVED
    if tokens[index] in ("make", "made"):  # "make of it", not "make sense"
        return list(tokens[index + 1 : index + 2]) == ["of"]
    return tokens[index] in OPINING


def _is_third(subject: Sequence[str]) -> bool:
    if "at" in subject[1:]:  # "the people at the next table"
        return any(word in _OTHER_HEADS or word in ("couple", "party", "table") for word in subject)
    if any(word.endswith("'s") and word not in _DETERMINERS for word in subject[:-1]):
        return subject[-1] in _KIN
    if subject[-1] not in _THIRD:
        return False
    return subject[0] in _DETERMINERS or subject[0] in _THIRD


def _are_others(subject: Sequence[str]) -> bool:
    if list(subject) == ["others"]:
        return True
    first, last = subject[0], subject[-1]
    return len(subject) == 2 and ((first == "other" and last in _OTHER_HEADS) or last == "else")


def _reported(tokens: Sequence[str]) -> range | None:
    """Whom the reviewer reports: "say others complain about", "according to his wife"."""
    for i, word in enumerate(tokens[:-1]):
        if word not in _SAYING and tokens[i - 1 : i + 1] != ["according", "to"]:
            continue
        for end in range(min(i + 5, len(tokens)), i + 1, -1):
            party = tokens[i + 1 : end]
            told = end == len(tokens) or tokens[end] in OPINING | AGAINST | FOR | _SAYING | AUXILIARIES
            if told and (_is_third(party) or _are_others(party)):
                return range(i + 1, end)
    return None


def _determined(tokens: Sequence[str], index: int) -> int:
    """Where the phrase that ends at `index` starts, its article or owner included."""
    start = index
    while start > 0 and tokens[start - 1] in _DETERMINERS:
        start -= 1
    return start
