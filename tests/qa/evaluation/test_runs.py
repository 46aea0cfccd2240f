"""A run as a file: what is written is read again, and what is no run is refused with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import UnreadableSource
from qa.evaluation.runs import (
    GoldPointRow,
    GoldRow,
    MetricInfo,
    ReviewRow,
    Row,
    Run,
    ScoreRow,
    falls_short,
    load_run,
    save_run,
)
from tests.qa.evaluation.builders import SOUND_CASE, answer, case, cite, refusal, row, run, sound

WHOLE = Run(
    name="nightly",
    version="1.2.0",
    system={"engine": "auto", "max_citations": 6, "models": ["small", None]},
    cases_file="cases.yaml",
    started="2024-02-29T12:00:00+00:00",
    seconds=12.345,
    floors=("hit@1 >= 0.6", "like: token_f1 >= 0.5"),
    metrics=(
        MetricInfo(name="evidence_hit@1", about="Found."),
        MetricInfo(name="latency_ms", unit="ms", higher_is_better=False),
        MetricInfo(name="quote_validity", must_hold=True),
    ),
    rows=(
        Row(
            key="sound",
            case=case(**SOUND_CASE, tags=["like", "parts"]),
            answer=sound(usage={"prompt": 7}, cost_usd=0.001, model="small", engine="generative"),
            latency_ms=12.346,
            gold=GoldRow(
                points=(GoldPointRow(places=(("bo", 17, 41), ("cem", 15, 32)), stance="negative"),),
                units=8,
                relevant=2,
            ),
            scores={
                "evidence_hit@1": ScoreRow(value=0.0, weight=2.0, chance=0.25),
                "quote_validity": ScoreRow(error="KeyError: 'x'"),
            },
            judged={"support": ScoreRow(value=1.0)},
            findings={"quote_validity": ("[1] stands nowhere", "[2] “as well”")},
        ),
        Row(key="silent", case=case("Price?", id="silent", answerable=False), answer=refusal()),
        Row(key="failed", case=case("Why?\nHow?", id="failed", tags=["plot"]), error="OSError: unplugged"),
    ),
    reviews={
        "bo": ReviewRow(
            text="A lovely handle.\nThe lid rattles all day. 🫖\u2028", rating=2.0, published="2024-02-29"
        )
    },
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.json"


def saved(found: Run, path: Path) -> Run:
    save_run(found, path)
    return load_run(path)


# There and back.


@pytest.mark.parametrize("found", [WHOLE, Run(), run(row("a", fixed=0.5))], ids=["whole", "empty", "small"])
def test_a_run_that_was_written_reads_the_same(found: Run, path: Path) -> None:
    assert saved(found, path) == found


numbers = st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(texts, st.none() | numbers, numbers, st.none() | numbers, st.lists(texts, max_size=2))
def test_any_score_and_any_words_are_kept(
    tmp_path_factory: pytest.TempPathFactory,
    words: str,
    value: float | None,
    weight: float,
    chance: float | None,
    findings: list[str],
) -> None:
    one = Row(
        key=words,
        case=case(),
        answer=answer(text=words),
        error=words,
        latency_ms=weight,
        scores={words: ScoreRow(value=value, weight=weight, chance=chance, error=words)},
        findings={words: tuple(findings)},
    )
    found = Run(name=words, rows=(one, one), reviews={words: ReviewRow(text=words)}, floors=(words,))
    assert saved(found, tmp_path_factory.getbasetemp() / "any.json") == found


def test_every_row_is_a_line_of_its_own(path: Path) -> None:
    save_run(WHOLE, path)
    lines = path.read_text("utf-8").split("\n")
    assert [json.loads(line.rstrip(","))["key"] for line in lines[1:-2]] == ["sound", "silent", "failed"]
    assert json.loads(f"{lines[0]}{']}'}")["name"] == "nightly"
    assert lines[-2:] == ["]}", ""]


def test_a_row_is_written_without_what_is_default(path: Path) -> None:
    save_run(run(row("a", fixed=0.0)), path)
    [written] = json.loads(path.read_text("utf-8"))["rows"]
    assert written == {
        "key": "a",
        "case": {"id": "a", "question": "What of a?"},
        "answer": {"text": "So it is."},
        "scores": {"fixed": {"value": 0.0}},
    }


def test_words_stay_readable_in_the_file(path: Path) -> None:
    save_run(WHOLE, path)
    assert "“as well”" in path.read_text("utf-8")
    assert "🫖" in path.read_text("utf-8")


def test_the_file_says_which_version_it_is_and_keeps_floors(path: Path) -> None:
    save_run(WHOLE, path)
    written = json.loads(path.read_text("utf-8"))
    assert written["schema"] == "pullquote-run/1"
    assert written["floors"] == ["hit@1 >= 0.6", "like: token_f1 >= 0.5"]
    assert load_run(path).floors == WHOLE.floors


def test_folders_are_made_and_a_file_of_before_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "scores" / "today" / "run.json"
    save_run(WHOLE, path)
    assert saved(Run(name="again"), path) == Run(name="again")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OSError):
        save_run(Run(), tmp_path / "file" / "run.json")


def cut(found: Run) -> Run:
    """The same with half of a character at the end of an answer, as a careless cut leaves it."""
    first = found.rows[0].model_copy(update={"answer": answer(text="It hums \ud83d")})
    return found.model_copy(update={"rows": (first,)})


def test_half_a_character_in_an_answer_does_not_keep_a_run_from_being_written(path: Path) -> None:
    assert [one.key for one in saved(cut(WHOLE), path).rows] == ["sound"]


def test_a_run_that_cannot_be_written_leaves_the_file_of_before(path: Path) -> None:
    save_run(WHOLE, path)
    try:
        save_run(cut(WHOLE), path)
    except ValueError:
        assert load_run(path) == WHOLE


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_does_not_keep_a_run_from_being_written(value: float, path: Path) -> None:
    assert [one.key for one in saved(run(row("a", fixed=value)), path).rows] == ["a"]


# What is no run.


def refused(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UnreadableSource) as raised:
        load_run(path)
    return raised.value.message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file: invalid json: eof while parsing"),
        ("not json", "the file: invalid json: "),
        (b"\xff\xfe{\x00}\x00", "the file: invalid json: "),
        ('{"rows": [', "the file: invalid json: eof while parsing"),
        ("[]", "the file: input should be an object"),
        ("null", "the file: input should be an object"),
        ('{"schema": "pullquote-run/2"}', "schema: input should be 'pullquote-run/1'"),
        ('{"colour": "red"}', "colour: extra inputs are not permitted"),
        ('{"rows": [{"case": {"question": "Why?"}}]}', "rows.0.key: field required"),
        ('{"rows": [{"key": "a"}]}', "rows.0.case: field required"),
        ('{"rows": [{"key": "a", "case": {"question": ""}}]}', "rows.0.case.question: "),
        ('{"metrics": [{"name": "x", "unit": "miles"}]}', "metrics.0.unit: "),
        ('{"seconds": "long"}', "seconds: input should be a valid number"),
    ],
)
def test_what_is_no_run_is_refused_with_the_place_and_what_to_do(
    content: bytes | str, reason: str, path: Path
) -> None:
    told = refused(path, content)
    assert told.startswith(f"{path} is not a run of this version of Pullquote ({reason}")
    assert told.endswith("make it anew with `pullquote eval CASES --output FILE`.")


def test_what_was_given_stays_out_of_the_message(path: Path) -> None:
    assert "secret" not in refused(path, '{"seconds": "secret", "name": {"secret": 1}}')


def test_a_file_that_is_not_there_or_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"nowhere\.json cannot be read: no such file or directory\."):
        load_run(tmp_path / "nowhere.json")
    with pytest.raises(UnreadableSource, match=r" cannot be read: is a directory\."):
        load_run(tmp_path)


# What is asked of a run.


def test_tags_are_those_of_the_cases_in_order_of_first_use() -> None:
    rows = (row("a", ["plot", "like"]), row("b"), row("c", ["like", "price"]))
    assert run(*rows).tags == ["plot", "like", "price"]
    assert Run().tags == []


def test_a_run_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        WHOLE.name = "other"


@pytest.mark.parametrize("model", [Run, Row, ScoreRow, MetricInfo, ReviewRow, GoldRow, GoldPointRow])
def test_an_unknown_field_is_refused_everywhere(model: Any) -> None:
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        model.model_validate({"colour": "red"})


# Falling short.


def test_what_is_below_1_falls_short() -> None:
    assert falls_short(ScoreRow(value=0.99))
    assert not falls_short(ScoreRow(value=1.0))


def test_where_lower_is_better_what_is_above_0_falls_short() -> None:
    assert falls_short(ScoreRow(value=0.01), higher_is_better=False)
    assert not falls_short(ScoreRow(value=0.0), higher_is_better=False)


def test_a_metric_that_failed_falls_short_and_one_that_does_not_apply_does_not() -> None:
    assert falls_short(ScoreRow(error="ZeroDivisionError"))
    assert not falls_short(None)


def test_a_score_without_weight_counts_for_nothing() -> None:
    assert not falls_short(ScoreRow(value=0.0, weight=0.0))


def test_places_of_a_citation_are_kept() -> None:
    cited = answer(cite("The lid", "bo", stance="negative", n=3))
    one = Row(key="a", case=case(), answer=cited)
    assert Row.model_validate(run(one).to_json()["rows"][0]).answer == cited
