"""An app served over real sockets, from a thread of this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

__all__ = ["serving"]

START_S = 60.0


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of the app while it is served."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, ws="none", log_level="critical"))
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        _wait_for(server, thread)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + START_S
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
