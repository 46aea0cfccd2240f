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
from qa.evaluation.systems import System, as_system

if TYPE_CHECKING:
    from api.ports import OpenRuntime

__all__ = ["IN_PROCESS", "SystemChoice", "open_named", "open_system"]

IN_PROCESS = "in-process"


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemChoice:
    """What is to be evaluated.

    `spec` is `in-process`, the address of a service, or `module:function`. `reviews` are files and folders:
    of a store of its own for `in-process`, which is thrown away afterwards, and of what a function answers
    about. Without them the configured store is asked. With `shared`, other processes evaluate it at once, so
    that the store is copied first. `flags` are settings that win over the environment.
    """

    spec: str = IN_PROCESS
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
    elif choice.spec.startswith(("http://", "https://")):
        from api.systems.over_http import open_over_http

        async with open_over_http(choice) as system:
            yield system
    else:
        yield _imported(choice)


def _imported(choice: SystemChoice) -> System:
    module, colon, name = choice.spec.partition(":")
    if not (module and colon and name.isidentifier()):
        raise ConfigurationError(
            f"{choice.spec!r} names no system: give {IN_PROCESS}, an address such as http://localhost:8000, "
            "or a function as module:function."
        )
    if "" not in sys.path and str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))  # as python -m would find it
    try:
        found = getattr(importlib.import_module(module), name)
        made = found() if isinstance(found, type) and hasattr(found, "ask") else found
    except Exception as error:  # the user's module may do anything while it is imported
        told = f"{type(error).__name__}: {error}"
        raise ConfigurationError(f"{choice.spec!r} cannot be imported: {told}.") from error
    return as_system(made, _texts(choice.reviews) if choice.reviews else None)


def _texts(paths: tuple[Path, ...]) -> Any:
    from api.systems.review_files import read_reviews

    return read_reviews(paths)


def open_named(
    spec: str, *, reviews: Iterable[Path] = (), shared: bool = False
) -> AbstractAsyncContextManager[System]:
    """The entry point by which the pytest plugin opens systems: see `SystemChoice` for the arguments."""
    return open_system(SystemChoice(spec=spec, reviews=tuple(reviews), shared=shared))
