"""Pullquote beside plain LangChain with Chroma, same embedding model: ingest, cold start, search, memory.

    python tests/benchmarks/whole_reviews.py FOLDER_OR_ZIP [--reviews 2000] [--baseline-reviews 300]

Takes text files, one review a file. Each system runs in processes of its own, one after the other. The
baseline's rates do not depend on how many reviews it is given, so it may be given fewer. It needs
`pip install -e '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

SYSTEMS = Path(__file__).with_name("systems")


def texts_of(source: Path, limit: int) -> Iterator[str]:
    """`limit` reviews of a folder or archive, evenly spaced, so that no class is left out."""
    if source.suffix == ".zip":
        with zipfile.ZipFile(source) as archive:
            names = sorted(name for name in archive.namelist() if name.endswith(".txt"))
            for name in spread(names, limit):
                yield archive.read(name).decode("utf-8", "replace")
    else:
        for path in spread(sorted(source.rglob("*.txt")), limit):
            yield path.read_text("utf-8", "replace")


def spread(rows: list[str], limit: int) -> list[str]:
    """`limit` rows, evenly spaced."""
    return rows[:: max(1, len(rows) // limit)][:limit]


def run(system: str, *arguments: str) -> dict[str, float]:
    """Run one step of a system in a process of its own; its figures, with the wall time from outside."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(SYSTEMS / f"{system}.py"), *arguments],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**figures, "wall_s": time.perf_counter() - started}


def measure(system: str, texts: list[str], folder: Path) -> dict[str, float]:
    """All figures of one system over `texts`."""
    source = folder / f"{system}.jsonl"
    rows = ({"id": f"r{n}", "item_id": f"item-{n % 40}", "text": text} for n, text in enumerate(texts))
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    store = str(folder / system)
    run(system, "warm-up", store)
    ingest = run(system, "ingest", store, str(source))
    cold = run(system, "cold", store)
    warm = run(system, "warm", store)
    characters = sum(map(len, texts))
    return {
        "reviews": len(texts),
        "ingest, characters a second": characters / ingest["wall_s"],
        "ingest, peak MB": ingest["peak_mb"],
        "cold start to first search, s": cold["wall_s"],
        "search across items, median ms": warm["search_ms"],
        "serving, peak MB": warm["peak_mb"],
        **{name: value for name, value in warm.items() if name.startswith("answer")},
    }


def main() -> None:
    """Measure both and print them side by side."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("--reviews", type=int, default=2000)
    parser.add_argument("--baseline-reviews", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = measure("pullquote", list(texts_of(options.source, options.reviews)), Path(folder))
        plain = measure(
            "plain_langchain", list(texts_of(options.source, options.baseline_reviews)), Path(folder)
        )
    print(f"{'':36}{'Pullquote':>12}{'plain':>12}{'ratio':>8}")
    for name, value in ours.items():
        other = plain.get(name)
        beside = "" if other is None else f"{other:12,.1f}{value / other:8.2f}"
        print(f"{name:36}{value:12,.1f}{beside}")


if __name__ == "__main__":
    main()
