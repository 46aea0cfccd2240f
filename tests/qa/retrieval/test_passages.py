from __future__ import annotations

from qa.alignment import Alignment, Span
from qa.models import Chunk, Hit, Review
from qa.retrieval.passages import as_passages

TEXT = "One. Two. Three. Four."
REVIEW = Review(
    id="r",
    item_id="i",
    text=TEXT,
    source_text=TEXT,
    alignment=Alignment.identity(len(TEXT)),
    content_hash="h",
)
FIRST = Chunk(ordinal=0, start=0, end=9, first=0, last=1)
SECOND = Chunk(ordinal=1, start=10, end=22, first=2, last=3)
CHUNKS = {("r", 0): FIRST, ("r", 1): FIRST, ("r", 2): SECOND, ("r", 3): SECOND}


def hit(ordinal: int, score: float) -> Hit:
    start = [0, 5, 10, 17][ordinal]
    span = Span(start, start + 4)
    return Hit(review=REVIEW, span=span, score=score, opinion=0.5, polarity=0.1, ordinal=ordinal)


def test_a_passage_comes_once_with_the_score_of_its_best_sentence() -> None:
    passages = as_passages([hit(2, 0.9), hit(0, 0.7), hit(3, 0.6), hit(1, 0.5)], CHUNKS)
    assert [(passage.text, passage.score) for passage in passages] == [
        ("Three. Four.", 0.9),
        ("One. Two.", 0.7),
    ]


def test_a_sentence_whose_review_was_deleted_meanwhile_is_passed_over() -> None:
    assert as_passages([hit(0, 0.5)], {}) == []
