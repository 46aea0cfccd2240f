"""LangChain's own suites for retrievers and tools, over a real store and over a served one."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.tools import BaseTool
from langchain_tests.integration_tests import RetrieversIntegrationTests, ToolsIntegrationTests
from langchain_tests.unit_tests import ToolsUnitTests

from api.langchain import PullquoteRetriever, StoreSource, pullquote_tool

pytestmark = pytest.mark.anyio


class _RetrieverSuite(RetrieversIntegrationTests):
    place: dict[str, Any]

    @property
    def retriever_constructor(self) -> type[PullquoteRetriever]:
        return PullquoteRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return self.place

    @property
    def retriever_query_example(self) -> str:
        return "How was the breakfast?"


class TestRetrieverOnAStore(_RetrieverSuite):
    @pytest.fixture(autouse=True)
    def _open(self, store: StoreSource) -> None:
        self.place = {"source": store}


class TestRetrieverAtAnAddress(_RetrieverSuite):
    @pytest.fixture(autouse=True)
    def _serve(self, address: str) -> None:
        self.place = {"base_url": address}


class TestRetrieverOfPassages(_RetrieverSuite):
    @pytest.fixture(autouse=True)
    def _open(self, store: StoreSource) -> None:
        self.place = {"source": store, "unit": "passage"}


class TestToolAsItIs(ToolsUnitTests):
    @pytest.fixture(autouse=True)
    def _open(self, fake_store: StoreSource) -> None:
        self.made = pullquote_tool(fake_store)

    @property
    def tool_constructor(self) -> BaseTool:
        return self.made

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "How was the breakfast?", "item_id": "hotel-lanternhuis"}


class _ToolSuite(ToolsIntegrationTests):
    made: BaseTool

    @property
    def tool_constructor(self) -> BaseTool:
        return self.made

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "How was the breakfast?"}


class TestToolOnAStore(_ToolSuite):
    @pytest.fixture(autouse=True)
    def _open(self, store: StoreSource) -> None:
        self.made = pullquote_tool(store)


class TestToolAtAnAddress(_ToolSuite):
    @pytest.fixture(autouse=True)
    def _serve(self, address: str) -> None:
        self.made = pullquote_tool(base_url=address)
