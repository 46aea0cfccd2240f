"""A service asked over HTTP on loopback: the real app over a fake service, and servers that misbehave."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from api.systems import SystemChoice, open_system, over_http
from api.systems.over_http import HttpSystem
from qa.errors import ConfigurationError, Overloaded, ServiceRefused
from qa.evaluation.cases import Case
from qa.evaluation.systems import ServiceSystem
from qa.ingest.drafts import ReviewDraft
from qa.models import DateRange, Filters, Page, RatingRange, Review
from tests.api.fakes import FakeRuntime, FakeService, review_from

T = TypeVar("T")

CASE = Case(question="What about the ending?")
STARTUP_S = 20.0


@dataclass
class ListenedService(FakeService):
    """A fake service that notes which reviews it was asked for."""

    listed: list[Filters] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    async def reviews(self, filters: Filters, *, cursor: str | None, limit: int) -> Page[Review]:
        self.listed.append(filters)
        return await super().reviews(filters, cursor=cursor, limit=limit)

    async def review(self, review_id: str) -> Review:
        self.read.append(review_id)
        return await super().review(review_id)


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime(service=ListenedService())


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """The real app, over the fake service, on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTUP_S
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def store(service: FakeService, *rows: dict[str, Any]) -> None:
    for row in rows:
        review = review_from(ReviewDraft.model_validate({"item_id": "film", "text": "It drags.", **row}))
        service.stored[review.id] = review


def through(
    address: str, work: Callable[[HttpSystem], Awaitable[T]], *, checked: bool = True, **chosen: Any
) -> T:
    """What `work` finds through a system that was opened at an address."""

    async def opened() -> T:
        choice = SystemChoice(spec=address, **chosen)
        if not checked:
            async with httpx.AsyncClient(base_url=address) as client:
                return await work(HttpSystem(client, choice))
        async with open_system(choice) as system:
            assert isinstance(system, HttpSystem)
            return await work(system)

    return asyncio.run(opened())


def test_an_answer_is_what_the_service_says_in_its_own_process(address: str, service: FakeService) -> None:
    store(service, {"id": "r1", "text": "The ending drags."}, {"id": "r2", "text": "A fine ending."})
    over = through(address, lambda system: system.ask(CASE))
    within = asyncio.run(ServiceSystem(service).ask(CASE))
    assert over == within
    assert [(c.review_id, c.quote, c.start) for c in over.citations] == [
        ("r1", "ending", 4),
        ("r2", "ending", 7),
    ]


def test_an_answer_that_the_reviews_do_not_say_keeps_what_is_nearest(
    address: str, service: FakeService
) -> None:
    store(service, {"id": "r1", "text": "The lid is loose."})
    answer = through(address, lambda system: system.ask(CASE))
    assert (answer.is_answer, [cited.quote for cited in answer.nearest]) == (False, ["The l"])


def test_what_is_found_is_asked_for_apart(address: str, service: FakeService) -> None:
    store(service, {"id": "r1", "text": "The ending drags."})
    found = through(address, lambda system: system.retrieve(Case(question="ending")))
    assert found is not None
    assert [(hit.review_id, hit.quote, hit.start, hit.end) for hit in found] == [("r1", "ending", 4, 10)]


def test_what_is_found_is_not_asked_for_where_it_is_not_wanted(address: str) -> None:
    assert through(address, lambda system: system.retrieve(CASE), retrieval=False) is None


NAMED = {"item_id": "film", "author": "Ana", "source": "Post", "language": "en"}
SCOPE = {
    **NAMED,
    "rating": {"gte": 1, "lte": 2.5},
    "published": {"from": "2024-01-31", "to": "2024-02-01"},
}
FILTERS = Filters(
    **NAMED,
    rating=RatingRange(gte=1.0, lte=2.5),
    published=DateRange(since=date(2024, 1, 31), until=date(2024, 2, 1)),
)


def test_a_scope_reaches_the_service_as_it_was_written(address: str, service: ListenedService) -> None:
    case = Case.model_validate({"question": "What about the ending?", "scope": SCOPE})
    through(address, lambda system: system.ask(case), max_citations=3)
    assert service.asked == [{"filters": FILTERS, "max_citations": 3, "spoilers": "show"}]


def test_reviews_are_listed_by_the_same_scope(address: str, service: ListenedService) -> None:
    through(address, lambda system: system.reviews.in_scope(FILTERS))
    assert service.listed == [FILTERS]


def test_of_the_reviews_listed_those_in_scope_are_taken(address: str, service: FakeService) -> None:
    store(service, *({"id": f"r{stars}", "rating": stars} for stars in (1, 3, 5)), {"id": "unrated"})
    scope = Filters(rating=RatingRange(gte=3.0, lte=None))  # which the fake service does not go by
    found = through(address, lambda system: system.reviews.in_scope(scope))
    assert [review.id for review in found] == ["r3", "r5"]


def test_reviews_of_every_page_are_read_each_once(address: str, service: ListenedService) -> None:
    store(service, *({"id": f"r{number}"} for number in range(250)))

    async def twice(system: HttpSystem) -> int:
        await system.reviews.in_scope(Filters(item_id="film"))
        await system.reviews.in_scope(Filters(item_id="film"))
        return len(await system.reviews.in_scope(Filters()))

    assert through(address, twice) == 250
    assert len(service.listed) == 6  # three pages for each of two scopes
    assert sorted(service.read) == sorted(service.stored)


def named(review_id: str) -> Review:
    draft = ReviewDraft(id="r", item_id="film", text="It drags.", published=date(2024, 1, 31))
    return replace(review_from(draft), id=review_id)


ODD_IDS = ["a/b c", "100%", "%2F", "a?b#c", "ü/😀", "a//b", "/a/", " ", "a+b&c=d", "..a", "a.", "\\", '"']


@pytest.mark.parametrize("review_id", ODD_IDS)
def test_a_review_is_read_whatever_its_id(address: str, service: FakeService, review_id: str) -> None:
    store(service, {"id": "other"})
    service.stored[review_id] = named(review_id)
    read = through(address, lambda system: system.reviews.get(review_id))
    assert read is not None
    assert (read.id, read.text, read.published) == (review_id, "It drags.", date(2024, 1, 31))


@pytest.mark.parametrize("review_id", [".", ".."])
def test_dots_are_no_id_and_not_asked_for(address: str, service: ListenedService, review_id: str) -> None:
    assert through(address, lambda system: system.reviews.get(review_id)) is None
    assert (service.read, service.listed) == ([], [])


def test_one_review_in_scope_is_read_without_a_list(address: str, service: ListenedService) -> None:
    store(service, {"id": "r1"}, {"id": "r2"})
    found = through(address, lambda system: system.reviews.in_scope(Filters(review_id="r2")))
    assert [review.id for review in found] == ["r2"]
    assert service.listed == []


def test_a_review_that_is_not_there_is_none_and_asked_for_once(
    address: str, service: ListenedService
) -> None:
    async def twice(system: HttpSystem) -> list[object]:
        return [await system.reviews.get("gone"), await system.reviews.get("gone")]

    assert through(address, twice) == [None, None]
    assert service.read == ["gone"]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"max_citations": 0}, r"^422: max_citations: "),
        ({"engine": "generative"}, r"^409: No language model is configured"),
    ],
)
def test_what_is_refused_is_told_in_the_service_s_words(
    address: str, chosen: dict[str, Any], told: str
) -> None:
    with pytest.raises(ServiceRefused, match=told):
        through(address, lambda system: system.ask(CASE), **chosen)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (Overloaded("Too much is waiting; try again."), r"^503: Too much is waiting; try again\.$"),
        (RuntimeError("a secret"), r"^500: (?!.*secret)"),
    ],
)
def test_a_failing_service_is_told_by_its_status_and_in_its_words(
    address: str, service: FakeService, failure: Exception, told: str
) -> None:
    def failing(system: HttpSystem) -> Awaitable[object]:
        service.failure = failure
        return system.ask(CASE)

    with pytest.raises(ServiceRefused, match=told):
        through(address, failing)


def test_a_slash_after_the_address_changes_nothing(address: str, service: FakeService) -> None:
    store(service, {"id": "r1", "text": "The ending drags."})
    assert through(f"{address}/", lambda system: system.ask(CASE)).is_answer


def test_what_is_asked_where_is_told_of_the_system(address: str) -> None:
    async def told(system: HttpSystem) -> object:
        return dict(system.about)

    about = through(address, told, engine="extractive", max_citations=4)
    assert about == {"system": address, "engine": "extractive", "max_citations": 4}


# Servers that are none of ours, or behave as if.


@dataclass
class Script:
    """What a server says at each path, and what it was sent."""

    status: int = 200
    content_type: str = "application/json"
    body: bytes = b"{}"
    location: str | None = None
    delay_s: float = 0.0
    sent: list[tuple[str, Any]] = field(default_factory=list)


@contextmanager
def scripted(script: Script) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            script.sent.append((self.path, json.loads(self.rfile.read(length)) if length else None))
            time.sleep(script.delay_s)
            self.send_response(script.status)
            self.send_header("Content-Type", script.content_type)
            self.send_header("Content-Length", str(len(script.body)))
            if script.location is not None:
                self.send_header("Location", script.location)
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have given up
                self.wfile.write(script.body)

        do_GET = do_POST = answer  # the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with ExitStack() as stack:
        server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.shutdown)
        yield f"http://127.0.0.1:{server.server_port}"


def _asked(case: Case) -> Callable[[HttpSystem], Awaitable[Any]]:
    return lambda system: system.ask(case)


def test_a_question_is_sent_with_its_scope_and_with_earlier_turns_where_there_are_some() -> None:
    turns = [{"role": "user", "content": "Is it long?"}, {"role": "assistant", "content": "Three hours."}]
    script = Script(body=b'{"answer": "Yes."}')
    with scripted(script) as address:
        for history in (turns, []):
            case = Case.model_validate({"question": "Why?", "history": history, "scope": SCOPE})
            through(address, _asked(case), checked=False)
    body = {"question": "Why?", "filters": SCOPE, "engine": "auto", "max_citations": 6}
    assert script.sent == [("/v1/ask", {**body, "history": turns}), ("/v1/ask", body)]


NO_SERVICE = [
    Script(body=b"<html>Welcome!</html>", content_type="text/html"),
    Script(body=b"<html>Gone</html>", content_type="text/html", status=502),
    Script(status=404, body=b'{"detail": "Not Found"}'),
    Script(status=401, body=b'["no key"]'),
    Script(status=302, body=b"", location="https://example.org/login"),
    Script(body=b"\xff\xfe", status=500),
    Script(body=b""),
]


@pytest.mark.parametrize("script", NO_SERVICE, ids=lambda script: f"{script.status} {script.body[:12]!r}")
def test_what_is_no_service_of_ours_is_refused_when_it_is_opened(script: Script) -> None:
    with (
        scripted(script) as address,
        pytest.raises(ConfigurationError, match="No Pullquote service answers at"),
    ):
        through(address, _asked(CASE))


def test_a_redirect_is_not_followed() -> None:
    script = Script(status=307, body=b"", location="/elsewhere")
    with scripted(script) as address, pytest.raises(ServiceRefused, match="307: Temporary Redirect"):
        through(address, _asked(CASE), checked=False)
    assert [path for path, _ in script.sent] == ["/v1/ask"]


def test_html_in_the_place_of_an_error_is_told_in_short() -> None:
    page = Script(status=502, content_type="text/html", body=b"<html>" + b"x" * 5_000)
    with scripted(page) as address, pytest.raises(ServiceRefused) as told:
        through(address, _asked(CASE), checked=False)
    assert str(told.value) == f"502: <html>{'x' * 194}"


def test_earlier_turns_are_taken_by_the_service(address: str, service: FakeService) -> None:
    store(service, {"id": "r1", "text": "The ending drags."})
    turns = [{"role": "user", "content": "Is it long?"}]
    case = Case.model_validate({"question": "What about the ending?", "history": turns})
    assert through(address, _asked(case)).is_answer


@pytest.mark.parametrize(
    "body", [b"<html>Welcome!</html>", b'{"answered": true}', b"[]", b"null", b'{"answer": 5}']
)
def test_an_answer_that_is_none_is_an_error(body: bytes) -> None:
    with scripted(Script(body=body)) as address, pytest.raises((ValueError, AttributeError)):
        through(address, _asked(CASE), checked=False)


def test_an_address_without_a_service_is_told_with_what_to_start() -> None:
    with scripted(Script()) as address:
        pass
    with pytest.raises(
        ConfigurationError, match=r"No Pullquote service .* Start it with `pullquote serve`\."
    ):
        through(address, _asked(CASE))


def test_a_service_that_is_slow_to_begin_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_http, "TIMEOUT_S", 0.1)
    with scripted(Script(delay_s=0.5)) as address, pytest.raises(ConfigurationError, match="No Pullquote"):
        through(address, _asked(CASE))


def test_being_slow_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(over_http, "TIMEOUT_S", 0.1)
    with scripted(Script(delay_s=0.5)) as address, pytest.raises(ConfigurationError, match="ReadTimeout"):
        through(address, _asked(CASE))


def test_an_address_that_cannot_be_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        through("http://127.0.0.1:99999", _asked(CASE))


def test_another_service_that_speaks_json_is_refused_when_it_is_opened() -> None:
    with scripted(Script(body=b'{"items": "of a shop"}')) as address, pytest.raises(ConfigurationError):
        through(address, lambda system: system.reviews.in_scope(Filters()))


def test_a_password_in_the_address_is_not_shown() -> None:
    with scripted(Script()) as address:
        pass
    with pytest.raises(ConfigurationError) as told:
        through(address.replace("//", "//ana:hunter2@"), _asked(CASE))
    assert "hunter2" not in str(told.value)
    assert "***@127.0.0.1" in str(told.value)
