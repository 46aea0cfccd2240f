"""What every command shares: the flags given before it, and the open store while it works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

import typer

if TYPE_CHECKING:
    from api.ports import OpenRuntime, Runtime
    from api.settings import Settings

__all__ = ["Session", "session_of"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Flags that hold for every command, and how the store is opened (None: as `api.bootstrap` does)."""

    flags: Mapping[str, Any] = field(default_factory=dict)
    open_runtime: OpenRuntime | None = None

    def settings(self, **flags: Any) -> Settings:
        """The settings, with a command's own flags on top. Raises: ConfigurationError."""
        from api.settings import Settings

        return Settings.load(**{**self.flags, **flags})

    def opener(self) -> OpenRuntime:
        """What opens the store; imported late, because it brings the models with it."""
        if self.open_runtime is not None:
            return self.open_runtime
        from api.bootstrap import open_runtime

        return open_runtime

    def run(
        self,
        work: Callable[[Runtime], Awaitable[T]],
        *,
        settings: Settings | None = None,
        adopt: bool = False,
    ) -> T:
        """Open the store, do `work` with it, close it. Raises: what opening and `work` raise."""
        from api.cli.interrupts import run_interruptibly

        chosen = settings or self.settings()
        opened = self.opener()

        async def run() -> T:
            async with opened(chosen, adopt=adopt) as runtime:
                return await work(runtime)

        return run_interruptibly(run)


def session_of(context: typer.Context) -> Session:
    """The session that the main callback put there."""
    return cast(Session, context.obj)
