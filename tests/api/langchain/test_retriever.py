"""The retriever, over a fake service and over the real thing."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import ConfigurableField, RunnableLambda
from pydantic import ValidationError

from api.langchain import PullquoteRetriever, StoreSource, open_store
from api.settings import Settings
from qa.errors import ConfigurationError, InputError, InvalidQuestion, StoreLocked
from qa.models import Review
from tests.api.fakes import FakeService
from tests.api.langchain.conftest import HOTEL

PATIENCE_S = 10.0


def retriever(store: StoreSource, **fields: Any) -> PullquoteRetriever:
    return PullquoteRetriever(source=store, **fields)


def reviews_of(documents: list[Document]) -> list[str]:
    return [document.metadata["review_id"] for document in documents]


def test_what_is_set_is_what_is_asked(fake_store: StoreSource, service: FakeService) -> None:
    found = retriever(fake_store, k=1, unit="passage", spoilers="hide", filters={"item_id": "kettle"}).invoke(
        "The"
    )
    assert reviews_of(found) == ["a/b c"]
    assert service.searched == [{"limit": 1, "unit": "passage", "spoilers": "hide"}]


def test_by_default_there_are_four_sentences(fake_store: StoreSource, service: FakeService) -> None:
    retriever(fake_store).invoke("The")
    assert service.searched == [{"limit": 4, "unit": "sentence", "spoilers": "show"}]


@pytest.mark.parametrize("awaited", [False, True])
def test_a_call_may_set_its_own(fake_store: StoreSource, service: FakeService, awaited: bool) -> None:
    asked = retriever(fake_store, filters={"item_id": HOTEL})
    wanted: dict[str, Any] = {"k": 2, "unit": "passage", "filters": {"item_id": "kettle"}}
    found = asyncio.run(asked.ainvoke("The", **wanted)) if awaited else asked.invoke("The", **wanted)
    assert reviews_of(found) == ["a/b c"]
    assert service.searched == [{"limit": 2, "unit": "passage", "spoilers": "show"}]
    assert reviews_of(asked.invoke("The")) == ["r1", "r2"]


@pytest.mark.parametrize(
    "fields",
    [{"k": 0}, {"k": 101}, {"k": "3"}, {"unit": "page"}, {"filters": {"item": "x"}}, {"top_k": 3}],
)
def test_fields_that_cannot_be_used_are_refused(fake_store: StoreSource, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        retriever(fake_store, **fields)


def test_a_call_that_cannot_be_used_is_refused_with_the_reason(fake_store: StoreSource) -> None:
    with pytest.raises(InputError, match="limit: Input should be less than or equal to 100"):
        retriever(fake_store).invoke("The", k=500)
    with pytest.raises(InputError, match=r"filters\.item: This is not a known field"):
        retriever(fake_store).invoke("The", filters={"item": "x"})


@pytest.mark.parametrize("both", [False, True])
def test_one_place_must_be_named(fake_store: StoreSource, both: bool) -> None:
    places = {"source": fake_store, "base_url": "http://localhost:8000"} if both else {}
    with pytest.raises(ConfigurationError, match="Name one place"):
        PullquoteRetriever(**places)  # type: ignore[arg-type]


def test_what_is_no_source_is_refused() -> None:
    with pytest.raises(ValidationError):
        PullquoteRetriever(source="reviews")  # type: ignore[arg-type]


def test_a_password_in_an_address_is_not_shown() -> None:
    shown = PullquoteRetriever(base_url="http://me:secret@localhost:8000")
    assert "secret" not in f"{shown!r} {shown} {shown.model_dump_json()}"


def test_it_is_part_of_a_chain_and_configurable(fake_store: StoreSource, service: FakeService) -> None:
    chain = retriever(fake_store).configurable_fields(k=ConfigurableField(id="k")) | RunnableLambda(len)
    assert chain.with_config(configurable={"k": 1}).invoke("The") == 1
    assert service.searched[-1]["limit"] == 1


def test_what_a_source_is_given_to_leaves_it_open(fake_store: StoreSource) -> None:
    with retriever(fake_store) as first:
        first.invoke("The")
    assert retriever(fake_store).invoke("The")


def test_a_retriever_that_cannot_be_made_leaves_no_store_open(home: Path) -> None:
    with pytest.raises(ValidationError):
        PullquoteRetriever.open(home=home, k=0)
    open_store(Settings(home=home)).close()


def test_the_text_of_a_document_stands_in_the_review_where_it_says(home: Path) -> None:
    texts = {review.id: review.text for review in reviews_in(home)}
    with PullquoteRetriever.open(home=home, k=9) as opened:
        documents = opened.invoke("How was the breakfast?") + opened.invoke("parking", unit="passage")
    assert len(documents) > 9
    for document in documents:
        about = document.metadata
        assert texts[about["review_id"]][about["start"] : about["end"]] == document.page_content
        assert document.id == f"{about['review_id']}:{about['start']}-{about['end']}"
        assert json.loads(json.dumps(about, allow_nan=False)) == about
    assert any(document.metadata["published"] == "2024-10-27" for document in documents)


def reviews_in(home: Path) -> tuple[Review, ...]:
    from api.bootstrap import open_runtime
    from qa.service import EVERYTHING

    async def work() -> tuple[Review, ...]:
        async with open_runtime(Settings(home=home)) as runtime:
            return (await runtime.service.reviews(EVERYTHING, cursor=None, limit=100)).rows

    return asyncio.run(work())


def test_the_ids_of_what_one_query_finds_differ_and_stay(store: StoreSource) -> None:
    first, again = (
        [one.id for one in retriever(store, k=20).invoke("What about the breakfast?")] for _ in "12"
    )
    assert first == again
    assert len(set(first)) == len(first) > 3


def test_closing_lets_go_of_the_lock_and_of_every_thread(home: Path) -> None:
    before = set(threading.enumerate())
    opened = PullquoteRetriever.open(home=home)
    opened.invoke("breakfast")
    with pytest.raises(StoreLocked):
        PullquoteRetriever.open(home=home)
    opened.close()
    PullquoteRetriever.open(home=home).close()
    gc.collect()
    deadline = time.monotonic() + PATIENCE_S
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(threading.enumerate()) - before == set()


def test_the_same_is_found_in_this_process_and_at_an_address(store: StoreSource, address: str) -> None:
    here = retriever(store, k=5).invoke("How was the breakfast?")
    there = PullquoteRetriever(base_url=address, k=5).invoke("How was the breakfast?")
    assert [(one.id, one.page_content) for one in here] == [(one.id, one.page_content) for one in there]
    assert [one.metadata.keys() for one in here] == [one.metadata.keys() for one in there]


def test_a_question_without_a_word_is_refused(store: StoreSource) -> None:
    with pytest.raises(InvalidQuestion):
        retriever(store).invoke("?")


def test_many_can_await_at_once(fake_store: StoreSource) -> None:
    async def work() -> list[int]:
        asked = retriever(fake_store)
        return [len(found) for found in await asyncio.gather(*(asked.ainvoke("The") for _ in range(20)))]

    assert asyncio.run(work()) == [3] * 20
