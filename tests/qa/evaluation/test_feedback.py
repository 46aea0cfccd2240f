from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.cases import Case, Scope
from qa.evaluation.feedback import cases_from, load_feedback, parse_feedback
from qa.evaluation.points import Passage, Point

PATH = Path("f.jsonl")


def answer(**fields: Any) -> dict[str, Any]:
    """As `POST /v1/ask` returns it, as far as it matters here, and some that does not."""
    return {
        "id": "ans_1",
        "question": "What about the ending?",
        "answered": True,
        "answer": "It drags [1].",
        "claims": [{"text": "It drags.", "stance": "negative", "citations": [1]}],
        "citations": [{"n": 1, "review_id": "r1", "quote": "The ending drags.", "start": 0, "end": 17}],
        "coverage": {"reviews_in_scope": 2},
        **fields,
    }


def silence() -> dict[str, Any]:
    return answer(answered=False, claims=[], citations=[])


def record(rating: str = "up", body: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"answer": answer() if body is None else body, "rating": rating, **fields}


def cases(*records: dict[str, Any]) -> list[Case]:
    return cases_from(parse_feedback("\n".join(map(json.dumps, records)), PATH))


def problems(text: str) -> list[str]:
    with pytest.raises(InvalidCases) as raised:
        parse_feedback(text, PATH)
    return list(raised.value.problems)


def test_an_answer_that_was_liked_is_gold() -> None:
    (case,) = cases(record(filters={"item_id": "film"}, comment="Exactly."))
    assert case.question == "What about the ending?"
    assert case.scope == Scope(item_id="film")
    assert case.evidence == (Point(any_of=(Passage(quote="The ending drags.", review="r1"),)),)
    assert (case.answerable, case.stance, case.note) == (True, "negative", "Exactly.")
    assert case.tags == ("feedback", "thumbs-up")


def test_a_stance_is_taken_only_where_the_claims_agree() -> None:
    def stance(*stances: str) -> str | None:
        claims = [{"text": "x", "stance": one, "citations": [1]} for one in stances]
        return cases(record(body=answer(claims=claims)))[0].stance

    assert stance("positive", "positive") == "positive"
    assert stance("positive", "negative") is None
    assert stance("neutral") is None
    assert stance() is None


def test_silence_that_was_liked_is_a_question_without_answer() -> None:
    (case,) = cases(record(body=silence()))
    assert (case.answerable, case.evidence, case.tags) == (False, (), ("feedback", "thumbs-up"))


def test_an_answer_that_was_not_liked_asserts_nothing_and_tells_what_it_cited() -> None:
    (case,) = cases(record("down", comment="That is the plot."))
    assert (case.answerable, case.evidence, case.stance) == (True, (), None)
    assert case.tags == ("feedback", "thumbs-down")
    assert case.note is not None
    assert case.note.splitlines() == [
        "To be completed: what should a right answer say?",
        "Disliked was an answer citing “The ending drags.” (r1): That is the plot.",
    ]


def test_silence_that_was_not_liked_is_told_as_such() -> None:
    (case,) = cases(record("down", silence()))
    assert case.note is not None
    assert case.note.endswith("Disliked was an answer that the reviews do not say")


def test_the_same_question_in_the_same_scope_is_one_case() -> None:
    other = answer(question="what about the ENDING?", citations=[{"review_id": "r2", "quote": "It is slow."}])
    made = cases(record(comment="Yes."), record(body=other, comment="Yes."), record())
    (case,) = made
    assert [point.any_of[0].quote for point in case.evidence] == ["The ending drags.", "It is slow."]
    assert case.note == "Yes."


def test_another_scope_or_history_is_another_case() -> None:
    history = [{"role": "user", "content": "Hello."}]
    assert len(cases(record(), record(filters={"item_id": "a"}), record(history=history))) == 3
    empty = {"item_id": None, "rating": {"gte": None, "lte": None}, "published": {"from": None, "to": None}}
    assert len(cases(record(), record(filters=empty), record(filters=None, history=None))) <= 2


def test_contradictions_are_one_disputed_case() -> None:
    (case,) = cases(record("up", comment="Good."), record("down", comment="Bad."))
    assert case.tags == ("feedback", "disputed")
    assert (case.evidence, case.stance) == ((), None)
    assert case.note is not None
    assert "Liked was an answer citing" in case.note
    assert "Disliked was an answer citing" in case.note


def test_liking_both_an_answer_and_silence_is_a_contradiction() -> None:
    (case,) = cases(record(), record(body=silence()))
    assert case.tags == ("feedback", "disputed")
    assert case.answerable


def test_cases_come_in_the_order_of_their_first_mention() -> None:
    first, second = answer(question="A?"), answer(question="B?")
    assert [case.question for case in cases(record(body=first), record(body=second), record(body=first))] == [
        "A?",
        "B?",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 3: not valid JSON: "),
        ("[]", "line 3: a line is an object with `answer` and `rating`"),
        ("{} {}", "line 3: more than one value in the line"),
        ('{"rating": "up"}', "line 3: answer: is missing"),
        (json.dumps({"answer": answer()}), "line 3: rating: is missing"),
        (json.dumps(record("sideways")), "line 3: rating: should be 'up' or 'down'"),
        (json.dumps(record(stars=5)), "line 3: stars: unknown field"),
        (json.dumps(record(comment=5)), "line 3: comment: should be a valid string"),
        (json.dumps(record(filters={"colour": "red"})), "line 3: filters.colour: unknown field"),
        (
            json.dumps(record(history=[{"role": "system", "content": "x"}])),
            "line 3: history.0.role: should be",
        ),
        (
            json.dumps(record(body=answer(answered="yes"))),
            "line 3: answer.answered: should be a valid boolean",
        ),
        (json.dumps(record(body={"answered": True})), "line 3: answer.question: is missing"),
        (
            json.dumps(record(body=answer(citations=[{"quote": "x"}]))),
            "line 3: answer.citations.0.review_id: is",
        ),
        (
            json.dumps(record(body=answer(question=" "))),
            "line 3: answer.question: string should have at least",
        ),
    ],
)
def test_every_problem_has_its_line(line: str, told: str) -> None:
    (problem,) = problems(f"{json.dumps(record())}\n\n{line}\n")
    assert problem.startswith(f"f.jsonl, {told}")


def test_a_file_full_of_problems_does_not_fill_the_screen() -> None:
    told = problems("{\n" * 50)
    assert len(told) == 21
    assert told[-1] == "… and 30 problems more"


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_feedback_is_refused(text: str) -> None:
    assert problems(text) == ["f.jsonl: there is no feedback in this file."]


def test_windows_lines_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(record()).encode() + b"\r\n")
    assert len(load_feedback(path)) == 1


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        load_feedback(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"a": "\xe9"}')
    with pytest.raises(UnreadableSource, match="is not UTF-8 text"):
        load_feedback(tmp_path / "latin.jsonl")


def test_a_comment_as_long_as_a_book_is_cut() -> None:
    (case,) = cases(record("down", comment="x" * 50_000))
    assert case.note is not None
    assert len(case.note) == 4_000
