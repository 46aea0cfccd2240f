"""The obvious questions about a real critic's review, kept outside the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed"
needs_the_review = pytest.mark.skipif(
    not SEED.is_dir(), reason=f"there is no {SEED.parent.name} folder beside the project"
)


@pytest.fixture(scope="module")
def served(new_home: Callable[[], Any]) -> Iterator[Any]:
    pullquote = new_home()
    pullquote.command("ingest", str(SEED), "--item", "interview-2007")
    with pullquote.serving() as server:
        yield server


@needs_the_review
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did the critic dislike?", ["O. Henry ending"]),
        ("Where does it let this critic down?", ["O. Henry ending", "adjusted"]),
        ("What was liked?", ["fascinating", "especially good", "plays the impatient"]),
        ("What does the critic praise?", ["fascinating", "especially good", "plays the impatient"]),
        ("Who directed the film?", ["directed and co-written by Buscemi"]),
        ("How was it filmed, and by whose method?", ["van Gogh's method of filming"]),
        ("Which films is it compared with?", ["When Will I Be Loved"]),
    ],
)
def test_the_first_quote_is_the_one_a_reader_would_point_at(
    served: Any, question: str, words: list[str]
) -> None:
    answer = served.ask(question, filters={"item_id": "interview-2007"})
    assert answer["answered"]
    assert any(word in answer["citations"][0]["quote"] for word in words), answer["answer"]


@needs_the_review
def test_who_composed_the_score_is_not_said(served: Any) -> None:
    answer = served.ask("Who composed the score?", filters={"item_id": "interview-2007"})
    assert not answer["answered"]
    assert "does not say" in answer["answer"]
    assert answer["nearest"]
