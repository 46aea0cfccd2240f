"""The text of a generative answer: claims, what is counted, and reports of harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace

import numpy as np
import pytest

from qa.alignment import Span
from qa.answering.extractive import ExtractiveAnswer
from qa.embedded import Glimpsed, Prepared, Understood
from qa.errors import ModelFailed
from qa.events import Told
from qa.generation.composer import Composer, new_gate
from qa.generation.engine import Written
from qa.generation.gate import Admitted, ClaimGate
from qa.models import Citation, Coverage, Filters, Hit, Question
from tests.qa.generation.builders import alike, hit, question, review, shown, written

INN = "The breakfast was superb. The staff were slow. The roof caught fire. We got food poisoning here."
BREAKFAST, STAFF, FIRE, FOOD = (
    hit(review(INN), text, polarity=polarity)
    for text, polarity in (
        ("The breakfast was superb.", 0.9),
        ("The staff were slow.", -0.9),
        ("The roof caught fire.", -0.9),
        ("We got food poisoning here.", -0.9),
    )
)
SHOWN = shown(BREAKFAST, STAFF, FIRE, FOOD)


class Embedded:
    """What of the embedded engine is used: it marks every citation."""

    def marked(self, citations: tuple[Citation, ...], _prepared: Prepared) -> tuple[Citation, ...]:
        return tuple(replace(one, spoiler=True) for one in citations)


def _prepared(
    asked: Question | None = None,
    *,
    lead: str = "Two of three reviewers mention it:",
    answered: bool = True,
    grave: Mapping[str, Hit] | None = None,
    max_citations: int = 6,
    coverage: Coverage | None = None,
) -> Prepared:
    understood = Understood(
        question=asked or question(kind="fact"),
        filters=Filters(),
        vector=np.zeros(2, dtype=np.float32),
        lookup=Future(),
        hide=False,
        max_citations=max_citations,
        revision=1,
    )
    return Prepared(
        understood=understood,
        evidence=SHOWN.hits,
        grave=grave or {},
        coverage=coverage or Coverage(reviews_in_scope=3, reviewers=3, mentioning=2, positive=1, negative=1),
        drafted=ExtractiveAnswer(answered=answered, lead=lead, drafts=(), nearest=()),
    )


def _composer(prepared: Prepared) -> tuple[Composer, ClaimGate]:
    """A composer, and a gate for the same question."""
    return Composer(prepared, Embedded()), _gate(prepared)  # type: ignore[arg-type]


def _gate(prepared: Prepared, hidden: Mapping[str, list[Span]] | None = None) -> ClaimGate:
    glimpsed = Glimpsed(evidence=prepared.evidence, grave=prepared.grave, hidden=hidden or {})
    return new_gate(prepared.understood, glimpsed, SHOWN, alike)


def _admitted(gate: ClaimGate, text: str, *sentences: int, stance: str = "neutral") -> Admitted:
    admitted = gate.admit(written(text, *sentences, stance=stance))
    assert admitted is not None
    return admitted


@pytest.fixture
def two() -> Callable[[ClaimGate], tuple[ClaimGate, list[Admitted]]]:
    """Two claims that a gate admitted, and the gate."""

    def admit(gate: ClaimGate) -> tuple[ClaimGate, list[Admitted]]:
        superb = _admitted(gate, "The breakfast is superb.", 1, stance="positive")
        return gate, [superb, _admitted(gate, "The staff are slow", 2, stance="negative")]

    return admit


Two = Callable[[ClaimGate], tuple[ClaimGate, list[Admitted]]]


def _text(stretches: list[Told]) -> str:
    return "".join(told.text for told in stretches)


def test_claims_are_told_as_they_come_with_their_numbers_and_marked_citations(two: Two) -> None:
    composer, gate = _composer(_prepared())
    gate, (first, second) = two(gate)
    (one,), (other,) = composer.stretches(first, keeps=True), composer.stretches(second, keeps=True)
    assert (one.text, other.text) == ("The breakfast is superb [1].", " The staff are slow [2]")
    assert (one.claim, other.claim) == gate.claims
    assert [c.n for c in (*one.citations, *other.citations)] == [1, 2]
    assert all(c.spoiler for c in (*one.citations, *other.citations))
    assert composer.stretches(Written(gate=gate), keeps=True) == []


def test_what_may_be_taken_back_is_told_at_the_end_alone(two: Two) -> None:
    composer, gate = _composer(_prepared())
    gate, admitted = two(gate)
    assert [composer.stretches(one, keeps=False) for one in admitted] == [[], []]
    told = composer.stretches(Written(gate=gate), keeps=False)
    assert _text(told) == "The breakfast is superb [1]. The staff are slow [2]"


@pytest.mark.parametrize("keeps", [True, False])
def test_after_a_failure_nothing_more_is_told(two: Two, keeps: bool) -> None:
    composer, gate = _composer(_prepared(grave={"a fire": FIRE}))
    gate, _ = two(gate)
    failed = Written(gate=gate, failure=ModelFailed("It failed.", reason="model_timeout"))
    assert composer.stretches(failed, keeps=keeps) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_what_is_counted_comes_after_the_claims(two: Two, keeps: bool) -> None:
    composer, gate = _composer(_prepared(question(aspect="the inn")))
    gate, admitted = two(gate)
    told = [stretch for one in admitted for stretch in composer.stretches(one, keeps=keeps)]
    told += composer.stretches(Written(gate=gate), keeps=keeps)
    assert _text(told) == (
        "The breakfast is superb [1]. The staff are slow [2] "
        "Two of three reviewers mention the inn: one for, one against."
    )
    assert (told[-1].claim, told[-1].citations) == (None, ())


@pytest.mark.parametrize("asked", [question(kind="count"), question(asks_change=True)])
def test_a_count_or_a_change_that_was_asked_for_comes_first_and_once(two: Two, asked: Question) -> None:
    composer, gate = _composer(_prepared(asked))
    _, (first, second) = two(gate)
    told = composer.stretches(first, keeps=True)
    assert [stretch.text for stretch in told] == [
        "Two of three reviewers mention it.",
        " The breakfast is superb [1].",
    ]
    assert told[0].claim is None
    assert _text(composer.stretches(second, keeps=True)) == " The staff are slow [2]"


def test_a_lead_that_ends_in_a_full_stop_keeps_one(two: Two) -> None:
    composer, gate = _composer(_prepared(question(kind="count"), lead="None of three mentions it."))
    _, (first, _) = two(gate)
    assert composer.stretches(first, keeps=True)[0].text == "None of three mentions it."


def test_a_lead_that_says_there_is_no_answer_is_not_told(two: Two) -> None:
    composer, gate = _composer(_prepared(question(kind="count"), answered=False))
    _, (first, _) = two(gate)
    assert _text(composer.stretches(first, keeps=True)) == "The breakfast is superb [1]."


@pytest.mark.parametrize("keeps", [True, False])
def test_reports_of_harm_are_told_at_the_end(two: Two, keeps: bool) -> None:
    composer, gate = _composer(_prepared(grave={"a fire": FIRE, "food poisoning": FOOD}))
    gate, admitted = two(gate)
    told = [stretch for one in admitted for stretch in composer.stretches(one, keeps=keeps)]
    told += composer.stretches(Written(gate=gate), keeps=keeps)
    assert [stretch.text for stretch in told[2:]] == [
        " One reviewer reports a fire: \u201cThe roof caught fire.\u201d [3]",
        " One reviewer reports food poisoning: \u201cWe got food poisoning here.\u201d [4]",
    ]
    assert [stretch.claim.stance for stretch in told[2:] if stretch.claim] == ["negative", "negative"]
    assert all(c.spoiler for stretch in told for c in stretch.citations)


def test_a_report_of_harm_that_is_told_already_is_not_told_again() -> None:
    composer, gate = _composer(_prepared(grave={"a fire": FIRE}))
    _admitted(gate, "The roof caught fire.", 3)
    told = composer.stretches(Written(gate=gate), keeps=False)
    assert _text(told) == "The roof caught fire [1]."


def test_room_is_kept_for_reports_of_harm() -> None:
    composer, gate = _composer(_prepared(grave={"a fire": FIRE}, max_citations=2))
    _admitted(gate, "The breakfast is superb.", 1)
    assert gate.admit(written("The staff are slow.", 2)) is None
    composer.stretches(Written(gate=gate), keeps=True)
    assert [c.quote for c in gate.citations] == ["The breakfast was superb.", "The roof caught fire."]


def test_one_claim_has_room_however_many_reports_there_are() -> None:
    composer, gate = _composer(_prepared(grave={"a fire": FIRE, "food poisoning": FOOD}, max_citations=1))
    _admitted(gate, "The breakfast is superb.", 1)
    assert composer.stretches(Written(gate=gate), keeps=True) == []
    assert len(gate.citations) == 1


def test_a_gate_quotes_nothing_that_is_hidden() -> None:
    gate = _gate(_prepared(), hidden={"inn": [Span(0, 10)]})
    assert gate.admit(written("The breakfast is superb.", 1)) is None
    assert gate.admit(written("The staff are slow.", 2)) is not None
