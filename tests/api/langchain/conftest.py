"""A source over a fake service, and the real thing over a few reviews: in this process and served."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.app import create_app
from api.langchain import StoreSource, open_store
from api.settings import Settings
from qa.ingest.drafts import ReviewDraft
from tests.api.fakes import FakeRuntime, review_from
from tests.api.langchain.serving import serving

HOTEL = "hotel-lanternhuis"
REVIEWS = (
    ReviewDraft(
        id="r1",
        item_id=HOTEL,
        item_title="Hotel Lanternhuis",
        author="Mirela D.",
        rating=8.5,
        rating_scale=10,
        published="2024-10-27",
        url="https://example.org/r1",
        text="The breakfast was lovely.\nWarm rolls, good coffee. The bed was firm and wide.",
    ),
    ReviewDraft(
        id="r2",
        item_id=HOTEL,
        author="Ngozi",
        rating=2,
        rating_scale=5,
        text="The breakfast was cold, and the café shut at nine. Parking is dear. The staff were kind.",
    ),
    ReviewDraft(id="a/b c", item_id="kettle", text="It boils fast. The lid is loose and rattles."),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def fake_store(runtime: FakeRuntime, tmp_path: Path) -> Iterator[StoreSource]:
    """A store over the fake service, which finds the words of a question in the reviews."""
    runtime.service.stored.update({draft.id or "": review_from(draft) for draft in REVIEWS})
    with open_store(Settings(home=tmp_path / "home"), opener=runtime.open) as store:
        yield store


@pytest.fixture(scope="session")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real store with the reviews in it, which no process has open."""
    from api.bootstrap import open_runtime

    base = tmp_path_factory.getbasetemp()
    models = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "models"
    models.mkdir(exist_ok=True)  # exported once for the whole run
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models)

    async def fill() -> None:
        async with open_runtime(Settings(home=home)) as runtime:
            await runtime.service.add_reviews(REVIEWS)

    asyncio.run(fill())
    return home


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Path:
    """A copy of the real store, for one test."""
    return Path(shutil.copytree(filled_home, tmp_path / "store", symlinks=True))


@pytest.fixture(scope="session")
def store(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSource]:
    copy = tmp_path_factory.mktemp("open") / "store"
    shutil.copytree(filled_home, copy, symlinks=True)
    with open_store(Settings(home=copy)) as opened:
        yield opened


@pytest.fixture(scope="session")
def address(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real store is served."""
    from api.bootstrap import open_runtime

    copy = tmp_path_factory.mktemp("served") / "store"
    shutil.copytree(filled_home, copy, symlinks=True)
    with serving(create_app(open_runtime=open_runtime, settings=Settings(home=copy))) as url:
        yield url


@pytest.fixture
def fake_address(runtime: FakeRuntime) -> Iterator[str]:
    """Where the fake service is served."""
    runtime.service.stored.update({draft.id or "": review_from(draft) for draft in REVIEWS})
    with serving(create_app(open_runtime=runtime.open, settings=Settings())) as url:
        yield url
