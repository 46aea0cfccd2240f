"""Where text goes: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import typer

from qa.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["complain", "notices", "plain", "print_json", "readable", "results"]

UNLIMITED_COLUMNS = 100_000  # where no terminal wraps lines, a program reads them: one row, one line
_KEPT = "\n\t"
_UNSAFE = {"Cc", "Cs"}  # control characters, which drive terminals, and halves of characters
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # would reorder what follows
_RAW_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def results() -> Console:
    """Standard output; without colours and never wrapped unless it is a terminal."""
    return _console(sys.stdout)


def notices() -> Console:
    """Standard error, for progress, warnings and errors."""
    return _console(sys.stderr)


def _console(stream: Any) -> Console:
    from rich.console import Console

    width = None if stream.isatty() else UNLIMITED_COLUMNS
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def complain(message: str) -> None:
    """Print one error for a person, in red on a terminal."""
    notices().print(f"Error: {plain(message)}", style="red")


def print_json(value: Any) -> None:
    """Print a view, or plain values, as one JSON document."""
    if hasattr(value, "model_dump"):
        value = value.model_dump(mode="json", by_alias=True)
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    typer.echo(text.translate(_RAW_CONTROLS))


def plain(text: str) -> str:
    """Foreign text made safe to print: it can neither drive the terminal nor reorder the line."""
    return "".join(
        character
        if character in _KEPT or not (unicodedata.category(character) in _UNSAFE or character in _BIDI)
        else "\N{REPLACEMENT CHARACTER}"
        for character in text
    )


def readable(argument: str, name: str) -> str:
    """The argument itself.

    Raises: InputError when the shell passed bytes that are no text in the encoding of the terminal.
    """
    try:
        argument.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} is not valid text in the terminal's encoding; give it in UTF-8.") from None
    return argument
