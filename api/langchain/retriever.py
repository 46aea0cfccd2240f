"""Pullquote as a LangChain retriever."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field, PrivateAttr

from api.langchain.documents import as_document
from api.langchain.in_process import open_store
from api.langchain.requests import checked
from api.langchain.sources import Source, one_of
from api.schemas import MAX_LIMIT, FiltersBody, SearchRequest
from qa.models import Spoilers, Unit

__all__ = ["PullquoteRetriever"]

Filtering = FiltersBody | Mapping[str, Any]


class PullquoteRetriever(BaseRetriever):
    """Finds sentences or passages of reviews, and says of each where it stands and whose it is.

        with PullquoteRetriever.open(home="reviews", filters={"item_id": "the-night-weigher"}) as retriever:
            retriever.invoke("Is the ending any good?", k=3)

        PullquoteRetriever(base_url="http://localhost:8000", unit="passage")

    `k`, `unit` and `filters` may also be given with one call, and hold for that call alone. One of `source`
    and `base_url` must be given. Raises: PullquoteError, also while it retrieves.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    source: Source | None = Field(default=None, exclude=True, repr=False)
    """Where the reviews are: what `open_store` gives, or a service that is open in this process."""
    base_url: str | None = Field(default=None, exclude=True, repr=False)
    """The address of a running service; it may hold a password, and so is not shown."""
    k: int = Field(default=4, strict=True, ge=1, le=MAX_LIMIT)
    """How many documents at most."""
    unit: Unit = "sentence"
    filters: FiltersBody = FiltersBody()
    """What is in scope, as the HTTP API has it: item_id, review_id, author, rating, published ..."""
    spoilers: Spoilers = "show"

    _asked: Source = PrivateAttr()
    _opened: ExitStack = PrivateAttr(default_factory=ExitStack)

    def model_post_init(self, context: Any) -> None:
        super().model_post_init(context)
        self._asked = one_of(self.source, self.base_url)

    @classmethod
    def open(cls, *, home: Path | str | None = None, **fields: Any) -> Self:
        """A retriever on the store in the folder `home`, or on the configured one; to be closed.

        Raises: StoreLocked when another process has it open; StoreError; ConfigurationError.
        """
        with ExitStack() as stack:
            store = stack.enter_context(open_store(home=home))
            retriever = cls(source=store, **fields)
            retriever._opened = stack.pop_all()
        return retriever

    def close(self) -> None:
        """Let go of the store that `open` opened; what was given as `source` is left to its owner."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        unit: Unit | None = None,
        filters: Filtering | None = None,
    ) -> list[Document]:
        return [as_document(hit) for hit in self._asked.search(self._request(query, k, unit, filters))]

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        k: int | None = None,
        unit: Unit | None = None,
        filters: Filtering | None = None,
    ) -> list[Document]:
        hits = await self._asked.asearch(self._request(query, k, unit, filters))
        return [as_document(hit) for hit in hits]

    def _request(
        self, query: str, k: int | None, unit: Unit | None, filters: Filtering | None
    ) -> SearchRequest:
        return checked(
            SearchRequest,
            query=query,
            limit=self.k if k is None else k,
            unit=unit or self.unit,
            filters=self.filters if filters is None else filters,
            spoilers=self.spoilers,
        )
