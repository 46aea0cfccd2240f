"""Where the files of SubjQA lie, in the three ways they are passed around."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qa.errors import UnreadableSource

__all__ = ["DOMAINS", "SPLITS", "find_domains", "find_splits", "split_named"]

DOMAINS = ("books", "electronics", "grocery", "movies", "restaurants", "tripadvisor")
SPLITS: Mapping[str, tuple[str, ...]] = {"train": ("train",), "dev": ("dev", "validation"), "test": ("test",)}
_LAYOUTS = ("{domain}.{split}.csv", "{domain}/{split}.csv", "{domain}/splits/{split}.csv")
_ROOTS = ("", "SubjQA", "SubjQA-master/SubjQA")  # the folder itself, the repository, its unpacked archive


def split_named(name: str) -> str:
    """`train`, `dev` or `test`; `validation` means `dev`. Raises: UnreadableSource for other names."""
    for split, names in SPLITS.items():
        if name in names:
            return split
    raise UnreadableSource(f"SubjQA has no split {name}; it has {', '.join(SPLITS)}.")


def find_splits(folder: Path, domain: str) -> dict[str, Path]:
    """The files of a domain by split: those that are there, in the order train, dev, test."""
    found = {split: _find(folder, domain, names) for split, names in SPLITS.items()}
    return {split: path for split, path in found.items() if path is not None}


def find_domains(folder: Path, split: str) -> tuple[str, ...]:
    """The domains that have a file of this split.

    Raises: UnreadableSource where none has, or `folder` is no folder; the message says what is expected.
    """
    if not folder.is_dir():
        raise UnreadableSource(f"{folder} is not a folder; name the folder that holds <domain>.<split>.csv.")
    wanted = split_named(split)
    domains = tuple(domain for domain in DOMAINS if wanted in find_splits(folder, domain))
    if not domains:
        raise UnreadableSource(
            f"{folder} holds no {wanted} file of SubjQA: neither <domain>.{wanted}.csv, "
            f"nor <domain>/{wanted}.csv, nor SubjQA/<domain>/splits/{wanted}.csv."
        )
    return domains


def _find(folder: Path, domain: str, names: tuple[str, ...]) -> Path | None:
    paths = (
        folder / root / layout.format(domain=domain, split=name)
        for root in _ROOTS
        for layout in _LAYOUTS
        for name in names
    )
    return next((path for path in paths if path.is_file()), None)
