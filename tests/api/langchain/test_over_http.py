"""A service at an address."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from api.langchain import HttpSource
from api.langchain.sources import Source
from api.schemas import AskRequest, FiltersBody, SearchRequest
from qa.errors import ConfigurationError, Overloaded, ServiceRefused
from tests.api.fakes import FakeService
from tests.api.langchain.serving import serving

SEARCH = SearchRequest(query="breakfast", limit=2)
ASK = AskRequest(question="How was the breakfast?", max_citations=1)


def test_a_service_is_searched_and_asked(fake_address: str, service: FakeService) -> None:
    source = HttpSource(fake_address + "/")
    assert isinstance(source, Source)
    assert [hit.review_id for hit in source.search(SEARCH)] == ["r1", "r2"]
    assert source.ask(ASK).answer == "breakfast [1]."
    assert service.searched == [{"limit": 2, "unit": "sentence", "spoilers": "show"}]


def test_a_service_is_asked_from_one_event_loop_after_another(fake_address: str) -> None:
    source = HttpSource(fake_address)
    for _ in range(2):
        assert len(asyncio.run(source.asearch(SEARCH))) == 2
        assert asyncio.run(source.aask(ASK)).answered


def test_filters_are_sent_as_the_service_has_them(fake_address: str) -> None:
    scope = FiltersBody.model_validate({"item_id": "kettle", "published": {"from": "2020-01-01"}})
    found = HttpSource(fake_address).search(SearchRequest(query="The", filters=scope))
    assert [hit.review_id for hit in found] == ["a/b c"]


def test_what_the_service_refuses_is_told_in_its_words(fake_address: str, service: FakeService) -> None:
    with pytest.raises(ServiceRefused, match="422: Ask a question of 1 to 2,000 characters"):
        HttpSource(fake_address).ask(AskRequest(question=" "))
    service.failure = Overloaded("Too many requests are waiting; try again in a few seconds.")
    with pytest.raises(ServiceRefused, match="503: Too many requests are waiting; try again"):
        asyncio.run(HttpSource(fake_address).asearch(SEARCH))


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_nothing_at_the_address_is_told_with_what_to_start() -> None:
    source = HttpSource(f"http://me:secret@127.0.0.1:{unused_port()}")
    for failing in (lambda: source.search(SEARCH), lambda: asyncio.run(source.aask(ASK))):
        with pytest.raises(
            ConfigurationError, match=r"No Pullquote service answers.*`pullquote serve`"
        ) as told:
            failing()
        assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "text", ["", "localhost:8000", "ftp://host", "http://", "http://[", "http://a:99999999"]
)
def test_what_is_no_address_is_refused_at_once(text: str) -> None:
    with pytest.raises(ConfigurationError, match="is no address; give one such as http://localhost:8000"):
        HttpSource(text)


OTHERS: dict[str, Response] = {
    "a page": PlainTextResponse("Welcome"),
    "other JSON": JSONResponse({"hits": "none"}),
    "a list": JSONResponse([]),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_something_else_at_the_address_is_told(other: Response) -> None:
    app = FastAPI()

    @app.post("/v1/search")
    def search() -> Any:
        return other

    with serving(app) as url, pytest.raises(ConfigurationError, match="Something else than a Pullquote"):
        HttpSource(url).search(SEARCH)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (PlainTextResponse("Bad Gateway", 502), "502: Bad Gateway"),
        (JSONResponse([], 500), r"500: \[\]"),
        (Response(status_code=404), "404: Not Found"),
        (Response(status_code=307, headers={"Location": "/elsewhere"}), "307: Temporary Redirect"),
    ],
)
def test_an_error_of_something_between_is_told(other: Response, told: str) -> None:
    app = FastAPI()

    @app.post("/v1/search")
    def search() -> Any:
        return other

    with serving(app) as url, pytest.raises(ServiceRefused, match=told):
        HttpSource(url).search(SEARCH)
