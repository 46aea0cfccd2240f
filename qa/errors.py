"""Every error Pullquote raises on purpose, in one tree.

    PullquoteError
    ├── InputError              what was given cannot be used; the message says what to do
    │   ├── InvalidReview       one review breaks a rule (empty, too long, bad rating, bad date ...)
    │   ├── DuplicateReview     two reviews of one request share an id but differ
    │   ├── InvalidQuestion     the question is empty, too long, or holds no word
    │   ├── InvalidFilter       a filter contradicts itself or cannot be read
    │   ├── InvalidCases        a file of evaluation cases breaks a rule; each problem has its line
    │   └── UnreadableSource    a file or stream cannot be read as the format it claims
    ├── NotFound                no such review or item
    ├── StoreError              the store cannot serve
    │   ├── StoreLocked         another process owns this store
    │   ├── StoreFull           the disk is full; nothing was written
    │   ├── StoreCorrupt        the record itself cannot be read
    │   └── EmbeddingMismatch   the store was made with another embedding model
    ├── ConfigurationError      a setting is wrong or an optional package is missing
    ├── ModelFailed             the language model that writes answers gave nothing usable; `reason` says why
    ├── ServiceRefused          a service that was asked over HTTP answered with an error
    ├── JudgeFailed             a model that judges answers gave no usable verdict on this one
    │   └── JudgeUnavailable    it could not be reached, was too slow, or is overloaded
    └── Overloaded              too much work is waiting; try again shortly

Each error carries `code` (stable, snake case), a message that says what to do, and `retryable`.
HTTP statuses are assigned in `api/error_handlers.py` and exit codes in `api/cli`, nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

__all__ = [
    "ConfigurationError",
    "DuplicateReview",
    "EmbeddingMismatch",
    "InputError",
    "InvalidCases",
    "InvalidFilter",
    "InvalidQuestion",
    "InvalidReview",
    "JudgeFailed",
    "JudgeUnavailable",
    "ModelFailed",
    "NotFound",
    "Overloaded",
    "PullquoteError",
    "ServiceRefused",
    "StoreCorrupt",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "UnreadableSource",
]


class PullquoteError(Exception):
    """Root of the tree. `str(error)` is one sentence or two, fit to show to a user."""

    code: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(PullquoteError):
    """What was given cannot be used."""

    code = "invalid_input"


class InvalidReview(InputError):
    """A review breaks a rule. `field` names the part at fault, where one is."""

    code = "invalid_review"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class DuplicateReview(InputError):
    """Two reviews of one request share an id but differ."""

    code = "duplicate_review"


class InvalidQuestion(InputError):
    """The question is empty, too long, or holds no word."""

    code = "invalid_question"


class InvalidFilter(InputError):
    """A filter contradicts itself or cannot be read."""

    code = "invalid_filter"


class InvalidCases(InputError):
    """Evaluation cases break a rule. `problems` are one line each, with the place in the file."""

    code = "invalid_cases"

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))


class UnreadableSource(InputError):
    """A file or stream cannot be read as the format it claims."""

    code = "unreadable_source"


class NotFound(PullquoteError):
    """No such review or item."""

    code = "not_found"


class StoreError(PullquoteError):
    """The store cannot serve."""

    code = "store_error"


class StoreLocked(StoreError):
    """Another process owns this store."""

    code = "store_locked"
    retryable = True


class StoreFull(StoreError):
    """The disk is full; nothing was written."""

    code = "store_full"
    retryable = True


class StoreCorrupt(StoreError):
    """The record itself cannot be read."""

    code = "store_corrupt"


class EmbeddingMismatch(StoreError):
    """The store was made with another embedding model than the one configured."""

    code = "embedding_mismatch"


class ConfigurationError(PullquoteError):
    """A setting is wrong, or an optional package is missing."""

    code = "configuration"


class Overloaded(PullquoteError):
    """Too much work is waiting."""

    code = "overloaded"
    retryable = True


class ServiceRefused(PullquoteError):
    """A service that was asked over HTTP answered with an error; the message is its own."""

    code = "service_refused"


ModelReason = Literal[
    "model_timeout",
    "model_rate_limited",
    "model_unavailable",
    "model_refused",
    "model_paused",
    "model_busy",
    "over_budget",
    "reply_unreadable",
    "reply_too_long",
    "claims_unverified",
    "model_abstained",
]


class ModelFailed(PullquoteError):
    """The language model that writes answers gave nothing usable.

    `again` says that the same call may succeed shortly, not before `retry_after_s` where the model's server
    named a time.
    """

    code = "model_failed"

    def __init__(
        self,
        message: str,
        *,
        reason: ModelReason = "model_unavailable",
        again: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.reason: ModelReason = reason
        self.again = again
        self.retry_after_s = retry_after_s


class JudgeFailed(PullquoteError):
    """A model that judges answers gave no usable verdict on this one; on another it may."""

    code = "judge_failed"


class JudgeUnavailable(JudgeFailed):
    """A model that judges answers could not be reached, was too slow, or is overloaded."""

    code = "judge_unavailable"
    retryable = True
