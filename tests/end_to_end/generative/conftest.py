"""The service as a process whose answers a model writes: a chat server in the process of the tests."""

from __future__ import annotations

import itertools
import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.chat_server import ChatServer, answers
from tests.end_to_end.conftest import SEEDS, Pullquote, Server
from tests.end_to_end.generative.reading_model import good
from tests.end_to_end.generative.telling import ASK, Told, assert_borne_out

HOTEL, FILM, CAFE = "Hotel Lanternhuis", "a-loan-of-elephants-2024", "Café Wolke"
BREAKFAST = "What do guests say about the breakfast?"
HURRIED_S = 3
WELL = answers(good)

# What stands before a quote is longer in UTF-16 and in UTF-8 than in code points.
CAFE_REVIEWS = [
    {
        "id": "wolke/1 \U0001f950",
        "item_id": CAFE,
        "author": "Zoë",
        "rating": 4,
        "rating_scale": 5,
        "text": "\U0001f469\u200d\U0001f373\U0001f950 We came for cake.<br /><br />The soup was warm and "
        "very generous \U0001f60d The bread tasted of nothing \U0001f956",
    },
    {
        "id": "wolke/2",
        "item_id": CAFE,
        "author": "Bram",
        "rating": 2,
        "rating_scale": 5,
        "text": "\U0001f62e\u200d\U0001f4a8 A long queue. Then the soup came cold and thin \U0001f976 "
        "Friendly staff though.",
    },
]

Settings = dict[str, Any]


class WithModel(Pullquote):
    """A store whose answers the model of `chat` writes; `settings` are those of PULLQUOTE_LLM_*."""

    def __init__(self, home: Path, chat: ChatServer, settings: Settings) -> None:
        super().__init__(home)
        self._chat = chat
        self._settings = {f"PULLQUOTE_LLM_{name.upper()}": str(value) for name, value in settings.items()}

    def environment(self) -> dict[str, str]:
        outside = {name: value for name, value in super().environment().items() if _is_outside(name)}
        return {
            **outside,
            "PULLQUOTE_HOME": str(self.home),
            "PULLQUOTE_LLM": "openai:test-model",
            "PULLQUOTE_LLM_BASE_URL": self._chat.base_url,
            "NO_PROXY": "127.0.0.1",
            **self._settings,
        }


def _is_outside(name: str) -> bool:
    return not name.startswith(("PULLQUOTE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))


@dataclass(frozen=True)
class Service:
    """A running service, the model's server that it asks, and questions of which none was asked before."""

    server: Server
    chat: ChatServer
    log: Path
    _counter: Iterator[int] = field(default_factory=lambda: itertools.count(10))

    @property
    def client(self) -> httpx.Client:
        return self.server.client

    def question(self, words: str = BREAKFAST, item: str = HOTEL, **fields: Any) -> dict[str, Any]:
        """About the same as any other with these words: the bound on the rating leaves no review out."""
        scope = {"item_id": item, "rating": {"lte": next(self._counter)}}
        return {"question": words, "filters": scope, **fields}

    def ask(self, route: str, body: dict[str, Any] | None = None) -> Told:
        """The answer to a question, by default to a new one. It is held to the record."""
        told = ASK[route](self.client, body or self.question())
        assert_borne_out(self.client, told)
        return told

    def asked(self) -> int:
        """How many requests have reached the model."""
        return len(self.chat.requests)


Serve = Callable[..., AbstractContextManager[Service]]
Store = Callable[..., WithModel]


@pytest.fixture(scope="session")
def reviewed(new_home: Callable[[], Pullquote], tmp_path_factory: pytest.TempPathFactory) -> Pullquote:
    """A store that is only copied from: a hotel, a film, and a café in emoji."""
    pullquote = new_home()
    folder = tmp_path_factory.mktemp("reviews")
    films = (SEEDS / "films.jsonl").read_text("utf-8").splitlines(keepends=True)
    (folder / "film.jsonl").write_text("".join(line for line in films if f'"{FILM}"' in line), "utf-8")
    (folder / "cafe.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in CAFE_REVIEWS), "utf-8")
    pullquote.command("ingest", str(SEEDS / "hotel.tsv"), str(folder))
    return pullquote


@pytest.fixture(scope="session")
def store(reviewed: Pullquote, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Makes stores with the reviews, each in a folder of its own."""

    def make(chat: ChatServer, **settings: Any) -> WithModel:
        home = tmp_path_factory.mktemp("generative") / "home"
        shutil.copytree(reviewed.home, home, symlinks=True)
        return WithModel(home, chat, settings)

    return make


@pytest.fixture(scope="session")
def serve(store: Store) -> Serve:
    """Starts a service whose model answers well, unless it is told otherwise."""

    @contextmanager
    def run(chat: ChatServer | None = None, **settings: Any) -> Iterator[Service]:
        with chat or ChatServer() as model:
            model.otherwise = WELL
            own = store(model, **settings)
            with own.serving() as server:
                yield Service(server, model, own.home / "server.log")

    return run


@pytest.fixture(scope="session")
def hurried_service(serve: Serve) -> Iterator[Service]:
    with serve(timeout_s=HURRIED_S) as service:
        yield service


@pytest.fixture(scope="session")
def patient_service(serve: Serve) -> Iterator[Service]:
    with serve() as service:
        yield service


@pytest.fixture
def hurried(hurried_service: Service) -> Iterator[Service]:
    """A service with little time for an answer, whose model is well before a test and again after it."""
    yield hurried_service
    made_well(hurried_service)


@pytest.fixture
def patient(patient_service: Service) -> Iterator[Service]:
    """A service with the usual time for an answer, whose model is well before a test and again after it."""
    yield patient_service
    made_well(patient_service)


def made_well(service: Service) -> None:
    """Has the model answer well again, and once now, so that two tests have no failures in a row."""
    service.chat.script.clear()
    if service.chat.otherwise is not WELL:
        service.chat.otherwise = WELL
        assert service.ask("whole")["engine"] == "generative"


@pytest.fixture(params=list(ASK))
def route(request: pytest.FixtureRequest) -> str:
    """Either way to ask."""
    return str(request.param)


def until(condition: Callable[[], bool], timeout: float = 5) -> bool:
    """Whether a condition comes to hold in time."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
