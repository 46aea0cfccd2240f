"""Which reader a file needs, told by its name."""

from __future__ import annotations

from pathlib import Path

from qa.ingest.loaders.options import FileFormat

__all__ = ["KNOWN_ENDINGS", "format_of"]

_FORMATS: dict[str, FileFormat] = {
    ".txt": "text",
    ".md": "text",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
}
KNOWN_ENDINGS = tuple(_FORMATS)


def format_of(path: Path) -> FileFormat | None:
    """The format that a file's ending names, gzip's aside; None for endings that mean nothing here."""
    name = path.name.lower().removesuffix(".gz")
    return _FORMATS.get(Path(name).suffix)
