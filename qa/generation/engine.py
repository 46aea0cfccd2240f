"""The generative engine: a model drafts, the gate decides; what fails ends in a reason, not in an error."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from qa.errors import ConfigurationError, ModelFailed, ModelReason
from qa.generation.calls import Calls
from qa.generation.evidence import ShownEvidence
from qa.generation.gate import Admitted, ClaimGate
from qa.generation.prompt import answer_prompt, repair_prompt
from qa.generation.reply import ReplyReader
from qa.generation.spending import Spending
from qa.generation.written import WrittenClaim
from qa.models import Question
from qa.ports import Message, Workers

__all__ = ["GenerativeEngine", "Written"]

TRIES = 3  # calls of the model for one answer: two retries, a repair being one of them
FAILED_ANSWERS = 5  # one after the other, after which the model is left alone
PAUSE_S = 30.0  # for so long
BACKOFF_S = 0.5  # before the second call, where the model's server names no time; doubled each time
READ_FOR_ONE = 3  # claims of a reply that are read for each that may be shown
END_WAIT_S = 1.0  # for a call to end, once its reply is whole
LEAST_LEFT_S = 1.0  # of the time for an answer, for another call to be worth beginning

# Failures of a model whose server works.
_NOT_OF_THE_SERVER: frozenset[ModelReason] = frozenset(
    {"reply_unreadable", "reply_too_long", "claims_unverified", "model_abstained", "model_busy"}
)
_REPAIRED: frozenset[ModelReason] = frozenset({"reply_unreadable", "claims_unverified"})

_log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Written:
    """How far the model came: the gate holds what was admitted, `failure` is why there is no more of it.

    `dropped` counts the claims of all its replies that could not be borne out.
    """

    gate: ClaimGate
    spending: Spending = field(default_factory=Spending)
    dropped: int = 0
    failure: ModelFailed | None = None


class GenerativeEngine:
    """Has a model write claims, each of which passes a gate. To be used from one event loop."""

    def __init__(
        self,
        calls: Calls,
        *,
        workers: Workers,
        total_s: float,
        sleep: Sleep = asyncio.sleep,
        name: str,
        failed_answers: int = FAILED_ANSWERS,
        pause_s: float = PAUSE_S,
    ) -> None:
        self.name = name
        self._calls = calls
        self._workers = workers
        self._total_s = total_s
        self._sleep = sleep
        self._breakers = AsyncCircuitBreakerFactory(
            default_threshold=failed_answers,
            default_ttl=pause_s,
            exclude=[(ModelFailed, lambda failure: failure.reason in _NOT_OF_THE_SERVER)],
        )

    async def write(
        self,
        question: Question,
        evidence: ShownEvidence,
        new_gate: Callable[[], ClaimGate],
        *,
        claims: int,
        keeps: bool,
    ) -> AsyncGenerator[Admitted | Written]:
        """Every claim as it is admitted, and last how far the model came.

        With `keeps`, what was yielded counts as told and is not taken back: nothing is tried again after it.
        Otherwise the claims of a call that failed are forgotten with its gate.
        """
        written = Written(gate=new_gate())
        prompt = answer_prompt(question, evidence, claims=claims)
        try:
            async with (
                self._unless_paused(),
                aclosing(self._tries(prompt, new_gate, written, claims=claims, keeps=keeps)) as told,
            ):
                async for claim in told:
                    yield claim
        except ModelFailed as failure:
            written.failure = failure
            _log.warning("no answer of the language model (%s): %s", failure.reason, failure.message)
        except ConfigurationError as error:
            written.failure = ModelFailed(error.message, reason="model_refused")
            _log.warning("no answer of the language model: %s", error.message)
        except Exception as error:  # no answer is lost by what goes wrong beside the embedded engine
            written.failure = ModelFailed(f"{type(error).__name__}: {error}", reason="model_unavailable")
            _log.exception("no answer of the language model")
        yield written

    @asynccontextmanager
    async def _unless_paused(self) -> AsyncIterator[None]:
        """Counts failures in a row. What tells nothing of the model, as when a client goes, ends no row.

        Raises: ModelFailed where the model failed so often lately that it is left alone.
        """
        breaker = await self._breakers.get_breaker("model")
        try:
            await breaker.__aenter__()
        except OpenedState:
            raise ModelFailed(
                "The model failed several times in a row and is left alone for a while.",
                reason="model_paused",
            ) from None
        try:
            yield
        except ModelFailed as failure:
            if failure.reason != "over_budget":
                await breaker.__aexit__(type(failure), failure, failure.__traceback__)
            raise
        else:
            await breaker.__aexit__(None, None, None)

    async def _tries(
        self,
        prompt: list[Message],
        new_gate: Callable[[], ClaimGate],
        written: Written,
        *,
        claims: int,
        keeps: bool,
    ) -> AsyncGenerator[Admitted]:
        """The claims of the call that succeeds. Raises: ModelFailed, as the last call did."""
        deadline = asyncio.get_running_loop().time() + self._total_s
        messages, repaired = prompt, False
        for attempt in range(1, TRIES + 1):
            written.gate = new_gate()
            reply: list[str] = []
            try:
                async with aclosing(self._reply(messages, written, deadline, reply, claims)) as admitted:
                    async for claim in admitted:
                        yield claim
                return
            except ModelFailed as failure:
                told = keeps and bool(written.gate.claims)
                repairs = failure.reason in _REPAIRED and not repaired
                if told or attempt == TRIES or not (repairs or failure.again):
                    raise
                if repairs:
                    messages, repaired = repair_prompt(prompt, "".join(reply), failure.message), True
                else:
                    await self._wait(failure, attempt, deadline)

    async def _wait(self, failure: ModelFailed, attempt: int, deadline: float) -> None:
        """Wait before the next call. Raises: the failure, where no time would be left for one."""
        chance = random.uniform(0.75, 1.25)
        seconds = failure.retry_after_s
        seconds = BACKOFF_S * 2 ** (attempt - 1) * chance if seconds is None else seconds
        if asyncio.get_running_loop().time() + seconds > deadline - LEAST_LEFT_S:
            raise failure
        await self._sleep(seconds)

    async def _reply(
        self, messages: list[Message], written: Written, deadline: float, reply: list[str], claims: int
    ) -> AsyncGenerator[Admitted]:
        """The claims of one reply that are admitted, at most `claims`.

        The call is over once the reply is whole, or has enough. Raises: ModelFailed, also when there is none.
        """
        reader, gate = ReplyReader(), written.gate
        try:
            async with aclosing(self._calls.pieces(messages, written.spending, deadline)) as pieces:
                async for piece in pieces:
                    reply.append(piece)
                    async for claim in self._admitted(reader.feed(piece), gate, claims):
                        yield claim
                    if reader.is_whole or _is_enough(reader, gate, claims):
                        await _to_its_end(pieces)
                        break
            if not _is_enough(reader, gate, claims):
                async for claim in self._admitted(reader.close(), gate, claims):
                    yield claim
        finally:
            written.dropped += gate.dropped + reader.misshapen
        if not gate.claims:
            raise _nothing_left(gate, reader)

    async def _admitted(
        self, written: list[WrittenClaim], gate: ClaimGate, claims: int
    ) -> AsyncGenerator[Admitted]:
        for claim in written[: READ_FOR_ONE * claims]:
            if len(gate.claims) >= claims:
                return
            admitted = await self._workers.run(gate.admit, claim)
            if admitted is not None:
                yield admitted


def _is_enough(reader: ReplyReader, gate: ClaimGate, claims: int) -> bool:
    """Whether a reply has as many claims as are shown, or so many that no more of it is read."""
    return len(gate.claims) >= claims or reader.claims + reader.misshapen >= READ_FOR_ONE * claims


async def _to_its_end(pieces: AsyncGenerator[str]) -> None:
    """Wait a moment for a call to end by itself: what it took is told last."""
    with suppress(TimeoutError, ModelFailed):
        async with asyncio.timeout(END_WAIT_S):
            async for _ in pieces:
                pass


def _nothing_left(gate: ClaimGate, reader: ReplyReader) -> ModelFailed:
    if gate.faults:
        faults = " ".join(f"Claim {n}: {fault}." for n, fault in enumerate(gate.faults, start=1))
        return ModelFailed(faults, reason="claims_unverified")
    if reader.misshapen:
        return ModelFailed("Its claims had no `text` or no `evidence`.", reason="reply_unreadable")
    return ModelFailed("The model found no answer in the reviews.", reason="model_abstained")
