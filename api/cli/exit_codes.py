"""What each exit code means. The only place that assigns one."""

from __future__ import annotations

from enum import IntEnum

from qa import errors

__all__ = ["ExitCode", "exit_code_of"]


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    NOT_FOUND = 4
    STORE = 5
    SOME_FAILED = 6
    EVALUATION_FAILED = 7
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One line for people."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.OK: "done; also when the reviews do not say",
    ExitCode.INTERNAL: "something unforeseen went wrong",
    ExitCode.USAGE: "the command, a file or a setting cannot be used as given",
    ExitCode.NOT_FOUND: "no such review",
    ExitCode.STORE: "the store cannot serve: locked, full, damaged or busy",
    ExitCode.SOME_FAILED: "some reviews could not be stored; the others are",
    ExitCode.EVALUATION_FAILED: "the evaluation ran, and something in it is not as it must be",
    ExitCode.INTERRUPTED: "interrupted with Ctrl-C",
}

_CODES: dict[type[errors.PullquoteError], ExitCode] = {
    errors.InputError: ExitCode.USAGE,
    errors.ConfigurationError: ExitCode.USAGE,
    errors.NotFound: ExitCode.NOT_FOUND,
    errors.StoreError: ExitCode.STORE,
    errors.Overloaded: ExitCode.STORE,
    errors.PullquoteError: ExitCode.INTERNAL,
}


def exit_code_of(error: errors.PullquoteError) -> ExitCode:
    """The exit code of the nearest class of the error tree that has one."""
    return next(_CODES[cls] for cls in type(error).__mro__ if cls in _CODES)
