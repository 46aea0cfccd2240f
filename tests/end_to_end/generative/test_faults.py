"""Whatever a model's server does, a question is answered: in time, with nothing unverified, saying why."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any, NamedTuple

import pytest

from tests.chat_server import (
    ChatServer,
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

BOUND_S = HURRIED_S + 2.0
AT_ONCE_S = 1.0  # no waiting for the model's server, nor for the model
TRIES = 3


class Fault(NamedTuple):
    """What is replied, however often it is asked, and what is said to have happened after how many requests."""

    reply: Reply
    reason: str
    requests: int
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
MALFORMED = f'{{"claims": [{{"text": "The {LIE}", "evidence": [{{"sentence": 1, }}]}}]}}'
SSE = b'data: {"id": \xff\n\ndata: [DONE\n\nevent: 7\n\n'
CHUNKS = (
    b'data: {"choices": [{"delta": "' + LIE.encode() + b'"}]}\n\ndata: 7\n\ndata: null\n\ndata: [DONE]\n\n'
)
HIDDEN_ERROR = b'data: {"error": {"message": "out of memory", "code": 500}}\n\ndata: [DONE]\n\n'

FAULTS = {
    "hangs": Fault(hangs(), "model_timeout", 1),
    "hangs after half a reply": Fault(cut(hangs_after, before_a_claim), "model_timeout", 1),
    "a byte a second": Fault(cut(drips, lambda body: json.dumps(good(body))), "model_timeout", 1),
    "a byte before patience ends": Fault(
        answers(lambda body: drips(json.dumps(good(body)), 0.6)), "model_timeout", 1
    ),
    "429 with seconds": Fault(refuses(429, retry_after="1"), "model_rate_limited", 2),
    "429 with a date": Fault(in_time(1.5), "model_rate_limited", 2),
    "429 with a past date": Fault(in_time(-3600), "model_rate_limited", TRIES, AT_ONCE_S),
    "429 with a minute": Fault(refuses(429, retry_after="60"), "model_rate_limited", 1, AT_ONCE_S),
    "429 with a date in an hour": Fault(in_time(3600), "model_rate_limited", 1, AT_ONCE_S),
    "429 with nonsense": Fault(refuses(429, retry_after="soon"), "model_rate_limited", TRIES),
    "429 alone": Fault(refuses(429), "model_rate_limited", TRIES),
    "500": Fault(refuses(500), "model_unavailable", TRIES),
    "503 with a minute": Fault(refuses(503, retry_after="60"), "model_unavailable", 1, AT_ONCE_S),
    "503": Fault(refuses(503, then_close=True), "model_unavailable", TRIES),
    "401": Fault(refuses(401), "model_refused", 1, AT_ONCE_S),
    "404": Fault(refuses(404), "model_refused", 1, AT_ONCE_S),
    "malformed JSON": Fault(says(MALFORMED), "reply_unreadable", 2),
    "truncated JSON": Fault(cut(says, before_a_claim), "reply_unreadable", 2),
    "cut off for its length": Fault(
        answers(lambda body: says(before_a_claim(body), finish="length")), "reply_unreadable", 2
    ),
    "no claim in form": Fault(answers(misshapen), "reply_unreadable", 2),
    "invented numbers": Fault(
        answers(lambda body: lies(body, (0, "it"), (-1, "it"), (999, "it"))), "claims_unverified", 2
    ),
    "altered quotes": Fault(answers(altered), "claims_unverified", 2),
    "quotes of another review": Fault(answers(of_another_review), "claims_unverified", 2),
    "empty": Fault(says(""), "reply_unreadable", 2),
    "no claims": Fault(says_json({"claims": []}), "model_abstained", 1, AT_ONCE_S),
    "prose": Fault(says(PROSE), "reply_unreadable", 2),
    "a megabyte": Fault(floods(1), "reply_too_long", 1),
    "a megabyte of claims": Fault(
        answers(lambda body: {"claims": [lie(999, "no such words")] * 10_000}), "reply_too_long", 1
    ),
    "drops the line": Fault(
        answers(lambda body: breaks_off_after(before_a_claim(body), 20)), "model_unavailable", TRIES
    ),
    "garbage": Fault(garbage(b"\x00\xff" * 99), "model_unavailable", TRIES),
    "garbage as events": Fault(garbage(SSE), "model_unavailable", TRIES),
    "chunks in no form": Fault(garbage(CHUNKS), "model_unavailable", TRIES),
    "an error as an event": Fault(garbage(HIDDEN_ERROR), "model_unavailable", TRIES),
    "nothing at all": Fault(garbage(b""), "model_unavailable", TRIES),
    "a page": Fault(page(), "model_unavailable", TRIES),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_leaves_the_answer_to_the_embedded_engine(hurried: Service, route: str, fault: Fault) -> None:
    before = hurried.asked()
    hurried.chat.otherwise = fault.reply
    told = hurried.ask(route)
    requests = hurried.asked() - before
    assert (told["engine"], told["reason"]) == ("extractive", fault.reason)
    assert told["answered"] and told["claims"] and told["model"] is None
    assert LIE not in told.raw.casefold()
    assert told.took_s < fault.within_s
    assert requests == told["usage"]["requests"] == fault.requests


BROKEN_OFF = {
    "hangs": Fault(cut(hangs_after, after_a_claim), "model_timeout", 1),
    "a byte a while": Fault(answers(lambda body: slowing(after_a_claim(body))), "model_timeout", 1),
    "drops the line": Fault(
        answers(lambda body: breaks_off_after(after_a_claim(body), 10_000)), "model_unavailable", TRIES
    ),
    "truncated": Fault(cut(says, after_a_claim), "reply_unreadable", 2),
    "cut off for its length": Fault(
        answers(lambda body: says(after_a_claim(body), finish="length")), "reply_unreadable", 2
    ),
    "malformed from there": Fault(
        answers(lambda body: says(after_a_claim(body) + '" oh no}]]')), "reply_unreadable", 2
    ),
    "rambles on": Fault(
        answers(lambda body: says(after_a_claim(body) + "a" * 1_000_000, piece=65_536)), "reply_too_long", 1
    ),
}


def slowing(text: str) -> Reply:
    """All of a text at once but for its end, which never comes."""

    def reply(request: Request) -> None:
        if request.streamed:
            hangs_after(text, 0.9)(request)
        else:
            drips(text)(request)

    return reply


@pytest.mark.parametrize("fault", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_stream_that_told_a_claim_ends_in_an_error(hurried: Service, fault: Fault) -> None:
    before = hurried.asked()
    hurried.chat.otherwise = fault.reply
    told = hurried.ask("streamed")
    assert told.error is not None and fault.reason in told.error
    assert len(told["claims"]) == 1
    assert LIE not in told.raw.casefold()
    assert told.took_s < BOUND_S
    assert hurried.asked() == before + 1


@pytest.mark.parametrize("fault", BROKEN_OFF.values(), ids=BROKEN_OFF)
def test_a_whole_answer_takes_back_what_broke_off(hurried: Service, fault: Fault) -> None:
    before = hurried.asked()
    hurried.chat.otherwise = fault.reply
    told = hurried.ask("whole")
    assert (told["engine"], told["reason"]) == ("extractive", fault.reason)
    assert told["answered"] and told["claims"]
    assert LIE not in told.raw.casefold()
    assert told.took_s < BOUND_S
    assert hurried.asked() - before == told["usage"]["requests"] == fault.requests


def test_a_server_that_is_not_there_is_done_without(serve: Serve, route: str) -> None:
    with serve(ChatServer(), timeout_s=HURRIED_S) as service:
        service.chat.stop()
        told = service.ask(route)
        assert (told["engine"], told["reason"]) == ("extractive", "model_unavailable")
        assert told.took_s < BOUND_S
        assert told["usage"]["requests"] == TRIES
        assert service.asked() == 0


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_refuses_every_form_is_asked_in_each_once(serve: Serve, status: int) -> None:
    with serve(timeout_s=HURRIED_S) as service:
        service.chat.otherwise = refuses(status)
        for route, requests in (("streamed", 2), ("whole", 1)):
            before = service.asked()
            told = service.ask(route)
            assert (told["engine"], told["reason"]) == ("extractive", "model_refused")
            assert service.asked() == before + requests


def test_no_fault_left_a_trace_in_the_log(hurried: Service) -> None:
    logged = hurried.log.read_text("utf-8")
    assert "Traceback" not in logged
    assert LIE not in logged
