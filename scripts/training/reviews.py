"""Reviews with questions about them and which sentences answer: what the training scripts read.

The texts of others come from a folder of data; questions, and reviews written for them, lie beside this.
"""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

__all__ = [
    "WRITTEN",
    "Asked",
    "Reviewed",
    "asked",
    "found_below",
    "items",
    "join_words",
    "marked_lines",
    "written",
    "written_rows",
]

WRITTEN = Path(__file__).parent
ITEM_QUESTIONS = 8  # of an item that are read together
SHORTEST = 3  # words; the data's shorter lines were not numbered when the questions were written
LONGEST = 700  # characters

Side = Literal["p", "n", "m", "f", "?"]  # for, against, both, neither; not told


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, and the places of the sentences that answer it, with the side each takes."""

    text: str
    answers: Mapping[int, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The sentences of a review, or of all reviews of an item, and questions about them."""

    sentences: Sequence[str]
    questions: Sequence[Asked]


def asked(data: Path) -> Iterator[Reviewed]:
    """The data's reviews that questions were written about."""
    texts = films(data) | products(data)
    questions: dict[str, list[Asked]] = {}
    for row in written_rows("questions.jsonl.gz"):
        sides = row.get("sides") or "?" * len(row["right"])
        answers = dict(zip(row["right"], sides, strict=True))
        questions.setdefault(row["r"], []).append(Asked(text=row["q"], answers=answers))
    for name, about in questions.items():
        yield Reviewed(sentences=texts[name], questions=about)


def written() -> Iterator[Reviewed]:
    """Reviews that were written with their questions; every sentence in them is labelled by itself."""
    for row in written_rows("reviews.jsonl.gz"):
        labels = ["f" if label == "o" else label for _, label in row["sents"]]
        questions = [
            Asked(text=one["q"], answers={place: labels[place] for place in one["right"]})
            for one in row["qs"]
        ]
        yield Reviewed(sentences=[text for text, _ in row["sents"]], questions=questions)


def items() -> Iterator[Reviewed]:
    """Items that were written with several reviews and questions over all of them."""
    for row in written_rows("items.jsonl.gz"):
        places = [(i, j) for i, review in enumerate(row["reviews"]) for j in range(len(review))]
        sentences = [row["reviews"][i][j] for i, j in places]
        at = {place: n for n, place in enumerate(places)}
        questions = [
            Asked(text=one["q"], answers={at[i, j]: side for i, j, side in one["right"]}) for one in row["qs"]
        ]
        for start in range(0, len(questions), ITEM_QUESTIONS):
            yield Reviewed(sentences=sentences, questions=questions[start : start + ITEM_QUESTIONS])


def films(data: Path) -> dict[str, list[str]]:
    """The film reviews by the stems of their files; a line is a sentence."""
    with zipfile.ZipFile(found_below(data, "movie_reviews.zip")[0]) as archive:
        names = [name for name in archive.namelist() if re.search(r"/(?:pos|neg)/\w+\.txt$", name)]
        return {Path(name).stem: tidy(archive.read(name).decode("latin1").splitlines()) for name in names}


def products(data: Path) -> dict[str, list[str]]:
    """The product reviews by the start of their file's name and their number in it."""
    reviews: dict[str, list[str]] = {}
    for path in found_below(data, "product_reviews_*/*.txt"):
        number = 0
        for line in path.read_text("latin1").splitlines():
            number += line.strip().startswith("[t]")
            _, marked, sentence = line.partition("##")
            if number and marked:
                reviews.setdefault(f"{path.stem[:12].replace(' ', '_')}-{number}", []).append(sentence)
    return {name: tidy(lines) for name, lines in reviews.items()}


def marked_lines(path: Path) -> Iterator[tuple[str, str]]:
    """The marks and the sentence of each line of a product's reviews, `feature[+2],feature[-1]##sentence`."""
    for line in path.read_text("latin1").splitlines():
        marks, separator, sentence = line.strip().partition("##")
        if separator and len(sentence.split()) >= SHORTEST:
            yield marks, join_words(sentence)


def found_below(folder: Path, pattern: str) -> list[Path]:
    """The files below a folder that match, in order. Raises: FileNotFoundError where none does."""
    found = sorted(path for path in folder.rglob(pattern) if path.name != "README.txt")
    if not found:
        raise FileNotFoundError(f"There is no {pattern} below {folder}.")
    return found


def tidy(lines: Sequence[str]) -> list[str]:
    """The lines that are sentences, their tokenisation undone."""
    joined = (join_words(line) for line in lines)
    return [line[:LONGEST] for line in joined if len(line.split()) >= SHORTEST]


def join_words(tokenised: str) -> str:
    """Undo the data's tokenisation, `it 's fun , really .`, which no review is written in."""
    joined = re.sub(r" ([.,;:!?)\]]|n't\b|'(?:s|re|ve|ll|m|d)\b)", r"\1", " ".join(tokenised.split()))
    return re.sub(r"([(\[]) ", r"\1", joined)


def written_rows(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a file that lies beside this."""
    with gzip.open(WRITTEN / name, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
