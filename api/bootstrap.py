"""The composition root: the only place that names concrete classes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from api.settings import Settings
from api.workers import ThreadWorkers
from qa.errors import ConfigurationError
from qa.generation.budget import Budget, Limits
from qa.generation.calls import Calls, Patience
from qa.generation.deferred import DeferredModel
from qa.generation.engine import GenerativeEngine
from qa.generation.trial import try_out
from qa.ports import LanguageModel, Workers
from qa.reading.settling import SettlingReader
from qa.service import EVERYTHING, ReviewQA
from vectorstore.embedding import NamedEmbedder, open_embedder
from vectorstore.opinion import open_opinion_reader
from vectorstore.reranking import open_reranker
from vectorstore.store import Store, open_store

__all__ = ["Readiness", "Runtime", "open_runtime"]

READER_THREADS = 2  # a question keeps a core busy; more threads than cores only take turns
WAITING_QUESTIONS = 64
WAITING_WRITES = 16
WAITING_ANSWERS = 2_000  # steps of answers that have begun, a millisecond or two each


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether questions can be answered now: each check by name, and how many reviews are stored."""

    ready: bool
    checks: Mapping[str, str]
    reviews: int


class Runtime:
    """An open store with everything that works on it."""

    def __init__(
        self, settings: Settings, store: Store, embedder: NamedEmbedder, writer: LanguageModel | None
    ) -> None:
        self._writer = writer
        self._store = store
        self._embedder = embedder
        self._readers = ThreadWorkers("reader", threads=READER_THREADS, waiting=WAITING_QUESTIONS)
        self._finishers = ThreadWorkers("finisher", threads=1, waiting=WAITING_ANSWERS)
        self._writing = _writing_engine(settings, writer, self._finishers)
        models = settings.home / "models"
        self._reranker = open_reranker(settings.reranker, models, settings.threads)
        self._writers = ThreadWorkers("writer", threads=1, waiting=WAITING_WRITES)
        self.service = ReviewQA(
            records=store,
            evidence=store.evidence,
            lexical=store.lexical,
            vectors=store.index,
            embedder=embedder,
            opinions=SettlingReader(open_opinion_reader(models, settings.threads)),
            reranker=self._reranker,
            writer=self._writing,
            readers=self._readers,
            finishers=self._finishers,
            writers=self._writers,
            chunk_chars=settings.chunk_chars,
        )
        self._warming: asyncio.Task[None] | None = None

    def warm(self) -> asyncio.Task[None]:
        """Begin to load the models and to check the index, so that the first question need not wait."""
        if self._warming is None:
            self._warming = asyncio.create_task(self._warm())
        return self._warming

    async def _warm(self) -> None:
        await asyncio.gather(
            asyncio.to_thread(self._load_models),
            asyncio.to_thread(self._store.index.prepare),
        )

    def _load_models(self) -> None:
        self._embedder.embed_query("warm")
        if self._reranker is not None:
            self._reranker.relevance("warm", ["warm"])

    async def readiness(self) -> Readiness:
        """Whether the record can be read, the model is loaded, and the index was checked.

        A runtime that was not told to warm up does so now; one that is doing it is not waited for.
        """
        if self._warming is None:
            await asyncio.wait([self.warm()])
        model = self._model_state()
        reviews = await asyncio.to_thread(self._store.evidence.count, EVERYTHING)
        failure = self._store.index.failure
        index = "ok" if failure is None else f"out of use, the record is searched instead: {failure}"
        return Readiness(
            ready=model == "ok", checks={"record": "ok", "model": model, "index": index}, reviews=reviews
        )

    def _model_state(self) -> str:
        warming = self._warming
        if warming is None or not warming.done():
            return "loading"
        error = None if warming.cancelled() else warming.exception()
        return "ok" if error is None else f"failed: {error}"

    async def try_model(self) -> str | None:
        """Call the language model once: "ok", or what went wrong; None where none is configured."""
        if self._writing is None:
            return None
        trial = await try_out(self._writing)
        return "ok" if trial.failure is None else trial.failure.message

    async def reindex(self, progress: Callable[[int, int], None]) -> None:
        """Compute everything anew from the stored source texts and rebuild the index."""
        await self.service.reprocess(progress)

    def report(self) -> Mapping[str, str]:
        """What is open, for `pullquote doctor`."""
        return {
            "embedding model": f"{self._embedder.name}, {self._embedder.dimension} dimensions",
            "embedding runtime": getattr(self._embedder, "served_by", "provider"),
            "reranker": self._reranker.name if self._reranker is not None else "none",
            "reviews": str(self._store.evidence.count(EVERYTHING)),
            "language model": self._writer.name if self._writer is not None else "none",
            "vector index": "in use" if self._store.index.available else "out of use",
        }

    async def close(self) -> None:
        """Finish what runs and let go of the store."""
        if self._warming is not None:
            self._warming.cancel()
        try:
            if self._writer is not None:
                await self._writer.close()
        finally:
            await asyncio.to_thread(self._close)

    def _close(self) -> None:
        try:
            self._readers.close()
            self._finishers.close()
            self._writers.close()
        finally:
            self._store.close()


@asynccontextmanager
async def open_runtime(
    settings: Settings, *, adopt: bool = False, warm: bool = False
) -> AsyncIterator[Runtime]:
    """Open the store that `settings` name; closed on leaving.

    With `adopt`, a store made with another embedding model is opened too, to be reindexed. With `warm`, the
    model is loaded and the index checked at once.

    Raises: StoreLocked, EmbeddingMismatch, StoreCorrupt, StoreFull, ConfigurationError.
    """
    writer = _writer(settings)
    embedder = open_embedder(
        settings.embedding_model or "default", settings.home / "models", settings.threads
    )
    store = await asyncio.to_thread(
        open_store,
        settings.home,
        embedding=embedder.name,
        database_url=settings.database_url.get_secret_value() if settings.database_url else None,
        chroma_url=settings.chroma_url.get_secret_value() if settings.chroma_url else None,
        adopt=adopt,
    )
    runtime = Runtime(settings, store, embedder, writer)
    try:
        if warm:
            runtime.warm()
            if writer is not None:
                await writer.opened()  # a model that cannot be opened is told at the start
        yield runtime
    finally:
        await runtime.close()


def _writer(settings: Settings) -> DeferredModel | None:
    """The language model that is configured. Raises: ConfigurationError."""
    if settings.llm is None:
        if settings.llm_base_url is not None:
            raise ConfigurationError(
                "PULLQUOTE_LLM_BASE_URL is set and PULLQUOTE_LLM is not: name the model too, such as "
                "PULLQUOTE_LLM=openai:llama3.2."
            )
        return None
    return DeferredModel(settings.llm, partial(_open_writer, settings, settings.llm))


def _open_writer(settings: Settings, name: str) -> LanguageModel:
    from qa.generation.chat_writer import open_writer

    return open_writer(
        name,
        base_url=settings.llm_base_url.get_secret_value() if settings.llm_base_url else None,
        max_tokens=settings.llm_max_tokens,
        timeout_s=settings.llm_timeout_s,
    )


def _writing_engine(
    settings: Settings, writer: LanguageModel | None, workers: Workers
) -> GenerativeEngine | None:
    if writer is None:
        return None
    limits = Limits(
        requests_per_minute=settings.llm_requests_per_minute,
        requests_per_day=settings.llm_requests_per_day,
        tokens_per_minute=settings.llm_tokens_per_minute,
        tokens_per_day=settings.llm_tokens_per_day,
    )
    third = settings.llm_timeout_s / 3
    calls = Calls(
        writer,
        budget=Budget(limits),
        patience=Patience(first_s=third, between_s=third),
        reply_tokens=settings.llm_max_tokens,
    )
    return GenerativeEngine(calls, name=writer.name, workers=workers, total_s=settings.llm_timeout_s)
