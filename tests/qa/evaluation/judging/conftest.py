"""A model server to ask, and runs to be judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.evaluation.answers import AnswerClaim, Cited, SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.judging.cache import JudgeCache
from qa.evaluation.runs import Row, Run
from tests.qa.evaluation.judging.model_server import ModelServer


@pytest.fixture(autouse=True)
def _no_keys_and_no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("LANGSMITH_TRACING", "false")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.stop()


@pytest.fixture
def cache(tmp_path: Path) -> JudgeCache:
    return JudgeCache(tmp_path / "replies")


class ScriptedJudge:
    """Replies in turn with texts, or raises what is no text. Keeps what it was asked."""

    def __init__(self, *replies: str | Exception, name: str = "scripted") -> None:
        self.name = name
        self.prompts: list[str] = []
        self._replies = deque(replies)

    def complete(self, prompt: str) -> str:
        self.prompts.append(prompt)
        reply = self._replies.popleft()
        if isinstance(reply, Exception):
            raise reply
        return reply


@pytest.fixture
def scripted() -> type[ScriptedJudge]:
    return ScriptedJudge


@pytest.fixture
def answer() -> Callable[..., SystemAnswer]:
    """An answer whose claims are given as a text and the numbers it cites."""

    def make(*claims: tuple[str, tuple[int, ...]], quotes: tuple[str, ...] = ()) -> SystemAnswer:
        return SystemAnswer(
            text=" ".join(text for text, _ in claims) or "The reviews do not say.",
            answered=bool(claims),
            citations=tuple(Cited(quote=quote, review_id="r1") for quote in quotes),
            claims=tuple(AnswerClaim(text=text, citations=numbers) for text, numbers in claims),
        )

    return make


@pytest.fixture
def run() -> Callable[..., Run]:
    """A run with one row for each answer; None is a system that failed."""

    def make(*answers: SystemAnswer | None, question: str = "How is the ending?") -> Run:
        rows = []
        for place, answer in enumerate(answers):
            case = Case(id=f"case {place}", question=f"{question} {place}")
            error = "RuntimeError: down" if answer is None else None
            rows.append(Row(key=case.key, case=case, answer=answer, error=error))
        return Run(name="a run", system={"engine": "extractive"}, rows=tuple(rows))

    return make
