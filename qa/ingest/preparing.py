"""From a draft to a review: clean text, an id, and a hash that changes whenever anything does."""

from __future__ import annotations

import hashlib
import html
import json
import re

from qa.errors import InvalidReview
from qa.ingest.cleaning import clean
from qa.ingest.drafts import ReviewDraft
from qa.models import Review

__all__ = ["CLEANING_VERSION", "content_hash", "prepare", "review_id"]

CLEANING_VERSION = 1  # raise it when cleaning changes, so that stored reviews are cleaned anew
_ID_HEX_DIGITS = 20  # 80 bits: two of a hundred million reviews collide with probability 4e-9
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def prepare(draft: ReviewDraft) -> Review:
    """Clean a draft and give it its id and hash.

    The same draft always makes the same review. Raises: InvalidReview when no text is left.
    """
    cleaned = clean(draft.text)
    if not cleaned.text.strip():
        raise InvalidReview("text is empty once markup and control characters are removed.", field="text")
    identity = draft.id or review_id(draft)
    return Review(
        id=identity,
        item_id=draft.item_id,
        text=cleaned.text,
        source_text=draft.text,
        alignment=cleaned.alignment,
        content_hash=content_hash(draft, identity),
        item_title=_tidy(draft.item_title),
        title=_tidy(draft.title),
        author=_tidy(draft.author),
        rating=draft.rating,
        rating_scale=draft.rating_scale,
        published=draft.published,
        url=draft.url,
        source=_tidy(draft.source),
        language=_tidy(draft.language),
        metadata=draft.metadata,
    )


def review_id(draft: ReviewDraft) -> str:
    """The id of a draft that was given none: `rev_` and 20 hexadecimal digits, from what identifies it.

    Rating, address and metadata are left out, so that a review whose stars change keeps its id.
    """
    published = draft.published.isoformat() if draft.published else None
    parts = [draft.item_id, draft.author, published, draft.title, draft.text]
    return f"rev_{_digest(parts)[:_ID_HEX_DIGITS]}"


def content_hash(draft: ReviewDraft, identity: str) -> str:
    """A SHA-256 in hexadecimal over every field and the version of cleaning.

    Equal hashes mean that storing the review again would change nothing.
    """
    fields = draft.model_dump(mode="json")
    fields["id"] = identity
    return _digest({"cleaning": CLEANING_VERSION, "review": fields})


def _digest(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _tidy(value: str | None) -> str | None:
    """One line without entities, control characters or doubled spaces; None where nothing is left."""
    if value is None:
        return None
    return " ".join(_CONTROL.sub(" ", html.unescape(value)).split()) or None
