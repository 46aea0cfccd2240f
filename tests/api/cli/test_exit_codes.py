from __future__ import annotations

from api.cli.exit_codes import ExitCode, exit_code_of
from qa import errors

CODES = {
    errors.InputError: 2,
    errors.InvalidReview: 2,
    errors.DuplicateReview: 2,
    errors.InvalidQuestion: 2,
    errors.InvalidFilter: 2,
    errors.UnreadableSource: 2,
    errors.ConfigurationError: 2,
    errors.NotFound: 4,
    errors.StoreError: 5,
    errors.StoreLocked: 5,
    errors.StoreFull: 5,
    errors.StoreCorrupt: 5,
    errors.EmbeddingMismatch: 5,
    errors.InvalidCases: 2,
    errors.Overloaded: 5,
    errors.ServiceRefused: 1,
    errors.JudgeFailed: 1,
    errors.JudgeUnavailable: 1,
    errors.ModelFailed: 1,
    errors.PullquoteError: 1,
}


def test_every_error_of_the_tree_has_an_exit_code() -> None:
    named = {getattr(errors, name) for name in errors.__all__}
    assert named == set(CODES)
    assert {cls: int(exit_code_of(cls("told"))) for cls in named} == CODES


def test_every_exit_code_has_a_meaning() -> None:
    assert all(code.meaning for code in ExitCode)
