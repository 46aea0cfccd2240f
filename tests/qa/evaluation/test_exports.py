import json
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.exports import to_deepeval, to_ragas, write_export
from qa.evaluation.runs import GoldPointRow, GoldRow, ReviewRow, Row, Run

TEXT = "The start is slow. The ending is a blank screen. The music is fine."
#       0                  19                            49         to 67
SLOW, ENDING, MUSIC = (0, 18), (19, 48), (49, 67)


def _cited(span: tuple[int, int], review: str = "r1") -> dict[str, Any]:
    return {"quote": TEXT[slice(*span)], "review_id": review, "start": span[0], "end": span[1]}


def _run(answer: dict[str, Any] | None, *points: tuple[tuple[int, int], ...], **case: Any) -> Run:
    gold = tuple(GoldPointRow(places=tuple(("r1", start, end) for start, end in places)) for places in points)
    asked = Case(id="ending", question="How is the ending?", tags=("plot",), note="see it", **case)
    row = Row(
        key=asked.key,
        case=asked,
        answer=None if answer is None else SystemAnswer.model_validate(answer),
        error="RuntimeError: down" if answer is None else None,
        latency_ms=1500.0,
        gold=GoldRow(points=gold),
    )
    return Run(rows=(row,), reviews={"r1": ReviewRow(text=TEXT)})


FULL = _run(
    {
        "text": "A blank screen.",
        "answered": True,
        "citations": [_cited(ENDING)],
        "retrieved": [_cited(SLOW), _cited(ENDING)],
        "engine": "generative",
        "model": "m",
        "usage": {"input_tokens": 7, "output_tokens": 5, "total_tokens": 12},
        "cost_usd": 0.25,
    },
    (ENDING,),
    reference="The screen goes blank.",
)
FAILED = _run(None, (ENDING,))
ABSTAINED = _run({"text": "The reviews do not say.", "answered": False}, answerable=False)


def test_a_ragas_row_has_every_field_that_is_known() -> None:
    assert to_ragas(FULL) == [
        {
            "user_input": "How is the ending?",
            "response": "A blank screen.",
            "retrieved_contexts": ["The start is slow.", "The ending is a blank screen."],
            "reference": "The screen goes blank.",
            "reference_contexts": ["The ending is a blank screen."],
            "retrieved_context_ids": ["r1:0-18", "r1:19-48"],
            "reference_context_ids": ["r1:19-48"],
        }
    ]


def test_a_deepeval_row_has_every_field_that_is_known() -> None:
    assert to_deepeval(FULL) == [
        {
            "name": "ending",
            "input": "How is the ending?",
            "actual_output": "A blank screen.",
            "expected_output": "The screen goes blank.",
            "context": ["The ending is a blank screen."],
            "retrieval_context": ["The start is slow.", "The ending is a blank screen."],
            "completion_time": 1.5,
            "token_cost": 0.25,
            "input_token_count": 7,
            "output_token_count": 5,
            "tags": ["plot"],
            "comments": "see it",
            "metadata": {"answerable": True, "answered": True, "engine": "generative", "model": "m"},
        }
    ]


def test_what_is_not_known_is_left_out() -> None:
    (row,) = to_ragas(ABSTAINED)
    assert row == {"user_input": "How is the ending?", "response": "The reviews do not say."}


def test_a_case_whose_system_failed_counts_with_an_empty_answer() -> None:
    assert to_ragas(FAILED)[0]["response"] == ""
    (row,) = to_deepeval(FAILED)
    assert row["actual_output"] == ""
    assert row["metadata"] == {"answerable": True, "error": "RuntimeError: down"}


def test_what_was_cited_stands_in_for_what_was_retrieved() -> None:
    (row,) = to_ragas(_run({"text": "Blank.", "citations": [_cited(ENDING)]}, (ENDING,)))
    assert row["retrieved_contexts"] == ["The ending is a blank screen."]


def test_a_system_that_retrieved_nothing_has_no_contexts_rather_than_unknown_ones() -> None:
    (row,) = to_ragas(_run({"text": "No.", "retrieved": []}, (ENDING,)))
    assert row["retrieved_contexts"] == [] and row["retrieved_context_ids"] == []


def test_a_context_that_overlaps_evidence_has_the_id_of_its_point() -> None:
    # 19 to 67 holds both points: the first time it counts for one, the second time for the other.
    both = _cited((19, 67))
    (row,) = to_ragas(_run({"text": "x", "retrieved": [both, both, both]}, (ENDING,), (MUSIC,)))
    assert row["retrieved_context_ids"] == ["r1:19-48", "r1:49-67", "r1:19-48"]


def test_an_alternative_place_counts_for_its_point() -> None:
    (row,) = to_ragas(_run({"text": "x", "retrieved": [_cited(MUSIC)]}, (ENDING, MUSIC)))
    assert row["retrieved_context_ids"] == row["reference_context_ids"] == ["r1:19-48"]


def test_words_without_offsets_are_looked_for() -> None:
    retrieved = [
        {"quote": "The ending is a blank screen."},
        {"quote": "The music is fine.", "review_id": "r1"},
    ]
    (row,) = to_ragas(_run({"text": "x", "retrieved": retrieved}, (ENDING,)))
    assert row["retrieved_context_ids"] == ["r1:19-48", "r1:49-67"]


def test_words_of_a_review_that_the_run_does_not_hold_keep_their_place() -> None:
    (row,) = to_ragas(_run({"text": "x", "retrieved": [_cited(MUSIC, "r2")]}, (MUSIC,)))
    assert row["retrieved_context_ids"] == ["r2:49-67"]


def test_words_that_stand_nowhere_are_named_by_their_digest() -> None:
    retrieved = [{"quote": "Invented."}, {"quote": "Invented.", "review_id": "r2"}]
    (row,) = to_ragas(_run({"text": "x", "retrieved": retrieved}))
    # printf 'Invented.' | sha256sum
    assert row["retrieved_context_ids"] == ["unplaced:359c335e8081", "r2:359c335e8081"]


def test_an_export_is_lines_or_one_array(tmp_path: Path) -> None:
    run = FULL.model_copy(update={"rows": (*FULL.rows, *ABSTAINED.rows)})
    write_export(run, "ragas", tmp_path / "new" / "run.jsonl")
    write_export(run, "ragas", tmp_path / "run.json")
    lines = (tmp_path / "new" / "run.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == to_ragas(run)
    assert json.loads((tmp_path / "run.json").read_text("utf-8")) == to_ragas(run)


def test_half_a_character_is_written_as_the_character_that_stands_for_it(tmp_path: Path) -> None:
    write_export(_run({"text": "so \ud83d"}), "deepeval", tmp_path / "run.jsonl")
    assert (
        json.loads((tmp_path / "run.jsonl").read_text("utf-8"))["actual_output"]
        == "so \N{REPLACEMENT CHARACTER}"
    )


# Against the libraries themselves, where they are installed.


@pytest.mark.parametrize("run", [FULL, FAILED, ABSTAINED], ids=["full", "failed", "abstained"])
def test_ragas_takes_every_row_as_it_is(run: Run) -> None:
    schema = pytest.importorskip(
        "ragas.dataset_schema", reason="ragas is no dependency", exc_type=ImportError
    )
    (row,) = to_ragas(run)
    assert schema.SingleTurnSample(**row).to_dict() == row
    assert schema.EvaluationDataset.from_list(to_ragas(run)).to_list() == [row]


@pytest.mark.parametrize("run", [FULL, FAILED, ABSTAINED], ids=["full", "failed", "abstained"])
def test_deepeval_takes_every_row_as_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPEVAL_TELEMETRY_OPT_OUT", "1")
    library = pytest.importorskip("deepeval.test_case", reason="deepeval is no dependency")
    (row,) = to_deepeval(run)
    assert library.LLMTestCase(**row).model_dump(include=row.keys()) == row
    assert row.keys() <= library.LLMTestCase.model_fields.keys()
