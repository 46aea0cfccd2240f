"""Every gold case over the sample reviews, asked of the running service, and the floors of their file."""

from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.cases import Case
from qa.evaluation.pytest_plugin import PullquoteTest


@pytest.fixture(scope="session")
def pullquote_system(sample_server: Any) -> str:
    return str(sample_server.client.base_url)


@pytest.mark.pullquote_cases("seeds/cases.yaml")
def test_what_must_hold_for_every_answer_holds(pullquote: PullquoteTest, case: Case) -> None:
    result = pullquote.check(case)
    answer = result.answer
    if answer.is_answer:
        assert answer.claims
        assert [cited.n for cited in answer.citations] == list(range(1, len(answer.citations) + 1))
    else:
        assert answer.claims == answer.citations == ()
        assert answer.nearest
