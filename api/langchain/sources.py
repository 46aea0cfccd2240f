"""Where the retriever and the tool find reviews: in this process or at an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from api.langchain.over_http import HttpSource
from api.schemas import AskRequest, SearchRequest
from api.views import AnswerView, HitView
from qa.errors import ConfigurationError

__all__ = ["Source", "one_of"]


@runtime_checkable
class Source(Protocol):
    """Reviews that can be searched and asked, from any thread and from any event loop.

    Raises: PullquoteError, with a message that says what to do.
    """

    def search(self, request: SearchRequest) -> Sequence[HitView]:
        """The best sentences or passages, best first."""
        ...

    async def asearch(self, request: SearchRequest) -> Sequence[HitView]:
        """The same, awaited."""
        ...

    def ask(self, request: AskRequest) -> AnswerView:
        """The cited answer to a question."""
        ...

    async def aask(self, request: AskRequest) -> AnswerView:
        """The same, awaited."""
        ...


def one_of(source: Source | None, base_url: str | None) -> Source:
    """The source that is given, or the one at the address. Raises: ConfigurationError unless it is one."""
    if source is not None and base_url is None:
        return source
    if base_url is not None and source is None:
        return HttpSource(base_url)
    raise ConfigurationError(
        "Name one place where the reviews are: base_url, the address of a service, or source, such as "
        "what open_store(home=...) gives."
    )
