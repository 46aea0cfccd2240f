"""What a user may say about files, where they do not speak for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa.errors import ConfigurationError
from qa.ingest.drafts import ReviewDraft

__all__ = ["FileFormat", "LoadOptions"]

FileFormat = Literal["text", "delimited", "jsonl", "json", "parquet"]

_FIELDS = tuple(name for name in ReviewDraft.model_fields if name != "metadata")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """`item_id` puts every review under one item; `columns` maps fields to columns of a table;
    `format` reads every file as that, whatever its name.

    Raises: ConfigurationError for a field that a review does not have.
    """

    item_id: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    format: FileFormat | None = None

    def __post_init__(self) -> None:
        for name in self.columns:
            if name not in _FIELDS:
                raise ConfigurationError(f"{name!r} is not a field of a review; use {', '.join(_FIELDS)}.")
