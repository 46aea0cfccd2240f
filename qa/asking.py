"""One question from its words to its answer, told as it comes about, by whichever engine can."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

from qa.answering.prose import compose, marked
from qa.embedded import Clock, EmbeddedEngine, Prepared
from qa.errors import ConfigurationError, ModelFailed, Overloaded
from qa.events import AnswerEvent, Begun, BrokenOff, Ended, Told
from qa.generation.composer import Composer
from qa.generation.engine import GenerativeEngine, Written
from qa.generation.evidence import ShownEvidence, shown_evidence
from qa.generation.spending import Spending
from qa.models import Answer, Engine, Filters, Spoilers, Turn
from qa.ports import Workers
from qa.reading.follow_ups import full_question
from qa.scope_cache import ScopeCache
from qa.suggesting import Suggesting

__all__ = ["Asked", "Asking"]

MAX_CLAIMS = 5  # of a model: more is a list, not an answer
LOOKED_BACK = 6  # of the user's questions, for the item that is spoken of
SUGGESTED_AT_ONCE = 2  # beside answers that are being written: they are to take no places from answers
KEPT_ANSWERS = 500  # of a model, remembered while the record stays as it is; some 10 kB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is put to the service."""

    question: str
    filters: Filters
    engine: Engine = "auto"
    max_citations: int = 6
    spoilers: Spoilers = "show"
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A model's answer as it was told."""

    stretches: tuple[Told, ...]
    dropped: int


@dataclass(slots=True, kw_only=True)
class _Outcome:
    """What came of asking a model, besides what is told."""

    usage: dict[str, int] | None = None
    dropped: int = 0
    failure: ModelFailed | None = None


Kept = ScopeCache[tuple[str, Filters, int, bool], _Kept]


class Asking:
    """Answers questions. `writer` is None where no language model is configured."""

    def __init__(
        self,
        *,
        embedded: EmbeddedEngine,
        suggesting: Suggesting,
        readers: Workers,
        finishers: Workers,
        writer: GenerativeEngine | None,
    ) -> None:
        self._embedded = embedded
        self._suggesting = suggesting
        self._readers = readers
        self._finishers = finishers
        self._writer = writer
        self._kept: Kept = ScopeCache(KEPT_ANSWERS)
        self._suggesters = asyncio.Semaphore(SUGGESTED_AT_ONCE)

    async def events(self, asked: Asked, *, keeps: bool) -> AsyncGenerator[AnswerEvent]:
        """The answer as it comes about: `Begun`, what is told, and `Ended`.

        With `keeps` each claim is told as soon as it is verified, and where the model fails after that, the
        end is `BrokenOff`. Without it nothing is told before all is known, and the end is always `Ended`.

        Raises: InvalidQuestion; ConfigurationError when a language model is asked for and none is configured.
        """
        writer = None if asked.engine == "extractive" else self._writer
        if asked.engine == "generative" and writer is None:
            raise ConfigurationError(
                "No language model is configured: set PULLQUOTE_LLM, or ask with "
                '"engine": "auto" or "extractive".'
            )
        telling = _Telling(
            asked, self._embedded, self._suggesting, self._suggesters, self._readers, self._finishers
        )
        prepared = await telling.prepare()
        if writer is None or not prepared.evidence:
            events = telling.embedded(prepared)
        else:
            events = telling.generative(prepared, writer, self._kept, keeps=keeps)
        async with aclosing(events):
            async for event in events:
                yield event


class _Telling:
    """The telling of one answer."""

    def __init__(
        self,
        asked: Asked,
        embedded: EmbeddedEngine,
        suggesting: Suggesting,
        suggesters: asyncio.Semaphore,
        readers: Workers,
        finishers: Workers,
    ) -> None:
        self._asked = asked
        self._embedded = embedded
        self._suggesting = suggesting
        self._suggesters = suggesters
        self._readers = readers
        self._finishers = finishers
        self._clock = Clock()
        self._id = f"ans_{uuid4().hex}"

    async def prepare(self) -> Prepared:
        asked = self._asked
        earlier = [turn.content for turn in asked.history if turn.role == "user"]
        return await self._readers.run(
            self._embedded.prepare,
            full_question(asked.question, earlier),
            asked.filters,
            max_citations=asked.max_citations,
            hide=asked.spoilers == "hide",
            clock=self._clock,
            earlier=earlier[: -LOOKED_BACK - 1 : -1],
        )

    async def embedded(self, prepared: Prepared) -> AsyncGenerator[AnswerEvent]:
        """The embedded engine's answer."""
        answer = await self._finishers.run(self._embedded.answer, prepared)
        self._clock.mark("answer")
        suggestions = await self._suggestions(prepared)
        self._clock.mark("suggest")
        answer = self._whole(answer, suggestions)
        cited = {one.review.id: one.review for one in (*answer.citations, *answer.nearest)}
        yield Begun(answer_id=self._id, sources=tuple(cited.values()), coverage=answer.coverage)
        for stretch in _stretches(answer):
            yield stretch
        yield Ended(answer=answer)

    async def generative(
        self, prepared: Prepared, writer: GenerativeEngine, kept: Kept, *, keeps: bool
    ) -> AsyncGenerator[AnswerEvent]:
        """The model's answer claim by claim, or the embedded engine's where the model gives none."""
        shown = shown_evidence(prepared.evidence, prepared.grave.values())
        self._clock.mark("answer")
        yield Begun(answer_id=self._id, sources=shown.reviews, coverage=prepared.coverage)
        suggesting = asyncio.ensure_future(self._suggestions(prepared))
        outcome, told = _Outcome(), list[Told]()
        try:
            async with aclosing(
                self._written(prepared, shown, writer, kept, outcome, keeps=keeps)
            ) as stretches:
                async for stretch in stretches:
                    told.append(stretch)
                    yield stretch
            self._clock.mark("model")
            if outcome.failure is not None and told:
                yield BrokenOff(failure=outcome.failure)
                return
            if outcome.failure is None:
                answer = self._of_the_model(prepared, writer.name, told, outcome)
            else:
                answer = await self._in_its_place(prepared, outcome)
                for stretch in _stretches(answer):
                    yield stretch
            self._clock.mark("answer")
            suggestions = await suggesting
            self._clock.mark("suggest")
            yield Ended(answer=self._whole(answer, suggestions))
        finally:
            suggesting.cancel()

    async def _written(
        self,
        prepared: Prepared,
        shown: ShownEvidence,
        writer: GenerativeEngine,
        kept: Kept,
        outcome: _Outcome,
        *,
        keeps: bool,
    ) -> AsyncGenerator[Told]:
        """What a model wrote and the gate let pass; remembered while the record stays as it is."""
        key = (prepared.question.text, prepared.filters, prepared.max_citations, prepared.hide)
        known = kept.get(key, prepared.revision)
        if known is not None:
            outcome.usage, outcome.dropped = Spending().usage, known.dropped
            for stretch in known.stretches:
                yield stretch
            return
        told: list[Told] = []
        composer = Composer(prepared, self._embedded)
        gate = partial(composer.new_gate, shown)
        writing = writer.write(prepared.question, shown, gate, claims=MAX_CLAIMS, keeps=keeps)
        async with aclosing(writing):
            async for one in writing:
                for stretch in await self._finishers.run(composer.stretches, one, keeps=keeps):
                    told.append(stretch)
                    yield stretch
                if isinstance(one, Written):
                    outcome.usage, outcome.dropped = one.spending.usage, one.dropped
                    outcome.failure = one.failure
        if outcome.failure is None:
            kept.put(key, prepared.revision, _Kept(stretches=tuple(told), dropped=outcome.dropped))

    def _of_the_model(
        self, prepared: Prepared, model: str, told: Sequence[Told], outcome: _Outcome
    ) -> Answer:
        return Answer(
            id=self._id,
            question=prepared.question.text,
            answered=True,
            text="".join(stretch.text for stretch in told),
            claims=tuple(stretch.claim for stretch in told if stretch.claim is not None),
            citations=tuple(citation for stretch in told for citation in stretch.citations),
            coverage=prepared.coverage,
            nearest=(),
            suggestions=(),
            engine="generative",
            dropped_claims=outcome.dropped,
            model=model,
            usage=outcome.usage,
        )

    async def _in_its_place(self, prepared: Prepared, outcome: _Outcome) -> Answer:
        """The embedded engine's answer where the model gave none, with the reason."""
        answer = await self._finishers.run(self._embedded.answer, prepared)
        return replace(
            answer,
            reason=outcome.failure.reason if outcome.failure else None,
            dropped_claims=answer.dropped_claims + outcome.dropped,
            usage=outcome.usage,
        )

    async def _suggestions(self, prepared: Prepared) -> tuple[str, ...]:
        """What else may be asked; nothing where too much is waiting, for no answer is to fail by that."""
        try:
            async with self._suggesters:
                return await self._readers.run(
                    self._suggesting.beside,
                    prepared.question,
                    prepared.vector,
                    prepared.filters,
                    hide=prepared.hide,
                )
        except Overloaded:
            return ()

    def _whole(self, answer: Answer, suggestions: tuple[str, ...]) -> Answer:
        asked = " ".join(self._asked.question.split())
        return replace(
            answer,
            id=self._id,
            question=asked,
            full_question=answer.question if answer.question != asked else None,
            suggestions=suggestions,
            timing_ms=self._clock.laps,
        )


def _stretches(answer: Answer) -> Iterator[Told]:
    """An answer that is there already, as it would have been told: its lead, then its claims."""
    if not answer.claims:
        yield Told(text=answer.text)
        return
    known = {citation.n: citation for citation in answer.citations}
    lead = answer.text.removesuffix(compose("", answer.claims)).strip()
    if lead:
        yield Told(text=lead)
    for place, claim in enumerate(answer.claims):
        new = tuple(known.pop(n) for n in claim.citations if n in known)
        yield Told(text=f"{' ' if place or lead else ''}{marked(claim)}", claim=claim, citations=new)
