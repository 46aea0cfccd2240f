"""Systems that are not Pullquote's, evaluated with the gold set by a few lines each."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from api.systems.review_files import read_reviews
from qa.evaluation.case_files import load_cases
from qa.evaluation.cases import Case
from qa.evaluation.reviews import ReviewText
from qa.evaluation.runner import evaluate
from qa.evaluation.runs import Run
from qa.evaluation.summary import measure
from qa.evaluation.systems import as_system
from tests.end_to_end import foreign_service, langchain_chain
from vectorstore.embedding import open_embedder

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def reviews() -> list[ReviewText]:
    return read_reviews([SEEDS])


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    found = load_cases(SEEDS / "cases.yaml").cases
    return [case for case in found if set(case.scope.body()) == {"item_id"}][:40]


def judged(ask: Any, cases: list[Case], reviews: list[ReviewText]) -> Run:
    return asyncio.run(evaluate(cases, as_system(ask, reviews)))


def test_a_plain_langchain_chain_is_judged(
    cases: list[Case], reviews: list[ReviewText], model_cache: Path
) -> None:
    ask = langchain_chain.make_system(reviews, open_embedder("default", model_cache))
    run = judged(ask, cases, reviews)
    assert not [row.error for row in run.rows if row.error]
    assert measure(run.rows, "quote_validity").value == 1.0
    hits = measure(run.rows, "retrieval_hit@5")
    assert hits.value is not None
    assert hits.chance is not None
    assert hits.value > hits.chance  # its paragraphs hold the evidence more often than a random pick
    assert measure(run.rows, "abstention_recall").value == 0.0  # it never says that the reviews do not
    assert measure(run.rows, "count_correctness").value is None  # it does not count


class Foreign(BaseHTTPRequestHandler):
    """Answers every question with the first words of a review, one character off for one product."""

    reviews: ClassVar[list[ReviewText]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        review = next(r for r in self.reviews if r.item_id == asked["product"])
        start = 1 if asked["product"] == "drowned-clock" else 0
        source = {"doc": review.id, "snippet": review.text[:40], "from": start, "to": start + 40}
        body = json.dumps({"status": "found", "message": review.text[:40], "sources": [source]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def foreign_address(reviews: list[ReviewText]) -> Iterator[str]:
    Foreign.reviews = reviews
    with ThreadingHTTPServer(("127.0.0.1", 0), Foreign) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_service_with_other_field_names_is_judged_and_its_broken_offsets_are_told(
    cases: list[Case], reviews: list[ReviewText], foreign_address: str
) -> None:
    clock = Case(question="Is it slow?", scope={"item_id": "drowned-clock"})
    run = judged(foreign_service.make_system(foreign_address), [*cases, clock], reviews)
    assert not [row.error for row in run.rows if row.error]
    broken = {row.case.scope.item_id for row in run.rows if "quote_validity" in row.findings}
    assert broken == {"drowned-clock"}


@pytest.mark.parametrize("module", [langchain_chain, foreign_service])
def test_putting_a_system_under_test_takes_no_more_than_twenty_lines(module: Any) -> None:
    code = Path(module.__file__).read_text("utf-8").partition("def make_system")[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
