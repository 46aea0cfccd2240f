"""A model that fails again and again is left alone for a while."""

from __future__ import annotations

from tests.chat_server import answers, refuses, says
from tests.end_to_end.generative.conftest import Serve, Service
from tests.end_to_end.generative.reading_model import good

FAILED_ANSWERS = 5


def failed(service: Service, route: str, times: int) -> None:
    service.chat.otherwise = refuses(401)
    for _ in range(times):
        assert service.ask(route)["reason"] == "model_refused"


def test_a_model_that_failed_five_answers_in_a_row_is_left_alone(serve: Serve) -> None:
    with serve() as service:
        failed(service, "whole", FAILED_ANSWERS - 1)
        service.chat.otherwise = answers(good)
        assert service.ask("streamed")["engine"] == "generative"  # the row is broken
        failed(service, "streamed", FAILED_ANSWERS)
        service.chat.otherwise = answers(good)
        before = service.asked()
        for route in ("whole", "streamed", "whole"):
            told = service.ask(route)
            assert (told["engine"], told["reason"]) == ("extractive", "model_paused")
            assert told["answered"] and told["claims"]
            assert told["usage"]["requests"] == 0
        assert service.asked() == before


def test_a_model_that_writes_nothing_usable_is_asked_all_the_same(serve: Serve) -> None:
    with serve() as service:
        service.chat.otherwise = says("I would rather not.")
        for _ in range(FAILED_ANSWERS + 1):
            assert service.ask("whole")["reason"] == "reply_unreadable"
