"""A service in this process, asked from threads and from event loops that are not its own."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.langchain import ServiceSource, StoreSource, open_store
from api.langchain.sources import Source
from api.schemas import AskRequest, FiltersBody, SearchRequest, TurnBody
from api.settings import Settings
from qa.errors import ConfigurationError, InvalidQuestion, StoreLocked
from qa.models import Turn
from tests.api.fakes import FakeRuntime, FakeService, review_from
from tests.api.langchain.conftest import REVIEWS

SEARCH = SearchRequest(query="breakfast", limit=2)
ASK = AskRequest(question="How was the breakfast?", max_citations=1)
PATIENCE_S = 10.0


@pytest.fixture
def stocked(service: FakeService) -> FakeService:
    service.stored.update({draft.id or "": review_from(draft) for draft in REVIEWS})
    return service


def test_a_store_is_searched_and_asked_by_waiting(fake_store: StoreSource, service: FakeService) -> None:
    assert [hit.review_id for hit in fake_store.search(SEARCH)] == ["r1", "r2"]
    assert fake_store.ask(ASK).answer == "breakfast [1]."
    assert service.searched == [{"limit": 2, "unit": "sentence", "spoilers": "show"}]
    assert service.asked[0]["max_citations"] == 1


def test_a_store_is_searched_and_asked_from_one_event_loop_after_another(fake_store: StoreSource) -> None:
    for _ in range(2):
        assert [hit.review_id for hit in asyncio.run(fake_store.asearch(SEARCH))] == ["r1", "r2"]
        assert asyncio.run(fake_store.aask(ASK)).answered


def test_a_store_is_searched_from_many_threads(fake_store: StoreSource) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fake_store.search, [SEARCH] * 40))
    assert [len(hits) for hits in found] == [2] * 40


def test_waiting_inside_an_event_loop_of_another_is_possible(fake_store: StoreSource) -> None:
    async def inside() -> int:
        return len(fake_store.search(SEARCH))

    assert asyncio.run(inside()) == 2


def test_filters_limit_what_is_found(fake_store: StoreSource) -> None:
    request = SearchRequest(query="The", filters=FiltersBody(item_id="kettle"))
    assert [hit.review_id for hit in fake_store.search(request)] == ["a/b c"]


def test_earlier_turns_are_passed_on(fake_store: StoreSource, service: FakeService) -> None:
    turn = TurnBody(role="user", content="How is the film?")
    fake_store.ask(AskRequest(question="How was the breakfast?", history=[turn]))
    assert service.asked[0]["history"] == [Turn(role="user", content="How is the film?")]


def test_what_the_service_refuses_is_raised(fake_store: StoreSource) -> None:
    with pytest.raises(InvalidQuestion):
        fake_store.ask(AskRequest(question=" "))
    with pytest.raises(InvalidQuestion):
        asyncio.run(fake_store.aask(AskRequest(question=" ")))


def test_a_call_that_is_cancelled_is_cancelled_at_the_service(
    fake_store: StoreSource, service: FakeService
) -> None:
    service.never_answers = True

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(fake_store.aask(ASK), 0.1)

    asyncio.run(give_up())
    deadline = time.monotonic() + PATIENCE_S
    while not service.cancelled.is_set() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert service.cancelled.is_set()


def test_closing_ends_the_thread_and_closes_the_store(runtime: FakeRuntime, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    source = open_store(Settings(home=tmp_path), opener=runtime.open)
    assert set(threading.enumerate()) - before
    source.close()
    assert runtime.closed
    assert set(threading.enumerate()) <= before


def test_closing_once_more_does_nothing(fake_store: StoreSource) -> None:
    fake_store.close()
    fake_store.close()


def test_a_closed_store_says_so(fake_store: StoreSource) -> None:
    fake_store.close()
    with pytest.raises(ConfigurationError, match="was closed; open it again"):
        fake_store.search(SEARCH)
    with pytest.raises(ConfigurationError, match="was closed; open it again"):
        asyncio.run(fake_store.aask(ASK))


def test_a_store_that_cannot_be_opened_leaves_no_thread(runtime: FakeRuntime, tmp_path: Path) -> None:
    runtime.cannot_open = StoreLocked("Another process has it.")
    before = set(threading.enumerate())
    with pytest.raises(StoreLocked):
        open_store(Settings(home=tmp_path), opener=runtime.open)
    assert set(threading.enumerate()) <= before


def test_the_configured_store_is_opened_where_none_is_named(
    runtime: FakeRuntime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "configured"))
    open_store(opener=runtime.open).close()
    assert runtime.opened_with is not None and runtime.opened_with.home == tmp_path / "configured"
    open_store(home=str(tmp_path / "named"), opener=runtime.open).close()
    assert runtime.opened_with.home == tmp_path / "named"


def test_an_open_service_is_asked_on_its_own_loop(stocked: FakeService) -> None:
    async def work() -> tuple[int, int]:
        source = ServiceSource(stocked)
        assert isinstance(source, Source)
        waited = await asyncio.to_thread(source.search, SEARCH)
        return len(await source.asearch(SEARCH)), len(waited)

    assert asyncio.run(work()) == (2, 2)


def test_waiting_on_the_loop_of_the_service_is_refused_rather_than_hanging(stocked: FakeService) -> None:
    async def work() -> None:
        ServiceSource(stocked).search(SEARCH)

    with pytest.raises(ConfigurationError, match="await ainvoke instead of invoke"):
        asyncio.run(work())


def test_a_service_whose_loop_has_ended_is_closed(stocked: FakeService) -> None:
    async def work() -> ServiceSource:
        return ServiceSource(stocked)

    source = asyncio.run(work())
    with pytest.raises(ConfigurationError, match="was closed"):
        source.search(SEARCH)
