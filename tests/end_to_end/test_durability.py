"""What was acknowledged is there after a kill; what was cut off is finished by running it again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx


def reviews(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "id": f"r{n}",
            "item_id": f"item-{n % 5}",
            "text": f"Lamp number {n} glows. Its shade is dull, I find.",
        }
        for n in range(first, first + count)
    ]


def stored_ids(server: Any) -> set[str]:
    found: set[str] = set()
    cursor = None
    while True:
        page = server.client.get(
            "/v1/reviews", params={"limit": 100, **({"cursor": cursor} if cursor else {})}
        ).json()
        found |= {review["id"] for review in page["reviews"]}
        cursor = page["next"]
        if cursor is None:
            return found


def test_a_killed_service_keeps_every_acknowledged_review(installed: Any) -> None:
    acknowledged: set[str] = set()
    for life in range(3):
        with installed.serving() as server:
            killer = threading.Timer(0.6, server.process.send_signal, [signal.SIGKILL])
            killer.start()
            try:
                for batch in range(200):
                    rows = reviews(10, first=life * 10_000 + batch * 10)
                    if server.put(*rows).status_code == 200:
                        acknowledged |= {row["id"] for row in rows}
            except httpx.TransportError:
                pass
            killer.join()
    assert acknowledged
    with installed.serving() as server:
        assert acknowledged <= stored_ids(server)
        answer = server.ask("What do they say about the shade?")
        assert answer["answered"]


def test_an_interrupted_ingest_is_finished_by_running_it_again(installed: Any) -> None:
    source = Path(installed.home) / "many.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in reviews(1200)))
    program = Path(sys.executable).with_name("pullquote")
    command = [str(program), "ingest", str(source)]
    with subprocess.Popen(
        command,
        env=installed.environment(),
        cwd=installed.home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as ingesting:
        record = Path(installed.home) / "record.db-wal"
        deadline = time.monotonic() + 60
        while not (record.exists() and record.stat().st_size > 500_000) and time.monotonic() < deadline:
            time.sleep(0.02)
        ingesting.kill()
    again = installed.json("ingest", str(source))
    assert again["created"] + again["unchanged"] == 1200
    third = installed.json("ingest", str(source))
    assert (third["created"], third["updated"], third["unchanged"]) == (0, 0, 1200)


def test_ingesting_the_samples_again_changes_nothing_and_says_so(samples: Any) -> None:
    from tests.end_to_end.conftest import SEEDS

    again = samples.json("ingest", str(SEEDS))
    assert (again["created"], again["updated"], again["failed"]) == (0, 0, 0)
    assert again["unchanged"] == 47
    assert "already stored" in samples.command("ingest", str(SEEDS)).stdout


def test_a_second_process_is_told_that_the_store_is_in_use(server: Any, installed: Any) -> None:
    refused = installed.command("items", check=False)
    assert refused.returncode == 5
    assert "PULLQUOTE_HOME" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert server.put(*reviews(1)).status_code == 200


def test_health_is_answered_while_a_large_write_is_under_way(server: Any) -> None:
    done: list[int] = []
    writing = threading.Thread(
        target=lambda: done.append(
            httpx.put(
                f"{server.client.base_url}/v1/reviews", json={"reviews": reviews(900)}, timeout=120
            ).status_code
        )
    )
    writing.start()
    answered = 0
    while writing.is_alive():
        assert server.client.get("/livez").status_code == 200
        answered += 1
        time.sleep(0.01)
    assert done == [200]
    assert answered > 10


def test_a_deleted_review_leaves_no_word_in_the_store(installed: Any) -> None:
    secret = "zanzibarquux"
    with installed.serving() as server:
        server.put(
            *reviews(20),
            {"id": "gone", "item_id": "item-1", "text": f"A {secret} of a lamp.", "author": secret},
        )
        assert server.client.delete("/v1/reviews/gone").is_success
        assert server.client.get("/v1/reviews/gone").status_code == 404
        hits = server.client.post("/v1/search", json={"query": secret}).json()["hits"]
        assert all(hit["review_id"] != "gone" for hit in hits)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=20)
    files = [
        path for path in Path(installed.home).rglob("*") if path.is_file() and "models" not in path.parts
    ]
    assert len(files) > 3
    assert not [path for path in files if secret.encode() in path.read_bytes()]


def test_a_store_of_another_model_is_refused_until_it_is_reindexed(installed: Any, tmp_path: Path) -> None:
    source = tmp_path / "lamps.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in reviews(3)))
    installed.command("ingest", str(source))
    from vectorstore.embedding.bundled import bundled_folder

    another = tmp_path / "another-model"
    another.symlink_to(bundled_folder())
    (installed.home / ".env").write_text(f"PULLQUOTE_EMBEDDING_MODEL={another}\n")
    refused = installed.command("items", check=False)
    assert refused.returncode == 5
    assert "pullquote reindex" in refused.stderr
    installed.command("reindex")
    assert installed.json("ask", "What is dull?")["citations"]
