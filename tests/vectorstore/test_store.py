from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa.errors import (
    ConfigurationError,
    EmbeddingMismatch,
    InvalidFilter,
    StoreCorrupt,
    StoreFull,
    StoreLocked,
)
from qa.models import Filters, ReviewEntry
from vectorstore.store import Store, open_store


def test_a_saved_review_comes_back_as_it_was(store: Store, make_entry: Callable[..., ReviewEntry]) -> None:
    entry = make_entry(
        "a/b 😀",
        "Größe passt. Ça va!",
        item_title="Lamp",
        title="Fine",
        author="Ines",
        rating=3.5,
        rating_scale=5.0,
        published=date(2025, 2, 28),
        url="https://example.org/1",
        source="shop",
        language="de",
        metadata={"verified": True, "helpful": 3, "size": None},
    )
    store.save([entry])
    assert store.get(["a/b 😀"]) == {"a/b 😀": entry.review}


def test_what_was_saved_is_there_after_reopening(
    open_here: Callable[..., Store], make_entry: Callable[..., ReviewEntry]
) -> None:
    first = open_here()
    entry = make_entry("one")
    first.save([entry])
    first.close()
    again = open_here()
    (block,) = again.evidence.blocks(Filters())
    assert again.get(["one"])["one"] == entry.review
    np.testing.assert_allclose(block.vectors, entry.vectors, atol=1e-3)
    assert block.starts.tolist() == [s.start for s in entry.sentences]
    np.testing.assert_allclose(block.polarity, entry.polarity)


def test_a_changed_review_replaces_all_that_was_made_of_it(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save([make_entry("one", "Old wick.", "Old glass.", "Old oil.")])
    store.save([make_entry("one", "New bulb.")])
    assert [len(block) for block in store.evidence.blocks(Filters())] == [1]
    assert store.lexical.search(["wick"], Filters(), 5) == []
    assert [key for key, _ in store.lexical.search(["bulb"], Filters(), 5)] == [("one", 0)]
    assert store.evidence.count(Filters()) == 1


def test_a_deleted_review_leaves_no_word_in_any_file(
    tmp_path: Path, open_here: Callable[..., Store], make_entry: Callable[..., ReviewEntry]
) -> None:
    store = open_here()
    secret = "xylophonequartz"
    store.save([make_entry("kept"), make_entry("gone", f"A {secret} lamp.", author=f"{secret}-author")])
    assert store.delete(["gone"]) == 1
    assert store.index.search(make_entry("gone").vectors[0], Filters(review_id="gone"), 5) == []
    store.close()
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert files and not any(secret.encode() in path.read_bytes() for path in files)


def test_deleting_what_is_not_there_deletes_nothing(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save([make_entry("one")])
    assert store.delete(["two"]) == 0
    assert store.evidence.count(Filters()) == 1


def test_pages_visit_every_review_once(store: Store, library: list[ReviewEntry]) -> None:
    store.save(library)
    seen: list[str] = []
    cursor = None
    while True:
        page = store.page(Filters(source="shop"), cursor, 2)
        seen += [review.id for review in page.rows]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == ["r1", "r3", "r5", "r7", "r9", "r11"]


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "１"])
def test_a_foreign_cursor_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(InvalidFilter):
        store.page(Filters(), cursor, 2)


def test_items_count_their_reviews_and_average_their_ratings(
    store: Store, make_entry: Callable[..., ReviewEntry]
) -> None:
    store.save(
        [
            make_entry("a", item_id="lamp", item_title="Lamp", rating=4.0, rating_scale=5.0),
            make_entry("b", item_id="lamp", rating=2.0, rating_scale=10.0),
            make_entry("c", item_id="lamp"),
            make_entry("d", item_id="desk"),
        ]
    )
    desk, lamp = store.items(None, 10).rows
    assert (desk.id, desk.reviews, desk.rated, desk.mean_rating) == ("desk", 1, 0, None)
    assert (lamp.id, lamp.title, lamp.reviews, lamp.rated) == ("lamp", "Lamp", 3, 2)
    assert lamp.mean_rating == pytest.approx(0.5)
    assert store.item("lamp") == lamp
    assert store.item("chair") is None


def test_items_page_by_id(store: Store, library: list[ReviewEntry]) -> None:
    store.save(library)
    first = store.items(None, 2)
    rest = store.items(first.cursor, 2)
    assert [item.id for item in (*first.rows, *rest.rows)] == ["item-0", "item-1", "item-2"]
    assert rest.cursor is None


def test_a_second_opener_is_refused_and_told_what_to_do(tmp_path: Path, store: Store) -> None:
    with pytest.raises(StoreLocked, match="PULLQUOTE_HOME"):
        open_store(tmp_path / "home", embedding="hand-made")


def test_another_process_is_refused_too(tmp_path: Path, store: Store) -> None:
    program = (
        "import sys; from pathlib import Path; from vectorstore.store import open_store\n"
        f"open_store(Path({str(tmp_path / 'home')!r}), embedding='hand-made')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "StoreLocked" in done.stderr


def test_another_embedding_model_is_refused_with_the_way_out(open_here: Callable[..., Store]) -> None:
    open_here().close()
    with pytest.raises(EmbeddingMismatch, match="pullquote reindex"):
        open_here(embedding="another")
    open_here(embedding="hand-made").close()


def test_replacing_all_adopts_the_new_model(
    open_here: Callable[..., Store], make_entry: Callable[..., ReviewEntry]
) -> None:
    store = open_here()
    store.save([make_entry("one")])
    store.close()
    adopted = open_here(embedding="another", adopt=True)
    adopted.replace_all([make_entry("one", "Anew.")])
    adopted.close()
    reopened = open_here(embedding="another")
    assert reopened.get(["one"])["one"].text == "Anew."


def test_replacing_all_that_fails_half_way_changes_nothing(
    open_here: Callable[..., Store], make_entry: Callable[..., ReviewEntry]
) -> None:
    store = open_here()
    store.save([make_entry("one"), make_entry("two")])

    def failing() -> object:
        yield make_entry("one", "Anew.")
        raise RuntimeError("the model went away")

    with pytest.raises(RuntimeError):
        store.replace_all(failing())  # type: ignore[arg-type]
    assert store.get(["one"])["one"].text.startswith("The shade")


def test_a_record_that_is_no_database_is_named_corrupt(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "record.db").write_bytes(b"this is not a database, whatever its name says" * 100)
    with pytest.raises(StoreCorrupt, match="backup"):
        open_store(home, embedding="hand-made")
    assert (home / "record.db").read_bytes().startswith(b"this is not")


def test_a_store_that_failed_to_open_is_not_left_locked(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "record.db").write_bytes(b"no database" * 500)
    for _ in range(2):
        with pytest.raises(StoreCorrupt):
            open_store(home, embedding="hand-made")


def test_a_database_other_than_sqlite_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="SQLite"):
        open_store(tmp_path, embedding="m", database_url="mysql://localhost/x")


def test_a_home_that_cannot_be_made_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError):
        open_store(tmp_path / "file" / "home", embedding="m")


def test_a_full_disk_refuses_the_write_and_keeps_what_is_stored(
    small_disk: Path, make_entry: Callable[..., ReviewEntry]
) -> None:
    store = open_store(small_disk / "home", embedding="hand-made")
    try:
        store.save([make_entry("kept")])
        big = make_entry("big", *(f"Sentence {n} " + "about light " * 400 + "." for n in range(2000)))
        with pytest.raises(StoreFull, match="nothing was written"):
            store.save([big])
        assert set(store.get(["kept", "big"])) == {"kept"}
        store.save([make_entry("after")])
        assert store.evidence.count(Filters()) == 2
    finally:
        store.close()
