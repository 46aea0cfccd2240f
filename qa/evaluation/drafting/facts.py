"""Questions of fact: where a sentence holds a number or a name that answers one, the question it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.alignment import Span
from qa.evaluation.cases import Scope
from qa.evaluation.drafting.fact_patterns import Fact, facts_in
from qa.evaluation.drafting.kinds import Kind
from qa.evaluation.drafting.material import Material, ReadSentence
from qa.evaluation.drafting.mentions import Mention
from qa.evaluation.drafting.numbers import forms_of
from qa.evaluation.drafting.proposals import MAX_EVIDENCE, Proposal, points_of, propose
from qa.evaluation.drafting.stretches import stretch_around
from qa.evaluation.points import Point

__all__ = ["fact_proposals"]

FACT_WORTH = 4.0
LONGEST = 320  # characters of a sentence that is quoted whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A fact and the sentence that tells it."""

    fact: Fact
    sentence: ReadSentence


def fact_proposals(material: Material, kind: Kind) -> Iterator[Proposal]:
    """A case for each question that some sentences answer; all that answer it are its evidence."""
    by_question: dict[str, list[_Told]] = {}
    for sentence in material.sentences:
        for fact in facts_in(sentence.text, kind, material.title):
            by_question.setdefault(fact.question, []).append(_Told(fact=fact, sentence=sentence))
    for question, told in by_question.items():
        yield _proposal(question, told, material)


def _proposal(question: str, told: Sequence[_Told], material: Material) -> Proposal:
    """Where all agree, any one of the sentences is enough, and the answer must hold what they say."""
    answers = [frozenset(form.casefold() for form in forms_of(one.fact.answer)) for one in told]
    agreed = not any(first.isdisjoint(other) for first in answers for other in answers)
    firm = agreed and all(one.fact.firm for one in told)
    mentions = list(dict.fromkeys(map(_mention, told)))  # two wordings may find a fact in the same words
    points = points_of(mentions[:MAX_EVIDENCE])
    if firm:
        points = [Point(any_of=tuple(passage for point in points for passage in point.any_of))]
    forms = tuple(dict.fromkeys(form for one in told for form in forms_of(one.fact.answer)))
    return propose(
        question,
        sort="fact",
        aspect=told[0].fact.about,
        scope=Scope(item_id=material.item_id),
        worth=FACT_WORTH + told[0].fact.bonus + 0.4 * (len({one.sentence.review_id for one in told}) - 1),
        evidence=points,
        must_contain=[forms] if firm else (),
    )


def _mention(told: _Told) -> Mention:
    text, place = told.sentence.text, told.fact.place
    span = Span(0, len(text)) if len(text) <= LONGEST else stretch_around(text, place)
    if told.fact.answer not in text[slice(*span)] or told.fact.begins < span.start:
        span = Span(0, len(text))
    start = told.sentence.start
    return Mention(
        review_id=told.sentence.review_id,
        start=start + span.start,
        end=start + span.end,
        quote=text[slice(*span)],
        side=None,
    )
