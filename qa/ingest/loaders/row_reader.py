"""Rows of a table to drafts."""

from __future__ import annotations

from itertools import islice

from qa.errors import InvalidReview
from qa.ingest.drafts import MAX_METADATA_KEYS, ReviewDraft, parse_draft
from qa.ingest.loaders import cells
from qa.ingest.loaders.layouts.layout import Cells, Layout
from qa.models import Json

__all__ = ["RowReader"]

_NEEDS_READING = frozenset({"text", "rating", "rating_scale", "published", "url"})


class RowReader:
    """Reads the rows of one table. `item_id` overrules its column; `fallback_item` stands in for none."""

    def __init__(self, layout: Layout, *, item_id: str | None, fallback_item: str) -> None:
        self._layout = layout
        self._columns = dict(layout.columns)
        self._item, self._item_from = item_id, "given"
        if item_id is not None:
            self._columns.pop("item_id", None)
        elif "item_id" not in self._columns:
            self._item, self._item_from = fallback_item, "file name"
        self._plain = [pair for pair in self._columns.items() if pair[0] not in _NEEDS_READING]
        self._used = frozenset(self._columns.values())

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Fields and the columns they come from, to be shown; an item from elsewhere says from where."""
        shown = {field: cells.column_label(column) for field, column in self._columns.items()}
        if self._item is not None:
            shown["item_id"] = self._item_from
        return tuple(shown.items())

    def read(self, row: Cells) -> ReviewDraft | None:
        """The draft in a row; None where an export leaves rows without text.

        Raises: InvalidReview for a row without text elsewhere, and for what no draft may hold.
        """
        row = self._layout.revise(row)
        text = row.get(self._columns["text"])
        if cells.is_blank(text):
            if self._layout.often_textless:
                return None
            raise InvalidReview("no text", field="text")
        extras = self._extras(row)
        fields: dict[str, object] = {"text": text, "metadata": extras}
        if self._item is not None:
            fields["item_id"] = self._item
        for field, column in self._plain:
            if not cells.is_blank(cell := row.get(column)):
                fields[field] = cells.short_text(cell)
        self._add_rating(row, fields, extras)
        self._add_published(row, fields, extras)
        self._add_url(row, fields, extras)
        return parse_draft(fields)

    def _cell(self, row: Cells, field: str) -> object:
        column = self._columns.get(field)
        cell = row.get(column) if column is not None else None
        return None if cells.is_missing(cell) else cell

    def _add_rating(self, row: Cells, fields: Cells, extras: dict[str, Json]) -> None:
        cell = self._cell(row, "rating")
        if cell is None:
            return
        given = cells.rating(cell)
        if given is None:
            self._set_aside(extras, "rating", cell)
            return
        scale = cells.rating(self._cell(row, "rating_scale"))
        fields["rating"] = given.value
        fields["rating_scale"] = given.scale or (scale.value if scale else self._layout.rating_scale)

    def _add_published(self, row: Cells, fields: Cells, extras: dict[str, Json]) -> None:
        cell = self._cell(row, "published")
        if cell is None:
            return
        fields["published"] = cells.published(cell)
        if fields["published"] is None:
            self._set_aside(extras, "published", cell)

    def _add_url(self, row: Cells, fields: Cells, extras: dict[str, Json]) -> None:
        cell = self._cell(row, "url")
        if cell is None:
            return
        fields["url"] = cells.web_address(cell)
        if fields["url"] is None:
            self._set_aside(extras, "url", cell)

    def _set_aside(self, extras: dict[str, Json], field: str, cell: object) -> None:
        """Keep what cannot be read as its field, rather than lose it or the review."""
        value = cells.metadata_value(cell)
        if value is not None and len(extras) < MAX_METADATA_KEYS:
            extras[cells.column_label(self._columns[field])] = value

    def _extras(self, row: Cells) -> dict[str, Json]:
        if self._layout.metadata is not None:
            named = ((name, row.get(column)) for column, name in self._layout.metadata.items())
        else:
            unused = (column for column in row if column not in self._used)
            named = ((cells.column_label(column), row[column]) for column in unused)
        scalars = ((name, cells.metadata_value(cell)) for name, cell in named)
        kept = ((name, value) for name, value in scalars if name and value is not None)
        return dict(islice(kept, MAX_METADATA_KEYS))
