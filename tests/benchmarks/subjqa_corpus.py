"""SubjQA as a retrieval task: reviews split by the project, questions, and which characters answer them.

Every review ends in "ANSWERNOTFOUND", which is stripped. Answer spans are tokenised differently from the
reviews, so they are found by their letters and digits alone. Source: https://github.com/megagonlabs/SubjQA
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from qa.ingest.sentences import split_sentences
from qa.models import Sentence

__all__ = ["DOMAINS", "Corpus", "ReviewText", "SubjectiveQuestion", "load_corpus"]

DOMAINS = ("books", "electronics", "grocery", "movies", "restaurants", "tripadvisor")
NO_ANSWER = "ANSWERNOTFOUND"
COVERED = 0.5  # share of a span's letters and digits that a unit must hold to count as the answer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewText:
    """A review: its sentences, which are rows `first_row` and on of the corpus."""

    item_id: str
    text: str
    sentences: tuple[Sentence, ...]
    first_row: int
    counts: Sequence[int]  # letters and digits before each offset

    def covers(self, start: int, end: int, span: tuple[int, int]) -> bool:
        """Whether `text[start:end]` holds enough of `span` to count as the answer."""
        low, high = max(start, span[0]), min(end, span[1])
        whole = self.counts[span[1]] - self.counts[span[0]]
        return high > low and self.counts[high] - self.counts[low] >= COVERED * whole


@dataclass(slots=True, kw_only=True)
class SubjectiveQuestion:
    """A question about an item, and where one review of it answers."""

    text: str
    review: int
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One domain. Only questions that some annotator found an answer to are kept."""

    domain: str
    reviews: list[ReviewText]
    questions: list[SubjectiveQuestion]
    unlocated: int  # answers whose letters are not in the review, left out

    def sentence_texts(self) -> list[str]:
        return [r.text[s.start : s.end] for r in self.reviews for s in r.sentences]

    def scope(self, question: SubjectiveQuestion) -> list[int]:
        """The reviews of the item that a question is about."""
        item = self.reviews[question.review].item_id
        return [i for i, review in enumerate(self.reviews) if review.item_id == item]


def load_corpus(folder: Path, domain: str, split: str) -> Corpus:
    """Read `<domain>.<split>.csv`."""
    with (folder / f"{domain}.{split}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    reviews, index = _read_reviews(rows)
    questions: dict[str, SubjectiveQuestion] = {}
    unlocated = 0
    for row in rows:
        if row["human_ans_spans"].strip() == NO_ANSWER:
            continue
        review = index[row["item_id"], row["review_id"]]
        question = questions.setdefault(
            row["q_review_id"], SubjectiveQuestion(text=row["question"], review=review)
        )
        hint = ast.literal_eval(row["human_ans_indices"])[0]
        span = _locate(reviews[review].text, row["human_ans_spans"], hint)
        if span is None:
            unlocated += 1
        else:
            question.spans.append(span)
    answered = [question for question in questions.values() if question.spans]
    return Corpus(domain=domain, reviews=reviews, questions=answered, unlocated=unlocated)


def _read_reviews(rows: list[dict[str, str]]) -> tuple[list[ReviewText], dict[tuple[str, str], int]]:
    reviews: list[ReviewText] = []
    index: dict[tuple[str, str], int] = {}
    rows_before = 0
    for row in rows:
        key = row["item_id"], row["review_id"]
        if key in index:
            continue
        text = row["review"].strip().removesuffix(NO_ANSWER).strip()
        review = ReviewText(
            item_id=key[0],
            text=text,
            sentences=split_sentences(text),
            first_row=rows_before,
            counts=list(accumulate((char.isalnum() for char in text), initial=0)),
        )
        index[key] = len(reviews)
        reviews.append(review)
        rows_before += len(review.sentences)
    return reviews, index


def _locate(text: str, answer: str, hint: int) -> tuple[int, int] | None:
    """Where `answer` stands in `text`, by letters and digits alone; the place nearest to `hint`."""
    letters, offsets = _letters(text)
    wanted, _ = _letters(answer)
    places = list(_occurrences(letters, wanted)) if wanted else []
    if not places:
        return None
    place = min(places, key=lambda found: abs(offsets[found] - hint))
    return offsets[place], offsets[place + len(wanted) - 1] + 1


def _letters(text: str) -> tuple[str, list[int]]:
    offsets = [i for i, char in enumerate(text) if char.isalnum()]
    return "".join(text[i].lower()[0] for i in offsets), offsets


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)
