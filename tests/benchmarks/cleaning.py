"""Measure cleaning over folders of text files: `python tests/benchmarks/cleaning.py FOLDER...`.

Prints, for every folder: reviews, tokens, spaces put back, tokens that still look like words run together,
and characters cleaned per second. With `--list`, also each space put back and each suspect left, in context,
to be judged by reading.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from qa.alignment import Alignment
from qa.ingest.cleaning import Cleaned, clean
from qa.ingest.cleaning.segmentation import ARTICLES, segments
from qa.ingest.cleaning.vocabulary import vocabulary

TOKEN = re.compile(r"[^\W\d_]+")
INNER_CAPITAL = re.compile(r"[a-z](?=[A-Z])")
PARTICLE = re.compile(r"(?:O|D|Ma?c|D[aei]|La|Le|Fitz)[A-Z]")
UNSPACED = re.compile(r"[a-z]{2}[.!?,;)][A-Z][a-z]|[a-z]{2}[,;][a-z]{2}|[a-z]{3}\([a-z]{2,}[ -]")
TAILED = re.compile(
    r"[A-Z][a-z]{2,}(?:about|directed|gives|makes|play(?:s|ed)|starred|which|whose|with|wrote)$"
)
WARM_UP = "The first text pays for reading the vocabulary, which is not to be measured with it. xqzzk"
AROUND = 25  # characters to show on either side


def main(arguments: list[str]) -> None:
    """Measure each folder named on the command line."""
    listing = "--list" in arguments
    clean(WARM_UP)
    for folder in (argument for argument in arguments if argument != "--list"):
        texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.txt"))]
        started = perf_counter()
        cleaned = [clean(text) for text in texts]
        seconds = perf_counter() - started
        put_back = [line for one in cleaned for line in spaces_put_back(one)]
        left = [line for one in cleaned for line in suspects(one.text)]
        report(folder, texts, cleaned, len(put_back), len(left), seconds)
        if listing:
            print("\n".join([*(f"  + {line}" for line in put_back), *(f"  ? {line}" for line in left)]))


def report(
    folder: str, texts: list[str], cleaned: list[Cleaned], put_back: int, left: int, seconds: float
) -> None:
    """Print one folder's line."""
    characters = sum(map(len, texts))
    tokens = sum(len(one.text.split()) for one in cleaned)
    print(
        f"{folder}: {len(texts)} reviews, {tokens} tokens, {put_back} spaces put back, {left} suspects left, "
        f"{characters / max(seconds, 1e-9):,.0f} characters/s"
    )


def spaces_put_back(cleaned: Cleaned) -> Iterator[str]:
    """Each inserted space, marked in its context."""
    for place in inserted(cleaned.alignment):
        if cleaned.text[place] == " ":
            yield f"{cleaned.text[max(0, place - AROUND) : place]}_{cleaned.text[place + 1 : place + AROUND]}"


def inserted(alignment: Alignment) -> Iterator[int]:
    """Positions in the text of the characters that have no source."""
    for segment in alignment.segments:
        if segment.source_start == segment.source_end:
            yield from range(segment.text_start, segment.text_end)


def suspects(text: str) -> Iterator[str]:
    """Tokens that may still be words run together, in context: an upper bound, with many names among them."""
    words = vocabulary()
    for match in TOKEN.finditer(text):
        token = match[0]
        capital = INNER_CAPITAL.search(token) and not PARTICLE.match(token)
        name = token.lower() not in words.known and (capital or TAILED.match(token))
        if name or token in ARTICLES or len(segments(token, words, loose=True)) > 1:
            yield context(text, match)
    yield from (context(text, match) for match in UNSPACED.finditer(text))


def context(text: str, match: re.Match[str]) -> str:
    """The match between brackets, with the text around it."""
    before, after = (
        text[max(0, match.start() - AROUND) : match.start()],
        text[match.end() : match.end() + AROUND],
    )
    return f"{before}[{match[0]}]{after}".replace("\n", " ")


if __name__ == "__main__":
    main(sys.argv[1:])
