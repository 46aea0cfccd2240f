"""Pullquote itself as a system: over the configured store, a filled one, or a copy."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings
from api.systems import SystemChoice, open_system
from qa.errors import ConfigurationError, InvalidQuestion, StoreLocked, UnreadableSource
from qa.evaluation.cases import Case
from qa.ingest.drafts import ReviewDraft
from tests.api.fakes import FakeRuntime, FakeService, review_from
from vectorstore import store as stores
from vectorstore.store import open_store

CASE = Case(question="What about the ending?")


@dataclass
class WatchedRuntime(FakeRuntime):
    """A fake runtime that notes what the folder of its store holds while it is open."""

    models: Path | None = None
    entries: set[str] = field(default_factory=set)

    @asynccontextmanager
    async def open(self, settings: Settings, **options: Any) -> AsyncIterator[FakeRuntime]:
        self.models = (settings.home / "models").resolve()
        self.entries = {entry.name for entry in settings.home.iterdir()} if settings.home.is_dir() else set()
        async with super().open(settings, **options) as opened:
            yield opened


@pytest.fixture
def runtime() -> WatchedRuntime:
    return WatchedRuntime()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the configured store, which is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    rows = [{"id": f"r{n}", "item_id": "film", "text": text} for n, text in enumerate(["It drags.", "Fine."])]
    path = tmp_path / "reviews.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


def while_open(choice: SystemChoice, runtime: FakeRuntime, case: Case = CASE) -> dict[str, Any]:
    """What is known of a system while it is open, once it has answered."""

    async def work() -> dict[str, Any]:
        async with open_system(choice, runtime.open) as system:
            answer = await system.ask(case)
            assert runtime.opened_with is not None
            return {"about": dict(system.about), "answer": answer, "settings": runtime.opened_with}

    return asyncio.run(work())


def stored(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*")} if home.exists() else set()


def test_the_configured_store_is_asked_where_no_reviews_are_named(
    runtime: WatchedRuntime, home: Path, scratch: Path
) -> None:
    seen = while_open(SystemChoice(flags={"home": home}), runtime)
    assert seen["settings"].home == home
    assert seen["about"]["reviews"] == str(home)


def test_named_reviews_fill_a_store_of_their_own(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path
) -> None:
    seen = while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)
    assert set(runtime.service.stored) == {"r0", "r1"}
    assert seen["settings"].home.is_relative_to(scratch)
    assert seen["about"]["reviews"] == str(reviews)


def test_nothing_is_left_behind(runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path) -> None:
    while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)
    assert list(scratch.iterdir()) == []
    assert runtime.closed


def test_nothing_is_left_behind_by_a_failure(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path
) -> None:
    runtime.service.failure = RuntimeError("out of order")
    with pytest.raises(RuntimeError, match="out of order"):
        while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)
    assert list(scratch.iterdir()) == []
    assert runtime.closed


def test_a_temporary_store_shares_the_models_of_the_configured_one(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path
) -> None:
    (home / "models").mkdir(parents=True)
    (home / "models" / "graph.onnx").write_text("a graph")
    while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)
    assert runtime.models == (home / "models").resolve()
    assert (home / "models" / "graph.onnx").read_text() == "a graph"


def test_a_temporary_store_never_touches_the_configured_one(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path
) -> None:
    with_record = ["models", "record.db"]
    (home / "models").mkdir(parents=True)
    (home / "record.db").write_text("a record")
    while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)
    assert sorted(stored(home)) == with_record
    assert (home / "record.db").read_text() == "a record"


def test_a_temporary_store_is_in_none_of_the_configured_databases(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", f"sqlite:///{home}/other.db")
    monkeypatch.setenv("PULLQUOTE_CHROMA_URL", "http://localhost:9")
    settings = while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)["settings"]
    assert (settings.database_url, settings.chroma_url) == (None, None)


def test_other_settings_hold_for_a_temporary_store_too(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_THREADS", "3")
    flags = {"home": home, "chunk_chars": 100}
    settings = while_open(SystemChoice(reviews=(reviews,), flags=flags), runtime)["settings"]
    assert (settings.threads, settings.chunk_chars) == (3, 100)


def test_what_is_asked_for_reaches_the_service(runtime: WatchedRuntime, home: Path) -> None:
    choice = SystemChoice(max_citations=3, flags={"home": home})
    case = Case(question="What about the ending?", scope={"item_id": "film", "author": "Ana"})
    seen = while_open(choice, runtime, case)
    assert runtime.service.asked == [
        {"filters": case.scope.filters(), "max_citations": 3, "spoilers": "show"}
    ]
    assert (seen["about"]["engine"], seen["about"]["max_citations"]) == ("auto", 3)


def test_what_changes_answers_is_told_of_the_system(runtime: WatchedRuntime, home: Path) -> None:
    flags = {"home": home, "embedding_model": "a/model", "llm": "ollama:llama3.2"}
    about = while_open(SystemChoice(flags=flags), runtime)["about"]
    assert (about["system"], about["embedding_model"], about["llm"]) == (
        "in-process",
        "a/model",
        "ollama:llama3.2",
    )


@pytest.mark.parametrize(("wanted", "found"), [(True, ["ending"]), (False, None)])
def test_retrieval_is_asked_for_only_where_it_is_wanted(
    runtime: WatchedRuntime, home: Path, wanted: bool, found: list[str] | None
) -> None:
    draft = ReviewDraft(id="r1", item_id="film", text="The ending drags.")
    runtime.service.stored["r1"] = review_from(draft)

    async def work() -> list[str] | None:
        choice = SystemChoice(retrieval=wanted, flags={"home": home})
        async with open_system(choice, runtime.open) as system:
            hits = await system.retrieve(Case(question="ending"))  # type: ignore[attr-defined]
            return None if hits is None else [hit.text for hit in hits]

    assert asyncio.run(work()) == found


def test_a_row_that_cannot_be_stored_is_told_with_its_place(
    runtime: WatchedRuntime, home: Path, scratch: Path, reviews: Path
) -> None:
    reviews.write_text(reviews.read_text() + '{"item_id": "film", "text": 5}\n')
    with pytest.raises(UnreadableSource, match=r"reviews\.jsonl, line 3: "):
        while_open(SystemChoice(reviews=(reviews,), flags={"home": home}), runtime)


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_path_without_reviews_is_refused(
    runtime: WatchedRuntime, home: Path, scratch: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableSource, match=name):
        while_open(SystemChoice(reviews=(tmp_path / name,), flags={"home": home}), runtime)


def test_an_error_of_the_service_is_the_caller_s(runtime: WatchedRuntime, home: Path) -> None:
    runtime.service.failure = InvalidQuestion("Ask something.")
    with pytest.raises(InvalidQuestion):
        while_open(SystemChoice(flags={"home": home}), runtime)
    assert runtime.closed


@pytest.fixture
def kept(home: Path) -> Path:
    """A real store that is closed, with a folder of models."""
    open_store(home, embedding="hand-made").close()
    (home / "models").mkdir()
    (home / "models" / "graph.onnx").write_text("a graph")
    return home


def shared(home: Path, **flags: Any) -> SystemChoice:
    return SystemChoice(shared=True, flags={"home": home, **flags})


def test_a_shared_store_is_copied_without_its_models(
    runtime: WatchedRuntime, kept: Path, scratch: Path
) -> None:
    seen = while_open(shared(kept), runtime)
    assert seen["settings"].home.is_relative_to(scratch)
    assert {"record.db", "models"} <= runtime.entries
    assert runtime.models == (kept / "models").resolve()
    assert seen["about"]["reviews"] != str(kept)
    assert list(scratch.iterdir()) == []


def test_a_shared_store_is_as_it_was(runtime: WatchedRuntime, kept: Path, scratch: Path) -> None:
    before = (kept / "record.db").read_bytes()
    while_open(shared(kept), runtime)
    assert (kept / "record.db").read_bytes() == before
    open_store(kept, embedding="hand-made").close()


def test_a_shared_store_opens_for_several_at_once(kept: Path, scratch: Path) -> None:
    async def work() -> set[Path]:
        runtimes = [WatchedRuntime(service=FakeService()) for _ in range(3)]

        async def one(runtime: WatchedRuntime) -> Path:
            async with open_system(shared(kept), runtime.open):
                assert runtime.opened_with is not None
                return runtime.opened_with.home

        return set(await asyncio.gather(*(one(runtime) for runtime in runtimes)))

    assert len(asyncio.run(work())) == 3


def test_a_shared_store_that_a_server_has_open_is_refused(
    runtime: WatchedRuntime, kept: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "COPY_WAIT_S", 0.1)
    serving = open_store(kept, embedding="hand-made")
    try:
        with pytest.raises(StoreLocked, match="Ask the running service over HTTP"):
            while_open(shared(kept), runtime)
    finally:
        serving.close()
    assert list(scratch.iterdir()) == []
    assert runtime.opened_with is None


def test_a_record_elsewhere_is_shared_by_its_database_rather_than_copied(
    runtime: WatchedRuntime, kept: Path, scratch: Path
) -> None:
    settings = while_open(shared(kept, database_url="postgresql://db/reviews"), runtime)["settings"]
    assert settings.home == kept


def test_a_home_that_cannot_be_made_is_told(runtime: WatchedRuntime, tmp_path: Path, reviews: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError):
        while_open(SystemChoice(reviews=(reviews,), flags={"home": tmp_path / "file" / "home"}), runtime)
