"""Whatever a model's server does, a question is answered: in time, with nothing unverified, saying why."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from typing import Any, NamedTuple

import pytest

from tests.chat_server import (
    Reply,
    Request,
    answers,
    breaks_off_after,
    drips,
    floods,
    garbage,
    hangs,
    hangs_after,
    page,
    refuses,
    says,
    says_json,
)
from tests.chat_server.completions import Completion
from tests.chat_server.replies import STREAM
from tests.end_to_end.generative.conftest import HURRIED_S, Serve, Service
from tests.end_to_end.generative.reading_model import (
    LIE,
    Body,
    after_a_claim,
    before_a_claim,
    good,
    lie,
    lies,
    quotes,
    sentences,
)
from tests.end_to_end.generative.telling import ASK, Told

BOUND_S = HURRIED_S + 2.0
AT_ONCE_S = 2.0  # no waiting for the model's server, nor for the model

ONCE, TWICE = (1,), (2,)
AGAIN = (2, 3)  # as the time allows


class Fault(NamedTuple):
    """What is replied however often it is asked; what is said to have happened, after how many requests."""

    reply: Reply
    reason: str
    requests: tuple[int, ...]
    within_s: float = BOUND_S


def in_time(seconds: float) -> Reply:
    """Asks to be left alone until a date."""

    def reply(request: Request) -> None:
        refuses(429, retry_after=formatdate(time.time() + seconds, usegmt=True))(request)

    return reply


def cut(reply: Callable[[str], Reply], where: Callable[[Body], str]) -> Reply:
    return answers(lambda body: reply(where(body)))


def altered(body: Body) -> dict[str, Any]:
    """Quotes of which one word is another."""
    return lies(body, *((n, " ".join([LIE, *quote.split()[1:]])) for n, quote in quotes(body).items()))


def of_another_review(body: Body) -> dict[str, Any]:
    """Quotes under the number of a sentence of another review."""
    shown = sentences(body)
    (first, *_), (last, *_) = (list(shown), list(reversed(shown)))
    return lies(body, (first, shown[last]), (last, shown[first]))


def misshapen(body: Body) -> dict[str, Any]:
    return {
        "claims": [{"text": f"A {LIE}."}, {"evidence": [1]}, LIE, None, 7, [], {"text": 1, "evidence": 1}]
    }


PROSE = f"The {LIE} is praised by all. See [1] and https://example.com."
MALFORMED = f'{{"claims": [{{"text": "The {LIE}", "evidence": [{{"sentence" 1}}]}}]}}'
SSE = b'data: {"id": \xff\n\ndata: [DONE\n\nevent: 7\n\n'
HIDDEN_ERROR = b'data: {"error": {"message": "out of memory", "code": 500}}\n\ndata: [DONE]\n\n'

FAULTS = {
    "hangs": Fault(hangs(), "model_timeout", ONCE),
    "hangs after half a reply": Fault(cut(hangs_after, before_a_claim), "model_timeout", ONCE),
    "a byte at a time": Fault(
        answers(lambda body: drips(json.dumps(good(body)), 0.6)), "model_timeout", ONCE
    ),
    "429 with seconds": Fault(refuses(429, retry_after="1"), "model_rate_limited", AGAIN),
    "429 with a date": Fault(in_time(1.5), "model_rate_limited", AGAIN),
    "429 with a past date": Fault(in_time(-3600), "model_rate_limited", AGAIN, AT_ONCE_S),
    "429 with a minute": Fault(refuses(429, retry_after="60"), "model_rate_limited", ONCE, AT_ONCE_S),
    "429 with a date in an hour": Fault(in_time(3600), "model_rate_limited", ONCE, AT_ONCE_S),
    "429 alone": Fault(refuses(429), "model_rate_limited", AGAIN),
    "500": Fault(refuses(500), "model_unavailable", AGAIN),
    "503 with a minute": Fault(refuses(503, retry_after="60"), "model_unavailable", ONCE, AT_ONCE_S),
    "503": Fault(refuses(503, then_close=True), "model_unavailable", AGAIN),
    "401": Fault(refuses(401), "model_refused", ONCE, AT_ONCE_S),
    "404": Fault(refuses(404), "model_refused", ONCE, AT_ONCE_S),
    "malformed JSON": Fault(says(MALFORMED), "reply_unreadable", TWICE),
    "truncated JSON": Fault(cut(says, before_a_claim), "reply_unreadable", TWICE),
    "cut off for its length": Fault(
        answers(lambda body: says(before_a_claim(body), finish="length")), "reply_unreadable", TWICE
    ),
    "no claim in form": Fault(answers(misshapen), "reply_unreadable", TWICE),
    "invented numbers": Fault(
        answers(lambda body: lies(body, (0, "it"), (-1, "it"), (999, "it"))), "claims_unverified", TWICE
    ),
    "altered quotes": Fault(answers(altered), "claims_unverified", TWICE),
    "quotes of another review": Fault(answers(of_another_review), "claims_unverified", TWICE),
    "empty": Fault(says(""), "reply_unreadable", TWICE),
    "no claims": Fault(says_json({"claims": []}), "model_abstained", ONCE, AT_ONCE_S),
    "prose": Fault(says(PROSE), "reply_unreadable", TWICE),
    "a megabyte": Fault(floods(1), "reply_too_long", ONCE),
    "a megabyte of claims": Fault(
        says(json.dumps({"claims": [lie(999, "no such words")] * 10_000}), piece=500),
        "claims_unverified",  # the first few are enough to tell
        TWICE,
    ),
    "drops the line": Fault(
        answers(lambda body: breaks_off_after(before_a_claim(body), 20)), "model_unavailable", AGAIN
    ),
    "garbage as events": Fault(garbage(SSE), "model_unavailable", AGAIN),
    "an error as an event": Fault(garbage(HIDDEN_ERROR), "model_unavailable", AGAIN),
    "nothing at all": Fault(garbage(b""), "model_unavailable", AGAIN),
    "a page": Fault(page(), "model_unavailable", AGAIN),
}


BOTH = tuple(ASK)


def told_by_both(service: Service) -> tuple[Told, Told]:
    """The answers of both routes, at once: the same happens to both."""
    with ThreadPoolExecutor(len(BOTH)) as pool:
        whole, streamed = pool.map(service.ask, BOTH)
    return whole, streamed


def assert_left_to_the_embedded_engine(told: Told, fault: Fault) -> None:
    assert (told["engine"], told["reason"]) == ("extractive", fault.reason)
    assert told["answered"] and told["claims"] and told["model"] is None
    assert told["usage"]["requests"] in fault.requests
    assert LIE not in told.raw.casefold()
    assert told.took_s < fault.within_s


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_leaves_the_answer_to_the_embedded_engine(hurried: Service, fault: Fault) -> None:
    before = hurried.asked()
    hurried.chat.otherwise = fault.reply
    answered = told_by_both(hurried)
    for told in answered:
        assert_left_to_the_embedded_engine(told, fault)
    assert hurried.asked() - before == sum(told["usage"]["requests"] for told in answered)


def slowing(text: str) -> Reply:
    """A text at once, and then a character at a time."""

    def reply(request: Request) -> None:
        letters = Completion(text=LIE * 10).deltas(request, 1)
        request.begin(200, STREAM)
        for delta in Completion(text=text).deltas(request, 8):
            request.send(delta)
        while True:
            request.pause(0.6)
            request.send(next(letters))

    return reply


BROKEN_OFF = {
    "hangs": Fault(cut(hangs_after, after_a_claim), "model_timeout", ONCE),
    "slows down": Fault(cut(slowing, after_a_claim), "model_timeout", ONCE),
    "drops the line": Fault(
        answers(lambda body: breaks_off_after(after_a_claim(body), 10_000)), "model_unavailable", AGAIN
    ),
    "truncated": Fault(cut(says, after_a_claim), "reply_unreadable", TWICE),
    "cut off for its length": Fault(
        answers(lambda body: says(after_a_claim(body), finish="length")), "reply_unreadable", TWICE
    ),
    "malformed from there": Fault(
        answers(lambda body: says(after_a_claim(body) + '" oh no}]]')), "reply_unreadable", TWICE
    ),
    "rambles on": Fault(
        answers(lambda body: says(after_a_claim(body) + "a" * 1_000_000, piece=250)), "reply_too_long", ONCE
    ),
}


@pytest.mark.parametrize("fault", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_what_breaks_off_is_taken_back_unless_it_was_told(hurried: Service, fault: Fault) -> None:
    before = hurried.asked()
    hurried.chat.otherwise = fault.reply
    whole, streamed = told_by_both(hurried)
    assert_left_to_the_embedded_engine(whole, fault)
    assert streamed.error is not None and fault.reason in streamed.error
    assert len(streamed["claims"]) == 1
    assert LIE not in streamed.raw.casefold()
    assert streamed.took_s < BOUND_S
    assert hurried.asked() - before == 1 + whole["usage"]["requests"]  # what was told is not asked again


def test_a_server_that_refuses_every_form_or_is_not_there_is_done_without(serve: Serve) -> None:
    with serve(timeout_s=HURRIED_S) as service:
        assert service.ask("whole")["engine"] == "generative"
        service.chat.otherwise = refuses(400)
        for route in ("streamed", "whole"):
            fault = Fault(refuses(400), "model_refused", TWICE)  # in either form
            assert_left_to_the_embedded_engine(service.ask(route), fault)
        service.chat.stop()
        for told in told_by_both(service):
            assert_left_to_the_embedded_engine(told, Fault(hangs(), "model_unavailable", AGAIN))


def test_no_fault_left_a_trace_in_the_log(hurried: Service) -> None:
    logged = hurried.log.read_text("utf-8")
    assert "Traceback" not in logged
    assert LIE not in logged
