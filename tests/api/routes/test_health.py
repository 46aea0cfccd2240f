from __future__ import annotations

from fastapi import FastAPI

from qa.errors import StoreCorrupt
from tests.api.fakes import FakeRuntime, FakeService
from tests.api.wire import Wire


def test_the_process_is_alive_even_when_the_store_is_not(wire: Wire, service: FakeService) -> None:
    service.failure = StoreCorrupt("broken")
    response = wire.get("/livez")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_ready_tells_every_check_and_what_is_stored(stored: Wire) -> None:
    response = stored.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": {"record": "ok", "index": "ok"}, "reviews": 3}


def test_a_check_that_fails_makes_it_unready(wire: Wire, runtime: FakeRuntime) -> None:
    runtime.checks["index"] = "being rebuilt"
    response = wire.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "ready": False,
        "checks": {"record": "ok", "index": "being rebuilt"},
        "reviews": 0,
    }


def test_the_runtime_lives_as_long_as_the_app(app: FastAPI, wire: Wire, runtime: FakeRuntime) -> None:
    wire.get("/livez")
    assert runtime.opened_with is not None
    assert runtime.closed
