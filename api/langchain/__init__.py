"""Pullquote for users of LangChain: a retriever, and a tool that answers questions.

    with open_store(home="reviews") as store:
        retriever = PullquoteRetriever(source=store, k=6)
        tool = pullquote_tool(store)

Both also work on a service at an address: `PullquoteRetriever(base_url="http://localhost:8000")`.
Importing this package loads langchain-core, and no model.
"""

from api.langchain.in_process import ServiceSource, StoreSource, open_store
from api.langchain.over_http import HttpSource
from api.langchain.retriever import PullquoteRetriever
from api.langchain.sources import Source
from api.langchain.tool import pullquote_tool

__all__ = [
    "HttpSource",
    "PullquoteRetriever",
    "ServiceSource",
    "Source",
    "StoreSource",
    "open_store",
    "pullquote_tool",
]
