"""A system under test by what names it: in this process, at an address, or a function of the user's."""

from __future__ import annotations

import importlib
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from qa.errors import ConfigurationError
from qa.evaluation.systems import CallableSystem, System, as_system

if TYPE_CHECKING:
    from api.ports import OpenRuntime

__all__ = ["IN_PROCESS", "SystemChoice", "open_named", "open_system"]

IN_PROCESS = "in-process"


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemChoice:
    """What is to be evaluated.

    `spec` is `in-process`, the address of a service, `module:function`, or a function or system itself.
    `reviews` are files and folders: of a store of its own for `in-process`, which is thrown away afterwards,
    and of what a function answers about. Without them it is the configured store. With `shared`, other
    processes evaluate it at once, so that the store is copied first. `flags` are settings that win over the
    environment.
    """

    spec: Any = IN_PROCESS
    reviews: tuple[Path, ...] = ()
    engine: Literal["auto", "extractive", "generative"] = "auto"
    max_citations: int = 6
    retrieval: bool = True
    shared: bool = False
    flags: Mapping[str, Any] = field(default_factory=dict)


@asynccontextmanager
async def open_system(choice: SystemChoice, opener: OpenRuntime | None = None) -> AsyncIterator[System]:
    """Open a system; closed on leaving.

    Raises: ConfigurationError, UnreadableSource, StoreError.
    """
    if choice.spec == IN_PROCESS:
        from api.systems.in_process import open_in_process

        async with open_in_process(choice, opener) as system:
            yield system
    elif isinstance(choice.spec, str) and choice.spec.startswith(("http://", "https://")):
        from api.systems.over_http import open_over_http

        async with open_over_http(choice) as system:
            yield system
    else:
        given = _imported(choice.spec) if isinstance(choice.spec, str) else choice.spec
        async with _reviews_of(given, choice, opener) as reviews:
            yield _told(as_system(given, reviews), choice)


@asynccontextmanager
async def _reviews_of(given: Any, choice: SystemChoice, opener: OpenRuntime | None) -> AsyncIterator[Any]:
    """What a function answers about: the files named, else its own reviews (None), else the store's."""
    if choice.reviews:
        from api.systems.review_files import read_reviews

        yield read_reviews(choice.reviews)
    elif getattr(given, "reviews", None) is not None:
        yield None
    else:
        from api.systems.in_process import open_in_process

        async with open_in_process(choice, opener) as own:
            yield own.reviews


def _told(system: System, choice: SystemChoice) -> System:
    """The system, telling by what it was named and about what it was asked."""
    if isinstance(system, CallableSystem) and isinstance(choice.spec, str):
        named = {"reviews": ", ".join(map(str, choice.reviews))} if choice.reviews else {}
        system.about = {"system": choice.spec, **system.about, **named}
    return system


def _imported(spec: str) -> Any:
    module, colon, name = spec.partition(":")
    if not (module and colon and name.isidentifier()):
        raise ConfigurationError(
            f"{spec!r} names no system: give {IN_PROCESS}, an address such as http://localhost:8000, "
            "or a function as module:function."
        )
    if "" not in sys.path and str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))  # as python -m would find it
    try:
        found = getattr(importlib.import_module(module), name)
        return found() if isinstance(found, type) and hasattr(found, "ask") else found
    except Exception as error:  # the user's module may do anything while it is imported
        told = f"{type(error).__name__}: {error}"
        raise ConfigurationError(f"{spec!r} cannot be imported: {told}.") from error


def open_named(
    spec: Any, *, reviews: Iterable[Path] = (), shared: bool = False
) -> AbstractAsyncContextManager[System]:
    """The entry point by which the pytest plugin opens systems: see `SystemChoice` for the arguments."""
    return open_system(SystemChoice(spec=spec, reviews=tuple(reviews), shared=shared))
