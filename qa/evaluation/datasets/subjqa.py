"""SubjQA: questions about items, each asked of one review, with the words that annotators answered in.

Every review ends in "ANSWERNOTFOUND", which is cut off. Answers are tokenised differently from the reviews,
so they are found by their letters and digits alone. Source: https://github.com/megagonlabs/SubjQA
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.alignment import Span
from qa.evaluation.datasets.rows import DataRow, faulty, read_rows
from qa.evaluation.datasets.spans import CountedText, locate
from qa.evaluation.datasets.subjqa_files import find_splits, split_named
from qa.ingest.sentences import split_sentences
from qa.models import Sentence

__all__ = [
    "NO_ANSWER",
    "Corpus",
    "ReviewText",
    "SubjectiveQuestion",
    "SubjqaRow",
    "corpus_of",
    "load_corpus",
    "read_subjqa",
]

NO_ANSWER = "ANSWERNOTFOUND"
_COLUMNS = (
    "item_id",
    "q_review_id",
    "question",
    "review_id",
    "review",
    "human_ans_spans",
    "human_ans_indices",
)
_INDICES = re.compile(r"\(\s*(-?\d+)\s*,\s*-?\d+\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjqaRow:
    """What one annotator said: `answer` is the words as given, or NO_ANSWER; `hint` about where they stand.

    `review` ended in NO_ANSWER where it is `marked`; it is cut off here.
    """

    item_id: str
    question_id: str
    question: str
    review_id: str
    review: str
    marked: bool
    answer: str
    hint: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewText:
    """A review: its sentences, which are rows `first_row` and on of the corpus."""

    item_id: str
    counted: CountedText
    sentences: tuple[Sentence, ...]
    first_row: int

    @property
    def text(self) -> str:
        return self.counted.text

    def covers(self, start: int, end: int, span: Span) -> bool:
        """Whether `text[start:end]` holds enough of `span` to count as the answer."""
        return self.counted.covers(start, end, span)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectiveQuestion:
    """A question about an item, and where one review of it, `corpus.reviews[review]`, answers."""

    text: str
    review: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One split of a domain. Only questions that some annotator found an answer to are kept."""

    domain: str
    reviews: tuple[ReviewText, ...]
    questions: tuple[SubjectiveQuestion, ...]
    asked: int  # questions in the file, answered or not
    stripped: int  # reviews whose trailing NO_ANSWER was cut off
    unlocated: int  # answers whose letters are not in the review, left out

    def sentence_texts(self) -> list[str]:
        """Every sentence of every review, in order."""
        return [r.text[s.start : s.end] for r in self.reviews for s in r.sentences]

    def scope(self, question: SubjectiveQuestion) -> list[int]:
        """The reviews of the item that a question is about."""
        item = self.reviews[question.review].item_id
        return [i for i, review in enumerate(self.reviews) if review.item_id == item]


def read_subjqa(path: Path) -> tuple[SubjqaRow, ...]:
    """The rows of one CSV file. Raises: UnreadableSource, naming the file, the line and what is wrong."""
    return tuple(_row(path, row) for row in read_rows(path, _COLUMNS))


def load_corpus(folder: Path, domain: str, split: str) -> Corpus:
    """One split of a domain. Raises: UnreadableSource where its file is bad or missing."""
    path = find_splits(folder, domain).get(split_named(split))
    return corpus_of(domain, read_subjqa(path or folder / f"{domain}.{split}.csv"))


def corpus_of(domain: str, rows: Iterable[SubjqaRow]) -> Corpus:
    """The reviews of the rows, each once, and the questions with all answers that stand in their review."""
    rows = tuple(rows)
    first = {_review_key(row): row for row in reversed(rows)}
    places = {key: place for place, key in enumerate(dict.fromkeys(map(_review_key, rows)))}
    reviews = _reviews(first[key] for key in places)
    answers = [row for row in rows if row.answer.strip() != NO_ANSWER]
    spans = [locate(reviews[places[_review_key(row)]].text, row.answer, row.hint) for row in answers]
    return Corpus(
        domain=domain,
        reviews=reviews,
        questions=tuple(_questions(answers, spans, places)),
        asked=len({row.question_id for row in rows}),
        stripped=sum(row.marked for row in first.values()),
        unlocated=spans.count(None),
    )


def _review_key(row: SubjqaRow) -> tuple[str, str]:
    return row.item_id, row.review_id


def _questions(
    answers: Iterable[SubjqaRow], spans: Iterable[Span | None], places: Mapping[tuple[str, str], int]
) -> Iterator[SubjectiveQuestion]:
    """The questions with an answer that has a place, in the order in which they were first answered."""
    first: dict[str, SubjqaRow] = {}
    found: dict[str, list[Span]] = {}
    for row, span in zip(answers, spans, strict=True):
        first.setdefault(row.question_id, row)
        found.setdefault(row.question_id, []).extend([] if span is None else [span])
    for key, row in first.items():
        if found[key]:
            yield SubjectiveQuestion(
                text=row.question, review=places[_review_key(row)], spans=tuple(found[key])
            )


def _reviews(rows: Iterable[SubjqaRow]) -> tuple[ReviewText, ...]:
    reviews: list[ReviewText] = []
    before = 0
    for row in rows:
        sentences = split_sentences(row.review)
        reviews.append(
            ReviewText(
                item_id=row.item_id,
                counted=CountedText.of(row.review),
                sentences=sentences,
                first_row=before,
            )
        )
        before += len(sentences)
    return tuple(reviews)


def _row(path: Path, row: DataRow) -> SubjqaRow:
    cells = row.cells
    given = cells["review"].strip()
    return SubjqaRow(
        item_id=cells["item_id"],
        question_id=cells["q_review_id"],
        question=cells["question"].strip(),
        review_id=cells["review_id"],
        review=given.removesuffix(NO_ANSWER).strip(),
        marked=given.endswith(NO_ANSWER),
        answer=cells["human_ans_spans"],
        hint=_hint(path, row),
    )


def _hint(path: Path, row: DataRow) -> int:
    """The first offset of `human_ans_indices`, written like (1331, 1345)."""
    written = row.cells["human_ans_indices"]
    start = _INDICES.fullmatch(written.strip())
    if start is None:
        raise faulty(path, row.line, f"human_ans_indices is {written[:40]!r}, not two offsets such as (3, 9)")
    return int(start[1])
