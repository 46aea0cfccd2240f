"""What a table's columns mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["Cells", "Layout", "as_given"]

Cells = dict[str, object]


def as_given(cells: Cells) -> Cells:
    """The cells of a row, unchanged."""
    return cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column holds which field of a review, and what else is known about such a table.

    `name` is shown to the user. `columns` maps fields to columns; columns in no field go to metadata, or
    where `metadata` is set, only those it names, under the names it gives. `revise` changes a row before
    it is read. `often_textless` says that rows without text are usual, as in exports of ratings.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    rating_scale: float | None = None
    metadata: Mapping[str, str] | None = None
    revise: Callable[[Cells], Cells] = as_given
    often_textless: bool = False
