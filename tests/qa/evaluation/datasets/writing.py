"""Small data sets in the files' own formats, invented for these tests."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["DATA", "annotation", "candidate", "conversation", "write_hetpqa", "write_rc2", "write_subjqa"]

DATA = Path(__file__).parents[5] / "shared" / "data"  # real files, where a developer has them

_NONE = "ANSWERNOTFOUND"


def annotation(
    question: str,
    review: str,
    answer: str = _NONE,
    *,
    item: str = "kettle",
    key: str | None = None,
    hint: int = 0,
) -> dict[str, str]:
    """A row of SubjQA; questions are told apart by their words and review unless `key` is given."""
    return {
        "item_id": item,
        "q_review_id": key or f"{question}|{review}|{item}",
        "question": question,
        "review_id": f"id of {review}",
        "review": f"{review} {_NONE}",
        "human_ans_spans": answer,
        "human_ans_indices": f"({hint}, {hint + len(answer)})",
    }


def write_subjqa(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    return _write(path, rows, ",")


def candidate(qid: str, question: str, text: str, label: int, source: str = "review") -> dict[str, str]:
    """A row of hetPQA's evidence ranking."""
    return {"qid": qid, "question": question, "candidate": text, "label": str(label), "source": source}


def write_hetpqa(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    return _write(path, rows, "\t")


def conversation(story: str, *turns: tuple[str, str | None, int]) -> dict[str, Any]:
    """An entry of RC2; a turn is its question, the words that answer or None, and where they begin."""
    return {
        "story": story,
        "questions": [{"input_text": turn[0], "turn_id": n} for n, turn in enumerate(turns, 1)],
        "answers": [_answer(n, words, start) for n, (_, words, start) in enumerate(turns, 1)],
    }


def _answer(turn: int, words: str | None, start: int) -> dict[str, Any]:
    if words is None:
        return {"turn_id": turn, "span_text": "unknown", "span_start": -1, "span_end": -1}
    return {"turn_id": turn, "span_text": words, "span_start": start, "span_end": start + len(words)}


def write_rc2(path: Path, entries: Sequence[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": "1.0", "data": list(entries)}), "utf-8")
    return path


def _write(path: Path, rows: Sequence[dict[str, str]], delimiter: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path
