"""A fake runtime, an app over it, and an environment without settings of ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.api.fakes import FakeRuntime, FakeService
from tests.api.wire import Wire


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("PULLQUOTE_") or name == "WEB_CONCURRENCY":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _modules_of_this_test_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """What a test writes and imports from its folder is imported by no later test."""
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place])
    yield
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime()


@pytest.fixture
def service(runtime: FakeRuntime) -> FakeService:
    return runtime.service


@pytest.fixture
def app(runtime: FakeRuntime) -> FastAPI:
    return create_app(open_runtime=runtime.open, settings=Settings())


@pytest.fixture
def wire(app: FastAPI) -> Wire:
    return Wire(app)


@pytest.fixture
def stored(service: FakeService, wire: Wire) -> Wire:
    """The wire, with three reviews stored behind it."""
    wire.put_reviews(
        {"id": "r1", "item_id": "film", "author": "Ana", "text": "The ending drags. The rest sings."},
        {"id": "r2", "item_id": "film", "author": "Bo", "text": "A fine ending."},
        {"id": "a/b c", "item_id": "kettle", "language": "en", "text": "It boils."},
    )
    assert len(service.stored) == 3
    return wire
