"""Single cells of a table, read as what a review's fields need."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite, isnan

from qa.ingest.drafts import MAX_FIELD_CHARS, MAX_ID_CHARS
from qa.ingest.loaders.dates import parse_date
from qa.ingest.loaders.ratings import GivenRating, parse_rating
from qa.models import Json

__all__ = [
    "column_label",
    "is_blank",
    "is_missing",
    "metadata_value",
    "published",
    "rating",
    "short_text",
    "web_address",
]

_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MISSING = frozenset({"", "-", "nan", "none", "null", "n/a", "na"})  # of numbers and dates, in exports
_MAX_INTEGER = 2**63 - 1  # beyond, metadata keeps the digits as text


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing: null, NaN or white space."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or (isinstance(cell, float) and isnan(cell))


def short_text(cell: object) -> object:
    """Text without spaces around it. Whole numbers become their digits, for ids are often numbers."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():  # an integer column with gaps, in Parquet
        return str(int(cell))
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    return cell


def rating(cell: object) -> GivenRating | None:
    """A rating from a number or text; None where it says none, or says it in a way that is not one."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        return GivenRating(float(cell), None)
    given = parse_rating(cell) if isinstance(cell, str) else None
    return None if given is None or isnan(given.value) else given


def published(cell: object) -> object | None:
    """A date, or text that a draft will read as one or refuse; None where no form of date is known."""
    if isinstance(cell, str):
        written = cell.strip()
        if _ISO_START.match(written):
            return written
    return parse_date(cell)


def web_address(cell: object) -> str | None:
    """An address that begins with http or https; anything else is no link for a reader to follow."""
    if not isinstance(cell, str):
        return None
    written = cell.strip()
    return written if written.lower().startswith(("http://", "https://")) else None


def is_missing(cell: object) -> bool:
    """Whether a number or date is left out, also in words such as `n/a`."""
    return is_blank(cell) or (isinstance(cell, str) and cell.strip().lower() in _MISSING)


def column_label(column: str) -> str:
    """A column's name made fit to be shown and to be a key of metadata; empty where nothing of it is."""
    return " ".join(_UNPRINTABLE.sub(" ", column).split())[:MAX_ID_CHARS].rstrip()


def metadata_value(cell: object) -> Json:
    """A scalar for metadata, long text cut; None for what is blank, nested or not finite."""
    if isinstance(cell, str):
        return _UNSTORABLE.sub("\ufffd", cell.strip())[:MAX_FIELD_CHARS] or None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int):
        return cell if abs(cell) <= _MAX_INTEGER else str(cell)[:MAX_FIELD_CHARS]
    if isinstance(cell, float | Decimal):
        return float(cell) if isfinite(cell) else None
    return cell.isoformat() if isinstance(cell, date | datetime) else None
