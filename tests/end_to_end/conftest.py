"""The real thing: the installed command, a server process, the bundled model, the sample reviews."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
STARTUP_S = 60


class Pullquote:
    """A store in a folder of its own, and the commands that work on it."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PULLQUOTE_HOME": str(self.home), "NO_COLOR": "1"}

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).with_name("pullquote")
        return subprocess.run(
            [str(program), *arguments],
            env=self.environment(),
            cwd=self.home,
            capture_output=True,
            text=True,
            check=check,
        )

    def json(self, *arguments: str) -> Any:
        return json.loads(self.command(*arguments, "--json").stdout)

    @contextmanager
    def serving(
        self, *, until: str = "/readyz", settings: Mapping[str, str] = MappingProxyType({})
    ) -> Iterator[Server]:
        """The service as a process of its own, once the route `until` says that all is well."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = (self.home / "server.log").open("ab")
        command = [sys.executable, "-m", "api", "--port", str(port)]
        environment = {**self.environment(), **settings}
        process = subprocess.Popen(command, env=environment, cwd=self.home, stdout=log, stderr=log)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
                server = Server(process, client)
                server.wait_until_well(until)
                yield server
        finally:
            process.kill()
            process.wait()
            log.close()


class Server:
    """A running service and a client that speaks to it."""

    def __init__(self, process: subprocess.Popen[bytes], client: httpx.Client) -> None:
        self.process = process
        self.client = client

    def wait_until_well(self, route: str) -> None:
        deadline = time.monotonic() + STARTUP_S
        while True:
            try:
                if self.client.get(route).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the service did not become ready")
            time.sleep(0.1)

    def ask(self, question: str, **body: Any) -> dict[str, Any]:
        response = self.client.post("/v1/ask", json={"question": question, **body})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def put(self, *reviews: dict[str, Any]) -> httpx.Response:
        return self.client.put("/v1/reviews", json={"reviews": list(reviews)})


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One export of the model for the whole run, whichever process makes it first."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return folder / "models"


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Callable[[], Pullquote]:
    def make() -> Pullquote:
        home = tmp_path_factory.mktemp("home")
        model_cache.mkdir(exist_ok=True)
        (home / "models").symlink_to(model_cache)
        return Pullquote(home)

    return make


@pytest.fixture(scope="session")
def samples(new_home: Callable[[], Pullquote]) -> Pullquote:
    """A store with the sample reviews in it."""
    pullquote = new_home()
    pullquote.command("ingest", str(SEEDS))
    return pullquote


@pytest.fixture(scope="session")
def sample_server(samples: Pullquote) -> Iterator[Server]:
    with ExitStack() as stack:
        yield stack.enter_context(samples.serving())


@pytest.fixture
def installed(new_home: Callable[[], Pullquote]) -> Pullquote:
    return new_home()


@pytest.fixture
def server(installed: Pullquote) -> Iterator[Server]:
    with installed.serving() as server:
        yield server
