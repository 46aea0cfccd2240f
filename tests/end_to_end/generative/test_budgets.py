"""What a model may cost: nothing reaches it beyond the limits, and nothing that was told already."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import pytest

from tests.chat_server import Received, Reply, Request, answers, refuses, says_json
from tests.end_to_end.generative.conftest import Serve, Service, until
from tests.end_to_end.generative.reading_model import Body, good
from tests.end_to_end.generative.telling import Told

PARALLEL = 40
REPLY_TOKENS = 800  # PULLQUOTE_LLM_MAX_TOKENS, unless it is set
CHARS_PER_TOKEN = 3
WAIT_S = 60.0


def reserved(received: Received) -> int:
    """The tokens that are held for a request until it is known what it took."""
    return sum(len(one["content"]) for one in received.body["messages"]) // CHARS_PER_TOKEN + 1 + REPLY_TOKENS


def assert_over_budget(told: Told, requests: int = 0) -> None:
    assert (told["engine"], told["reason"]) == ("extractive", "over_budget")
    assert told["answered"] and told["claims"]
    assert told["usage"]["requests"] == requests


def held(gate: threading.Event, reply: Callable[[Body], Reply]) -> Reply:
    """A reply that is held back until the gate is open."""

    def held_reply(request: Request) -> None:
        while not gate.is_set():
            request.pause(0.01)
        reply(request.body)(request)

    return held_reply


def ask_all(service: Service, pool: ThreadPoolExecutor) -> list[Future[Told]]:
    routes = ("whole", "streamed") * (PARALLEL // 2)
    return [pool.submit(service.ask, route, service.question()) for route in routes]


def done(futures: list[Future[Told]]) -> int:
    return sum(future.done() for future in futures)


def test_the_third_question_of_a_minute_is_not_for_the_model(serve: Serve) -> None:
    with serve(requests_per_minute=2) as service:
        assert service.ask("whole")["engine"] == service.ask("streamed")["engine"] == "generative"
        assert_over_budget(service.ask("whole"))
        assert_over_budget(service.ask("streamed"))
        assert service.asked() == 2


def test_of_forty_at_once_five_are_for_the_model_when_two_of_seven_are_spent(serve: Serve) -> None:
    gate = threading.Event()
    with serve(requests_per_minute=7) as service, ThreadPoolExecutor(PARALLEL) as pool:
        service.chat.script.append(refuses(503))
        assert service.ask("whole")["usage"]["requests"] == 2
        service.chat.otherwise = held(gate, lambda body: says_json(good(body)))
        asking = ask_all(service, pool)
        assert until(lambda: done(asking) == PARALLEL - 5, WAIT_S)
        gate.set()
        told = [one.result() for one in asking]
        assert service.asked() == 7
    assert sum(one["engine"] == "generative" for one in told) == 5
    for one in told:
        if one["engine"] == "extractive":
            assert_over_budget(one)


def test_tokens_are_held_before_they_are_spent_and_given_back_after(serve: Serve) -> None:
    limit, small, gate = 9_000, (20, 10), threading.Event()
    with serve(tokens_per_minute=limit) as service, ThreadPoolExecutor(PARALLEL) as pool:
        service.chat.otherwise = held(gate, lambda body: says_json(good(body), usage=small))
        asking = ask_all(service, pool)
        service.chat.wait_for_requests(1)
        allowed = limit // reserved(service.chat.requests[0])
        assert 1 < allowed < 6
        assert until(lambda: done(asking) == PARALLEL - allowed, WAIT_S)
        assert service.asked() == allowed
        gate.set()
        wait(asking)
        told = [one.result() for one in asking]
        assert sum(one["engine"] == "generative" for one in told) == allowed
        assert all(one["usage"]["total_tokens"] == 30 for one in told if one["engine"] == "generative")
        service.chat.otherwise = answers(lambda body: says_json(good(body), usage=(8_000, 900)))
        assert service.ask("whole")["engine"] == "generative"  # what was held and not spent is there again
        assert_over_budget(service.ask("streamed"))


def test_the_same_question_is_asked_once_while_the_reviews_stay_as_they_are(patient: Service) -> None:
    body, asked = patient.question(), patient.asked()
    first = patient.ask("streamed", body)
    again = [patient.ask(route, body) for route in ("whole", "streamed", "whole")]
    assert patient.asked() == asked + 1
    for told in again:
        assert told["engine"] == "generative"
        assert told["answer"] == first["answer"]
        assert told["usage"] == dict.fromkeys(first["usage"], 0)
        assert told["id"] != first["id"]
    assert again[1]["claims"] == first["claims"]
    assert patient.server.put({"item_id": "elsewhere", "text": "A fine spoon, all in all."}).is_success
    assert patient.ask("whole", body)["usage"]["requests"] == 1
    assert patient.asked() == asked + 2


@pytest.mark.parametrize("other", [{"max_citations": 3}, {"spoilers": "hide"}], ids=str)
def test_another_question_is_not_taken_for_the_same(patient: Service, other: dict[str, object]) -> None:
    body, asked = patient.question(), patient.asked()
    patient.ask("whole", body)
    patient.ask("whole", {**body, **other})
    assert patient.asked() == asked + 2


def test_what_failed_is_asked_again(patient: Service, route: str) -> None:
    body, asked = patient.question(), patient.asked()
    patient.chat.script.append(refuses(401))
    assert patient.ask(route, body)["reason"] == "model_refused"
    assert patient.ask(route, body)["engine"] == "generative"
    assert patient.asked() == asked + 2
