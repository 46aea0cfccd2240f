"""A client that goes takes its call of the model with it, and nobody else's."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.chat_server import Received, Reply, answers, drips, hangs, hangs_after
from tests.end_to_end.generative.conftest import Service, until
from tests.end_to_end.generative.leaving import leave_when_asked, leave_when_told
from tests.end_to_end.generative.reading_model import after_a_claim, good, question

TIMES = 20
MANY = 10
NOTICED_S = 1.0
MORE_FILES = 8  # that a process may have open than before: connections that it keeps for the next request

SILENT = {
    "silent": hangs(),
    "dripping": answers(lambda body: drips(json.dumps(good(body)), 0.05)),
}


def assert_given_up(received: Received, left: float) -> None:
    received.wait_until_over()
    assert received.gone_at is not None and not received.finished
    assert received.gone_at - left < NOTICED_S


def open_files(service: Service) -> int:
    return len(os.listdir(f"/proc/{service.server.process.pid}/fd"))  # noqa: PTH208


@pytest.mark.parametrize("reply", SILENT.values(), ids=SILENT)
def test_a_client_that_goes_ends_the_call_of_the_model(patient: Service, route: str, reply: Reply) -> None:
    assert patient.ask(route)["engine"] == "generative"
    before, asked = open_files(patient), patient.asked()
    patient.chat.otherwise = reply
    for _ in range(TIMES):
        assert_given_up(*leave_when_asked(patient, route, patient.question()))
    assert patient.asked() == asked + TIMES
    assert until(lambda: open_files(patient) <= before + MORE_FILES)
    patient.chat.otherwise = answers(good)
    assert patient.ask(route)["engine"] == "generative"


def test_a_client_may_go_when_it_was_told_a_claim(patient: Service) -> None:
    patient.chat.otherwise = answers(lambda body: hangs_after(after_a_claim(body)))
    for _ in range(TIMES):
        assert_given_up(*leave_when_told(patient, patient.question()))


def test_many_may_go_while_others_stay(patient: Service, route: str) -> None:
    bells = "What do guests say about the bells?"
    patient.chat.otherwise = answers(lambda body: hangs() if question(body) == bells else good(body))
    leaving = [patient.question(bells) for _ in range(MANY)]
    staying = [patient.question() for _ in range(MANY)]
    with ThreadPoolExecutor(2 * MANY) as pool:
        left = [pool.submit(lambda body=body: leave_when_asked(patient, route, body)) for body in leaving]
        stayed = [pool.submit(patient.ask, route, body) for body in staying]
        assert [told.result()["engine"] for told in stayed] == ["generative"] * MANY
        assert all(one.exception() is None for one in left)
    hung = [one for one in patient.chat.requests if one.streamed and not one.finished]
    for received in hung:
        received.wait_until_over()
        assert received.gone_at is not None
