from __future__ import annotations

import pytest

from api.error_handlers import status_of
from qa import errors
from tests.api.fakes import FakeService
from tests.api.wire import Wire

STATUSES = {
    errors.InputError: 422,
    errors.InvalidReview: 422,
    errors.DuplicateReview: 422,
    errors.InvalidQuestion: 422,
    errors.InvalidFilter: 422,
    errors.UnreadableSource: 422,
    errors.NotFound: 404,
    errors.StoreError: 503,
    errors.StoreLocked: 503,
    errors.StoreFull: 507,
    errors.StoreCorrupt: 503,
    errors.EmbeddingMismatch: 503,
    errors.ConfigurationError: 409,
    errors.InvalidCases: 422,
    errors.Overloaded: 503,
    errors.ServiceRefused: 500,
    errors.JudgeFailed: 500,
    errors.JudgeUnavailable: 500,
    errors.ModelFailed: 500,
    errors.PullquoteError: 500,
}


def test_every_error_of_the_tree_has_a_status() -> None:
    named = {getattr(errors, name) for name in errors.__all__}
    assert named == set(STATUSES)
    assert {cls: status_of(cls("told")) for cls in named} == STATUSES


@pytest.mark.parametrize("cls", STATUSES, ids=lambda cls: cls.__name__)
def test_an_error_becomes_a_problem_with_its_code_and_message(
    wire: Wire, service: FakeService, cls: type[errors.PullquoteError]
) -> None:
    service.failure = cls("What to do is told here.")
    response = wire.get("/v1/items")
    body = response.json()
    assert response.status_code == STATUSES[cls]
    assert response.headers["content-type"] == "application/problem+json"
    assert body["status"] == STATUSES[cls]
    assert body["code"] == cls.code
    assert body["detail"] == "What to do is told here."
    assert body["type"] == "about:blank"
    assert body["title"]


@pytest.mark.parametrize("cls", STATUSES, ids=lambda cls: cls.__name__)
def test_retry_after_is_sent_exactly_where_trying_again_helps(
    wire: Wire, service: FakeService, cls: type[errors.PullquoteError]
) -> None:
    service.failure = cls("told")
    assert ("retry-after" in wire.get("/v1/items").headers) is cls.retryable


def test_an_unforeseen_error_tells_nothing_of_the_inside(wire: Wire, service: FakeService) -> None:
    service.failure = RuntimeError("postgresql://admin:hunter2@db")
    response = wire.get("/v1/items")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "internal"
    assert "hunter2" not in response.text


def test_a_message_with_half_a_character_can_still_be_sent(wire: Wire, service: FakeService) -> None:
    service.failure = errors.NotFound("no \ud800 here")
    assert wire.get("/v1/items").status_code == 404


def test_an_unknown_address_is_a_problem(wire: Wire) -> None:
    response = wire.get("/v1/nothing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "unknown_route"


def test_a_wrong_method_is_told_every_method_of_the_address(wire: Wire) -> None:
    response = wire.request("DELETE", "/v1/reviews")
    assert response.status_code == 405
    assert response.json()["code"] == "method_not_allowed"
    assert response.headers["allow"] == "GET, PUT, HEAD"


def test_options_lists_the_methods(wire: Wire) -> None:
    response = wire.request("OPTIONS", "/v1/ask")
    assert response.status_code == 204
    assert response.headers["allow"] == "POST"


def test_head_is_answered_where_get_is(wire: Wire) -> None:
    assert wire.request("HEAD", "/livez").status_code == 200
