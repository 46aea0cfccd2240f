"""What Pullquote adds to a bare call of the language model: finding, counting, holding claims to the record.

    .venv/bin/python tests/benchmarks/generating.py [--questions 100] [--piece-ms 5]

A server on the loopback writes three claims with true quotes, a piece every so many milliseconds. Questions
of the sample cases are put to the service over HTTP, then the very request that reached the model is sent to
it again by a plain client. Both are told as medians, side by side, and what lies between them.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.chat_server import ChatServer, answers, says_json  # noqa: E402

_NUMBERED = re.compile(r"^⟦\w+ (\d+)⟧ (.*)$", re.MULTILINE)
CLAIMS = 3


def model(body: dict[str, Any], piece_s: float) -> Any:
    """Three claims, each in the words of a sentence of the prompt and with a quote from it."""
    prompt = body["messages"][-1]["content"]
    found = [(int(n), text) for n, text in _NUMBERED.findall(prompt) if len(text.split()) > 4][:CLAIMS]
    claims = [
        {
            "text": f"One reviewer says that {text[:150].rstrip('.')}",
            "stance": "neutral",
            "evidence": [{"sentence": n, "quote": " ".join(text.split()[:12])}],
        }
        for n, text in found
    ]
    return says_json({"claims": claims}, piece=12, delay=piece_s)


@contextmanager
def serving(home: Path, server: ChatServer) -> Iterator[httpx.Client]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PULLQUOTE_HOME": str(home),
        "PULLQUOTE_LLM": "openai:test-model",
        "PULLQUOTE_LLM_BASE_URL": server.base_url,
    }
    program = str(Path(sys.executable).with_name("pullquote"))
    subprocess.run([program, "ingest", str(ROOT / "seeds")], env=environment, check=True, capture_output=True)
    command = [program, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            _wait_until_ready(client)
            yield client
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(client: httpx.Client) -> None:
    for _ in range(600):
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")


def timed(client: httpx.Client, url: str, body: dict[str, Any]) -> tuple[float, httpx.Response]:
    start = time.perf_counter()
    response = client.post(url, json=body)
    return (time.perf_counter() - start) * 1000, response


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--piece-ms", type=float, default=5.0)
    options = parser.parse_args()
    cases = yaml.safe_load((ROOT / "seeds" / "cases.yaml").read_text("utf-8"))["cases"]
    step = max(1, len(cases) // options.questions)
    asked, bare, inside, generative = [], [], [], 0
    with ChatServer() as server, tempfile.TemporaryDirectory() as folder:
        server.otherwise = answers(lambda body: model(body, options.piece_ms / 1000))
        with serving(Path(folder), server) as client, httpx.Client(timeout=120) as plain:
            for case in cases[::step][: options.questions]:
                before = len(server.requests)
                took, response = timed(
                    client, "/v1/ask", {"question": case["question"], "filters": case["scope"]}
                )
                answer = response.json()
                if len(server.requests) != before + 1:
                    continue
                alone, _ = timed(plain, f"{server.base_url}/chat/completions", server.requests[-1].body)
                asked.append(took)
                bare.append(alone)
                timing = answer["timing_ms"]
                inside.append(timing["total"] - timing["model"])
                generative += answer["engine"] == "generative"
    added = [one - other for one, other in zip(asked, bare, strict=True)]
    print(f"questions: {len(asked)}, answered by the model: {generative}")
    for name, values in (
        ("asked", asked),
        ("bare call", bare),
        ("added", added),
        ("outside the call", inside),
    ):
        quarters = statistics.quantiles(values, n=20)
        print(f"{name:17} median {statistics.median(values):7.1f} ms   95% {quarters[18]:7.1f} ms")


if __name__ == "__main__":
    main()
