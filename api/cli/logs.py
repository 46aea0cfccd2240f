"""What our own modules log, for people at a terminal: one line a warning, and nothing of the libraries."""

from __future__ import annotations

import logging

from api.cli.console import notices, plain

__all__ = ["WarningLines", "show_warnings"]

_OURS = frozenset({"qa", "vectorstore", "api", "pullquote"})


class WarningLines(logging.Handler):
    """Prints a warning as one line on standard error, without the traceback it may carry."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(lambda record: record.name.partition(".")[0] in _OURS)

    def emit(self, record: logging.LogRecord) -> None:
        line = " ".join(record.getMessage().split())
        notices().print(f"{record.levelname.capitalize()}: {plain(line)}", style="yellow")


def show_warnings() -> None:
    """Show our warnings from here on. Libraries then no longer reach logging's handler of last resort."""
    logging.getLogger().addHandler(WarningLines())
