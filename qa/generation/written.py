"""What a model is asked to reply with, and what is made of a reply that keeps to it nearly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from qa.models import Stance

__all__ = ["MAX_EVIDENCE", "SCHEMA", "WrittenClaim", "WrittenEvidence"]

MAX_EVIDENCE = 4  # of a claim: more quotes say no more
_NUMBER = re.compile(r"\d{1,4}")
_STANCES: Mapping[str, Stance] = {
    "positive": "positive",
    "pos": "positive",
    "for": "positive",
    "praise": "positive",
    "negative": "negative",
    "neg": "negative",
    "against": "negative",
    "criticism": "negative",
    "mixed": "mixed",
    "both": "mixed",
}


def _sentence_number(value: object) -> object:
    """A number however a model writes it: 3, 3.0, "3", "[3]", "S3"."""
    if isinstance(value, bool):
        return None  # or it would be taken for 0 or 1
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        found = _NUMBER.findall(value)
        return int(found[0]) if len(found) == 1 else value
    return value


def _stance(value: object) -> Stance:
    return _STANCES.get(value.strip().lower(), "neutral") if isinstance(value, str) else "neutral"


def _entry(value: object) -> object:
    """A bare number stands for the whole sentence."""
    return value if isinstance(value, Mapping) else {"sentence": value}


def _entries(value: object) -> object:
    """Those entries that can be read: one that cannot spoils no other."""
    entries = map(_entry, value if isinstance(value, list) else [value])
    return [entry for entry in entries if _is_readable(entry)][:MAX_EVIDENCE]


def _is_readable(entry: object) -> bool:
    try:
        WrittenEvidence.model_validate(entry)
    except ValidationError:
        return False
    return True


def _text_or_none(value: object) -> object:
    return "" if value is None else value


class _Written(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class WrittenEvidence(_Written):
    """A sentence by the number it was shown under, and the words quoted from it; none for all of it."""

    sentence: Annotated[int, BeforeValidator(_sentence_number)]
    quote: Annotated[str, BeforeValidator(_text_or_none)] = ""


class WrittenClaim(_Written):
    """A claim as a model wrote it. Nothing of it is believed."""

    text: str
    stance: Annotated[Stance, BeforeValidator(_stance)] = "neutral"
    evidence: Annotated[list[WrittenEvidence], BeforeValidator(_entries)] = Field(min_length=1)


# For a provider's own structured output. Every part is required and closed, which the strictest of them want.
SCHEMA: Mapping[str, Any] = {
    "title": "answer",
    "description": "The claims that answer the question, each with the sentences that it rests on.",
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "stance": {"type": "string", "enum": ["positive", "negative", "mixed", "neutral"]},
                    "evidence": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"sentence": {"type": "integer"}, "quote": {"type": "string"}},
                            "required": ["sentence", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "stance", "evidence"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
