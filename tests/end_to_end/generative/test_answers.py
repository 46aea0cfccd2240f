"""Answers of a model that does well, and of one that does well in part or at last."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.chat_server import ChatServer, Reply, answers, breaks_off_after, refuses, says, says_json
from tests.end_to_end.generative.conftest import Serve, Service
from tests.end_to_end.generative.reading_model import (
    LIE,
    Body,
    before_a_claim,
    claim,
    good,
    lie,
    quotes,
    sentences,
)

UNKNOWN_FIELDS = {"response_format", "stream_options"}


def test_a_model_writes_the_answer(hurried: Service, route: str) -> None:
    before = hurried.asked()
    told = hurried.ask(route)
    assert (told["engine"], told["reason"], told["model"]) == ("generative", None, "openai:test-model")
    assert told["answered"] and told["dropped_claims"] == 0
    assert len(told["claims"]) == 3
    assert hurried.asked() == before + 1
    words = hurried.chat.requests[-1].prompt.split()
    assert told["usage"]["input_tokens"] == len(words)
    assert told["usage"]["requests"] == 1
    written = good(hurried.chat.requests[-1].body)["claims"]
    assert [claim["text"] for claim in told["claims"]] == [claim["text"] for claim in written]
    for shown, one in zip(told["claims"], written, strict=True):
        [number] = shown["citations"]
        assert told["citations"][number - 1]["quote"] == one["evidence"][0]["quote"].rstrip()


def test_the_embedded_engine_answers_where_it_is_asked(hurried: Service, route: str) -> None:
    before = hurried.asked()
    told = hurried.ask(route, hurried.question(engine="extractive"))
    assert (told["engine"], told["reason"], told["model"]) == ("extractive", None, None)
    assert told["answered"] and told["claims"]
    assert hurried.asked() == before


def test_a_model_is_not_asked_where_nothing_is_in_scope(hurried: Service, route: str) -> None:
    before = hurried.asked()
    told = hurried.ask(route, hurried.question(item="no such thing"))
    assert (told["answered"], told["engine"]) == (False, "extractive")
    assert hurried.asked() == before


def test_the_claims_that_are_borne_out_are_shown_without_the_others(hurried: Service, route: str) -> None:
    def half(body: Body) -> dict[str, Any]:
        (number, quote), *_ = quotes(body).items()
        return {"claims": [lie(999, "no such words"), *good(body)["claims"], lie(number, f"{quote} indeed")]}

    hurried.chat.otherwise = answers(half)
    told = hurried.ask(route)
    assert told["engine"] == "generative"
    assert len(told["claims"]) == 3
    assert told["dropped_claims"] == 2
    assert LIE not in told.raw.casefold()


RECOVERIES: Mapping[str, Reply] = {
    "after being busy": refuses(503),
    "after being asked to wait": refuses(429, retry_after="1"),
    "after prose": says(f"I like {LIE}s."),
    "after a claim that nothing bears out": answers(lambda body: {"claims": [lie(1, "no such words here")]}),
    "after breaking off": answers(lambda body: breaks_off_after(before_a_claim(body), 30)),
}


@pytest.mark.parametrize("first", RECOVERIES.values(), ids=RECOVERIES)
def test_a_model_may_do_better_when_it_is_asked_again(hurried: Service, route: str, first: Reply) -> None:
    before = hurried.asked()
    hurried.chat.script.append(first)
    told = hurried.ask(route)
    assert (told["engine"], told["reason"]) == ("generative", None)
    assert hurried.asked() == before + 2
    assert told["usage"]["requests"] == 2
    assert LIE not in told.raw.casefold()


FORMS: Mapping[str, Callable[[str], Reply]] = {
    "in a fence": lambda reply: says(f"Here you are:\n```json\n{reply}\n```\nDo ask more."),
    "after thoughts": lambda reply: says(f'<think>{{"claims": no}}</think>{reply}'),
    "as a list": lambda reply: says_json(json.loads(reply)["claims"]),
    "under another name": lambda reply: says_json({"answer": json.loads(reply)}),
    "in one piece": lambda reply: says(reply, piece=100_000),
    "in single characters": lambda reply: says(reply, piece=1),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_reply_may_keep_to_the_form_nearly(
    hurried: Service, route: str, form: Callable[[str], Reply]
) -> None:
    hurried.chat.otherwise = answers(lambda body: form(json.dumps(good(body))))
    told = hurried.ask(route)
    assert (told["engine"], len(told["claims"])) == ("generative", 3)


def test_a_sentence_may_be_quoted_whole(hurried: Service, route: str) -> None:
    def whole(body: Body) -> dict[str, Any]:
        return {"claims": [{**one, "evidence": [number]} for number, one in numbered(body)]}

    def numbered(body: Body) -> list[tuple[int, dict[str, Any]]]:
        return [(number, claim(number, quote)) for number, quote in quotes(body).items()]

    hurried.chat.otherwise = answers(whole)
    told = hurried.ask(route)
    asked = hurried.chat.requests[-1].body
    shown = [sentences(asked)[number] for number in quotes(asked)]
    assert [" ".join(citation["quote"].split()) for citation in told["citations"]] == shown


def test_a_server_that_knows_less_is_asked_for_less(serve: Serve) -> None:
    with serve(ChatServer(refuse_fields=UNKNOWN_FIELDS)) as service:
        first = service.ask("streamed")
        assert (first["engine"], first["reason"]) == ("generative", None)
        refused = service.asked()
        assert 2 <= refused <= 3
        assert service.ask("whole")["engine"] == service.ask("streamed")["engine"] == "generative"
        assert service.asked() == refused + 2  # it is not tried again
