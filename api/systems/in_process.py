"""Pullquote itself in this process, over the configured store or over one made for the occasion."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from api.cli.ingesting import Ingestion, Tally, place_of
from api.settings import Settings
from qa.errors import ConfigurationError, UnreadableSource
from qa.evaluation.systems import ServiceSystem, System
from qa.ingest.loaders import load

if TYPE_CHECKING:
    from api.ports import OpenRuntime, Runtime
    from api.systems.opening import SystemChoice

__all__ = ["open_in_process"]

_TOLD = ("embedding_model", "reranker", "llm")  # settings that change answers
MODELS = "models"


@asynccontextmanager
async def open_in_process(choice: SystemChoice, opener: OpenRuntime | None = None) -> AsyncIterator[System]:
    """Open the configured store, or fill a temporary one with `choice.reviews`; closed on leaving.

    Raises: UnreadableSource when the reviews cannot be read; StoreError; ConfigurationError.
    """
    settings = Settings.load(**choice.flags)
    with TemporaryDirectory(prefix="pullquote-") as scratch:
        home = Path(scratch) / "home"
        if choice.reviews:
            _share_models(settings.home, home)
            settings = _at(choice, home)
        elif choice.shared and settings.database_url is None:
            await asyncio.to_thread(_copy, settings.home, home)
            settings = _at(choice, home)
        async with _opener(opener)(settings) as runtime:
            if choice.reviews:
                await fill(runtime, choice.reviews)
            yield _system(runtime, choice, settings)


def _opener(opener: OpenRuntime | None) -> OpenRuntime:
    if opener is not None:
        return opener
    from api.bootstrap import open_runtime

    return open_runtime


def _at(choice: SystemChoice, home: Path) -> Settings:
    settings = Settings.load(**{**choice.flags, "home": home})
    return settings.model_copy(update={"database_url": None, "chroma_url": None})


def _share_models(owner: Path, home: Path) -> None:
    """Let a temporary store use the models that were made for the configured one."""
    try:
        (owner / MODELS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"The store cannot be opened in {owner}: {error.strerror}.") from error
    home.mkdir(parents=True, exist_ok=True)
    (home / MODELS).symlink_to((owner / MODELS).absolute())


def _copy(owner: Path, home: Path) -> None:
    from vectorstore.store import copy_store

    copy_store(owner, home, leave_out=MODELS)
    _share_models(owner, home)


async def fill(runtime: Runtime, reviews: Iterable[Path]) -> None:
    """Store the reviews under the paths. Raises: UnreadableSource when one cannot be stored, or none is."""
    tally = Tally()
    named = list(reviews)
    await Ingestion(runtime.service, tally).run(load(named), lambda done, total, stored: None)
    if tally.problems:
        first = tally.problems[0]
        raise UnreadableSource(f"{place_of(first)}: {first.reason}")
    if not tally.stored:
        raise UnreadableSource(f"There are no reviews in {', '.join(map(str, named))}.")


def _system(runtime: Any, choice: SystemChoice, settings: Settings) -> System:
    about = {name: shown for name in _TOLD if (shown := settings.shown().get(name))}
    source = ", ".join(map(str, choice.reviews)) or str(settings.home)
    return ServiceSystem(
        runtime.service,
        engine=choice.engine,
        max_citations=choice.max_citations,
        retrieval=choice.retrieval,
        about={"system": "in-process", "reviews": source, **about},
    )
