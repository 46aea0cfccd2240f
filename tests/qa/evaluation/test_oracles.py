"""Our measures against other people's, where theirs are installed: `pip install ragas rouge-score`."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.exports import to_ragas
from qa.evaluation.overlap import contains, exact_match, rouge_l, rouge_tokens, token_f1
from qa.evaluation.ranking import average_precision, id_precision, id_recall
from qa.evaluation.runs import GoldPointRow, GoldRow, ReviewRow, Row, Run

ids = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8)
ascii_text = st.text(st.characters(codec="ascii"), max_size=40)
# No articles, no punctuation, lower case: here normalising changes nothing, and strings compare as words do.
plain_text = st.lists(st.sampled_from(["slow", "end", "blank", "screen", "x9"]), min_size=1, max_size=8).map(
    " ".join
)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def ragas() -> Any:
    """ragas' metrics that ask no model, and its sample."""
    reason = "ragas is not installed, or not in a state to be imported"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        metrics = pytest.importorskip("ragas.metrics", reason=reason, exc_type=ImportError)
        schema = pytest.importorskip("ragas.dataset_schema", reason=reason, exc_type=ImportError)
        names = ("IDBasedContextRecall", "IDBasedContextPrecision", "ExactMatch", "StringPresence")
        made = {name: getattr(metrics, name)() for name in names}
        precision, rouge = metrics.LLMContextPrecisionWithReference(), metrics.RougeScore
    return SimpleNamespace(
        score=lambda name, **fields: made[name].single_turn_score(schema.SingleTurnSample(**fields)),
        average_precision=precision._calculate_average_precision,
        rouge=rouge,
        sample=schema.SingleTurnSample,
    )


@pytest.fixture(scope="module")
def rouge_score() -> Any:
    return pytest.importorskip("rouge_score.rouge_scorer", reason="rouge-score is not installed")


# ragas, by ids.


@unhurried
@given(ids, ids)
def test_recall_over_ids_is_that_of_ragas(ragas: Any, retrieved: list[str], reference: list[str]) -> None:
    theirs = ragas.score(
        "IDBasedContextRecall", retrieved_context_ids=retrieved, reference_context_ids=reference
    )
    assert id_recall(retrieved, reference) == pytest.approx(theirs)


@unhurried
@given(ids, ids)
def test_precision_over_ids_is_that_of_ragas(ragas: Any, retrieved: list[str], reference: list[str]) -> None:
    theirs = ragas.score(
        "IDBasedContextPrecision", retrieved_context_ids=retrieved, reference_context_ids=reference
    )
    assert id_precision(retrieved, reference) == pytest.approx(theirs)


@unhurried
@given(st.lists(st.booleans(), max_size=12))
def test_average_precision_is_the_context_precision_of_ragas(ragas: Any, relevant: list[bool]) -> None:
    theirs = ragas.average_precision([SimpleNamespace(verdict=int(one)) for one in relevant])
    assert average_precision(relevant) == pytest.approx(theirs)


def test_ragas_finds_in_an_export_the_recall_of_points_that_we_do(ragas: Any) -> None:
    # Points at 0-5 and 6-11; what was retrieved holds most of the first, and something else.
    case = Case(id="one", question="How is it?", evidence=("aaaaa", "bbbbb"))
    retrieved = [
        {"quote": "aaaa", "review_id": "r1", "start": 1, "end": 5},
        {"quote": "ccccc", "review_id": "r1", "start": 12, "end": 17},
    ]
    answer = SystemAnswer.model_validate({"text": "x", "retrieved": retrieved})
    points = (GoldPointRow(places=(("r1", 0, 5),)), GoldPointRow(places=(("r1", 6, 11),)))
    row = Row(key="one", case=case, answer=answer, gold=GoldRow(points=points))
    (fields,) = to_ragas(Run(rows=(row,), reviews={"r1": ReviewRow(text="aaaaa bbbbb ccccc")}))
    assert ragas.score("IDBasedContextRecall", **fields) == 0.5
    assert ragas.score("IDBasedContextPrecision", **fields) == 0.5


# ragas, by words.


@unhurried
@given(plain_text, plain_text)
def test_an_exact_match_is_that_of_ragas_where_there_is_nothing_to_normalise(
    ragas: Any, answer: str, reference: str
) -> None:
    theirs = ragas.score("ExactMatch", response=answer, reference=reference)
    assert exact_match(answer, reference) == theirs


@unhurried
@given(plain_text, plain_text)
def test_holding_words_is_the_string_presence_of_ragas_where_there_is_nothing_to_normalise(
    ragas: Any, answer: str, reference: str
) -> None:
    theirs = ragas.score("StringPresence", response=answer, reference=reference)
    assert float(contains(answer, reference)) == theirs


@unhurried
@given(plain_text, plain_text)
def test_rouge_l_is_that_of_ragas_where_nothing_can_be_stemmed(
    ragas: Any, rouge_score: Any, answer: str, reference: str
) -> None:
    theirs = ragas.rouge(rouge_type="rougeL").single_turn_score(
        ragas.sample(response=answer, reference=reference)
    )
    assert rouge_l(answer, reference) == pytest.approx(theirs)


# Google's rouge-score.


@unhurried
@given(plain_text | ascii_text, plain_text | ascii_text)
def test_rouge_l_is_that_of_google(rouge_score: Any, answer: str, reference: str) -> None:
    theirs = rouge_score.RougeScorer(["rougeL"], use_stemmer=False).score(reference, answer)["rougeL"]
    assert rouge_l(answer, reference) == pytest.approx(theirs.fmeasure)


@unhurried
@given(ascii_text)
def test_words_are_those_of_google(rouge_score: Any, text: str) -> None:
    tokenizers = pytest.importorskip("rouge_score.tokenizers")
    assert rouge_tokens(text) == tokenizers.DefaultTokenizer(use_stemmer=False).tokenize(text)


@unhurried
@given(plain_text, plain_text)
def test_f1_over_words_is_the_unigram_rouge_of_google_where_there_is_nothing_to_normalise(
    rouge_score: Any, answer: str, reference: str
) -> None:
    theirs = rouge_score.RougeScorer(["rouge1"], use_stemmer=False).score(reference, answer)["rouge1"]
    assert token_f1(answer, reference) == pytest.approx(theirs.fmeasure)
