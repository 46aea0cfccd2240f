"""The vector index over a real Chroma, embedded and on a server: in step with the record, or remade."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.models import Filters, ReviewEntry
from vectorstore.store import Store, open_store

OpenStore = Callable[..., Store]


@pytest.fixture
def many(make_entry: Callable[..., ReviewEntry]) -> list[ReviewEntry]:
    return [make_entry(f"review-{n}", item_id=f"item-{n % 7}") for n in range(120)]


@pytest.fixture(params=["embedded", "server"])
def place(request: pytest.FixtureRequest) -> dict[str, str]:
    """Options for opening a store whose index lies there."""
    if request.param == "embedded":
        return {}
    return {"chroma_url": request.getfixturevalue("chroma_server")}


def finds_all(store: Store, entries: list[ReviewEntry]) -> bool:
    """Whether every chunk is the nearest to its own vector."""
    for entry in entries:
        mean = entry.vectors.mean(axis=0)
        mean = mean / (mean @ mean) ** 0.5
        if store.index.search(mean, Filters(), 1) != [(entry.review.id, 0)]:
            return False
    return True


def test_chunks_are_found_by_their_vectors(
    open_here: OpenStore, place: dict[str, str], many: list[ReviewEntry]
) -> None:
    store = open_here(**place)
    store.save(many)
    assert finds_all(store, many)


def test_the_index_is_kept_when_the_store_is_opened_again(
    open_here: OpenStore, place: dict[str, str], many: list[ReviewEntry], caplog: pytest.LogCaptureFixture
) -> None:
    store = open_here(**place)
    store.save(many)
    store.close()
    again = open_here(**place)
    with caplog.at_level(logging.WARNING):
        assert finds_all(again, many)
    assert not caplog.records


def test_a_deleted_review_is_not_found_any_more(
    open_here: OpenStore, place: dict[str, str], many: list[ReviewEntry]
) -> None:
    store = open_here(**place)
    store.save(many)
    store.delete([many[3].review.id])
    near = store.index.search(many[3].vectors[0], Filters(), 120) or ()
    assert (many[3].review.id, 0) not in near
    assert finds_all(store, many[4:])


def test_a_changed_review_is_found_by_its_new_vectors(
    open_here: OpenStore,
    place: dict[str, str],
    many: list[ReviewEntry],
    make_entry: Callable[..., ReviewEntry],
) -> None:
    store = open_here(**place)
    store.save(many)
    changed = make_entry("review-3", "A lamp that hums.", "It hums at night.", item_id="item-3")
    store.save([changed])
    assert finds_all(store, [changed, *many[4:]])
    assert len(store.index.search(changed.vectors[0], Filters(review_id="review-3"), 9) or ()) == 1


def test_no_index_folder_is_made_before_it_is_needed(open_here: OpenStore, tmp_path: Path) -> None:
    open_here().page(Filters(), None, 1)
    assert not (tmp_path / "home" / "index").exists()


def remove_everything(index: Path) -> None:
    shutil.rmtree(index)


def remove_graph_folders(index: Path) -> None:
    for folder in index.glob("*/*/"):
        shutil.rmtree(folder)


def overwrite_database(index: Path) -> None:
    for path in index.glob("*/chroma.sqlite3"):
        path.write_bytes(b"\0" * 4096)


def truncate_database(index: Path) -> None:
    for path in index.glob("*/chroma.sqlite3"):
        path.write_bytes(path.read_bytes()[:10_000])


@pytest.mark.parametrize(
    "damage", [remove_everything, remove_graph_folders, overwrite_database, truncate_database]
)
def test_a_damaged_index_is_remade_from_the_record(
    open_here: OpenStore, tmp_path: Path, many: list[ReviewEntry], damage: Callable[[Path], None]
) -> None:
    store = open_here()
    store.save(many)
    store.close()
    damage(tmp_path / "home" / "index")
    again = open_here()
    assert finds_all(again, many)
    assert len(list((tmp_path / "home" / "index").iterdir())) == 1


def test_an_index_that_missed_a_write_is_remade(
    open_here: OpenStore, tmp_path: Path, many: list[ReviewEntry]
) -> None:
    store = open_here()
    store.save(many[:60])
    store.close()
    shutil.copytree(tmp_path / "home" / "index", tmp_path / "old")
    store = open_here()
    store.save(many[60:])
    store.close()
    shutil.rmtree(tmp_path / "home" / "index")
    shutil.copytree(tmp_path / "old", tmp_path / "home" / "index")
    assert finds_all(open_here(), many)


def test_an_index_on_a_server_that_lost_its_data_is_remade(
    open_here: OpenStore, chroma_server: str, many: list[ReviewEntry]
) -> None:
    from vectorstore.chroma import server_client

    store = open_here(chroma_url=chroma_server)
    store.save(many)
    store.close()
    client = server_client(chroma_server)
    for collection in client.list_collections():
        client.delete_collection(collection.name)
    assert finds_all(open_here(chroma_url=chroma_server), many)


def test_a_server_that_is_away_costs_no_write_and_no_question(
    tmp_path: Path, many: list[ReviewEntry], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        store = open_store(tmp_path / "home", embedding="m", chroma_url="http://127.0.0.1:9")
        store.save(many)
        assert store.index.search(many[0].vectors[0], Filters(), 3) is None
    assert not store.index.available
    assert store.evidence.count(Filters()) == len(many)
    store.close()


def test_rebuilding_tells_its_progress(open_here: OpenStore, many: list[ReviewEntry]) -> None:
    store = open_here()
    store.save(many)
    told: list[tuple[int, int]] = []
    store.index.rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (120, 120)
    assert finds_all(store, many)
