"""A model that fails again and again is left alone for a while."""

from __future__ import annotations

from tests.chat_server import hangs, refuses, says
from tests.end_to_end.generative.conftest import WELL, Serve, Service
from tests.end_to_end.generative.leaving import leave_when_asked

FAILED_ANSWERS = 5


def fail(service: Service, route: str, times: int) -> None:
    service.chat.otherwise = refuses(401)
    for _ in range(times):
        assert service.ask(route)["reason"] == "model_refused"


def test_a_model_that_failed_five_answers_in_a_row_is_left_alone(serve: Serve) -> None:
    with serve() as service:
        fail(service, "whole", FAILED_ANSWERS - 1)
        service.chat.otherwise = WELL
        assert service.ask("streamed")["engine"] == "generative"  # the row is broken
        fail(service, "streamed", FAILED_ANSWERS - 1)
        for route in ("whole", "streamed"):  # clients that go tell nothing of the model
            service.chat.otherwise = hangs()
            leave_when_asked(service, route, service.question())[0].wait_until_over()
        fail(service, "whole", 1)
        service.chat.otherwise = WELL
        before = service.asked()
        for route in ("whole", "streamed", "whole"):
            told = service.ask(route)
            assert (told["engine"], told["reason"]) == ("extractive", "model_paused")
            assert told["answered"] and told["claims"]
            assert told["usage"]["requests"] == 0
        assert service.asked() == before


def test_a_model_that_writes_nothing_usable_is_asked_all_the_same(patient: Service) -> None:
    patient.chat.otherwise = says("I would rather not.")
    for _ in range(FAILED_ANSWERS + 1):
        assert patient.ask("whole")["reason"] == "reply_unreadable"
