"""One question from its words to its answer, told as it comes about, by whichever engine can."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import uuid4

from qa.ahead import Ahead
from qa.answering.prose import compose, marked
from qa.embedded import Clock, EmbeddedEngine, Glimpsed, Prepared, Understood
from qa.errors import ConfigurationError, ModelFailed, ModelReason, PullquoteError
from qa.events import AnswerEvent, Begun, BrokenOff, Ended, Told
from qa.generation.composer import Composer, new_gate
from qa.generation.engine import GenerativeEngine, Written
from qa.generation.evidence import ShownEvidence, shown_evidence
from qa.generation.gate import Admitted
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


@dataclass(slots=True, kw_only=True)
class _Account:
    """What a model's answer came to: what was told, and why it is no answer, where it is none."""

    stretches: list[Told] = field(default_factory=list)
    usage: dict[str, int] = field(default_factory=lambda: Spending().usage)
    dropped: int = 0
    failure: ModelFailed | None = None

    def take(self, written: Written) -> None:
        self.usage, self.dropped = written.spending.usage, written.dropped
        failure = written.failure
        # Anew, without the traceback: with it would be kept all that was at hand when it was raised.
        self.failure = None if failure is None else ModelFailed(failure.message, reason=failure.reason)

    @property
    def is_kept(self) -> bool:
        """Whether the same would come of asking again."""
        return self.failure is None or self.failure.reason in _LASTING


Key = tuple[str, Filters, int, bool]
# Failures that the model would repeat over the same evidence.
_LASTING: frozenset[ModelReason] = frozenset({"model_abstained", "claims_unverified"})


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
        self._kept: ScopeCache[Key, _Account] = ScopeCache(KEPT_ANSWERS)
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
        events = telling.embedded() if writer is None else telling.generative(writer, self._kept, keeps=keeps)
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

    async def embedded(self) -> AsyncGenerator[AnswerEvent]:
        """The embedded engine's answer."""
        prepared = await self._readers.run(self._prepared)
        async with aclosing(self._as_embedded(prepared)) as events:
            async for event in events:
                yield event

    async def generative(
        self, writer: GenerativeEngine, kept: ScopeCache[Key, _Account], *, keeps: bool
    ) -> AsyncGenerator[AnswerEvent]:
        """The model's answer claim by claim, or the embedded engine's where the model gives none.

        The model is asked as soon as there is something to show it; what it need not see is found meanwhile.
        """
        understood, glimpsed = await self._readers.run(self._glimpsed)
        key = (understood.question.text, understood.filters, understood.max_citations, understood.hide)
        known = kept.get(key, understood.revision)
        shown = shown_evidence(glimpsed.evidence, glimpsed.grave.values())
        steps = (
            self._steps(writer, understood, glimpsed, shown, keeps=keeps)
            if known is None and shown.hits
            else _no_steps()
        )
        async with aclosing(Ahead(steps)) as writing:
            prepared = await self._finishers.run(self._embedded.prepare, understood, Clock(), glimpsed)
            events = (
                self._as_written(prepared, shown, writer.name, writing, known or _Account(), keeps=keeps)
                if shown.hits
                else self._as_embedded(prepared)
            )
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, _Account):
                        kept.put(key, understood.revision, event)
                    else:
                        yield event

    def _steps(
        self,
        writer: GenerativeEngine,
        understood: Understood,
        glimpsed: Glimpsed,
        shown: ShownEvidence,
        *,
        keeps: bool,
    ) -> AsyncGenerator[Admitted | Written]:
        gate = partial(new_gate, understood, glimpsed, shown, self._embedded.closeness)
        return writer.write(understood.question, shown, gate, claims=MAX_CLAIMS, keeps=keeps)

    async def _as_embedded(self, prepared: Prepared) -> AsyncGenerator[AnswerEvent]:
        answer = await self._finishers.run(self._embedded.answer, prepared)
        self._clock.mark("answer")
        suggestions = await self._suggestions(prepared)
        self._clock.mark("suggest")
        answer = self._whole(answer, prepared, suggestions)
        cited = {one.review.id: one.review for one in (*answer.citations, *answer.nearest)}
        yield Begun(answer_id=self._id, sources=tuple(cited.values()), coverage=answer.coverage)
        for stretch in _stretches(answer):
            yield stretch
        yield Ended(answer=answer)

    async def _as_written(
        self,
        prepared: Prepared,
        shown: ShownEvidence,
        model: str,
        writing: Ahead[Admitted | Written],
        told: _Account,
        *,
        keeps: bool,
    ) -> AsyncGenerator[AnswerEvent | _Account]:
        """What is told of the model's answer already, and what it writes; and what of it is to be kept."""
        yield Begun(answer_id=self._id, sources=shown.reviews, coverage=prepared.coverage)
        suggesting = asyncio.ensure_future(self._suggestions(prepared))
        try:
            for stretch in told.stretches:
                yield stretch
            told = replace(told, stretches=list(told.stretches), usage=Spending().usage)
            composer = Composer(prepared, self._embedded)
            async for one in writing:
                for stretch in await self._finishers.run(composer.stretches, one, keeps=keeps):
                    told.stretches.append(stretch)
                    yield stretch
                if isinstance(one, Written):
                    told.take(one)
            self._clock.mark("model")
            if told.failure is not None and told.stretches:
                yield BrokenOff(failure=told.failure)
                return
            if told.is_kept:
                yield told
            answer = _of_the_model(prepared, model, told)
            if told.failure is not None:
                answer = await self._in_its_place(prepared, told)
                for stretch in _stretches(answer):
                    yield stretch
            self._clock.mark("answer")
            suggestions = await suggesting
            self._clock.mark("suggest")
            yield Ended(answer=self._whole(answer, prepared, suggestions))
        finally:
            suggesting.cancel()

    async def _in_its_place(self, prepared: Prepared, told: _Account) -> Answer:
        """The embedded engine's answer where the model gave none, with the reason."""
        answer = await self._finishers.run(self._embedded.answer, prepared)
        return replace(
            answer,
            reason=told.failure.reason if told.failure else None,
            dropped_claims=answer.dropped_claims + told.dropped,
            usage=told.usage,
        )

    async def _suggestions(self, prepared: Prepared) -> tuple[str, ...]:
        """What else may be asked; nothing where that cannot be found, for no answer is to fail by it."""
        understood = prepared.understood
        try:
            async with self._suggesters:
                return await self._readers.run(
                    self._suggesting.beside,
                    understood.question,
                    understood.vector,
                    understood.filters,
                    hide=understood.hide,
                )
        except PullquoteError:
            return ()

    def _understood(self) -> Understood:
        asked = self._asked
        earlier = [turn.content for turn in asked.history if turn.role == "user"]
        return self._embedded.understand(
            full_question(asked.question, earlier),
            asked.filters,
            max_citations=asked.max_citations,
            hide=asked.spoilers == "hide",
            clock=self._clock,
            earlier=earlier[: -LOOKED_BACK - 1 : -1],
        )

    def _prepared(self) -> Prepared:
        return self._embedded.prepare(self._understood(), self._clock)

    def _glimpsed(self) -> tuple[Understood, Glimpsed]:
        understood = self._understood()
        return understood, self._embedded.glance(understood, self._clock)

    def _whole(self, answer: Answer, prepared: Prepared, suggestions: tuple[str, ...]) -> Answer:
        asked = " ".join(self._asked.question.split())
        return replace(
            answer,
            id=self._id,
            question=asked,
            full_question=answer.question if answer.question != asked else None,
            item_id=prepared.understood.filters.item_id,
            suggestions=suggestions,
            timing_ms=self._clock.laps,
        )


async def _no_steps() -> AsyncGenerator[Admitted | Written]:
    return
    yield  # what makes it a generator


def _of_the_model(prepared: Prepared, model: str, told: _Account) -> Answer:
    return Answer(
        id="",
        question=prepared.question.text,
        answered=True,
        text="".join(stretch.text for stretch in told.stretches),
        claims=tuple(stretch.claim for stretch in told.stretches if stretch.claim is not None),
        citations=tuple(citation for stretch in told.stretches for citation in stretch.citations),
        coverage=prepared.coverage,
        nearest=(),
        suggestions=(),
        engine="generative",
        dropped_claims=told.dropped,
        model=model,
        usage=told.usage,
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
