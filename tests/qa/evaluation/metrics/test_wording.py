"""Words that must and must not be said, and likeness to a reference, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from qa.evaluation.answers import Cited, SystemAnswer
from qa.evaluation.metrics import Metric, Observation, Score
from qa.evaluation.metrics.wording import (
    ExactMatch,
    MustContain,
    MustNotContain,
    RougeL,
    TokenF1,
    forbidden_words,
    missing_words,
)
from tests.qa.evaluation.builders import answer, case, cite, observation, refusal, value

SPOUT = cite("The spout is superb.")
REFERENCES: list[Metric] = [ExactMatch(), TokenF1(), RougeL()]

# Words that must be said.


def asking(given: SystemAnswer, **asked: Any) -> Observation:
    return observation(given, case(**asked))


def test_what_must_be_said_is_the_share_of_entries_that_are() -> None:
    # The lid, the spout and "and", of four.
    seen = asking(answer(text="The lid and the spout."), must_contain=["lid", "handle", "spout", "and"])
    assert MustContain().score(seen) == Score(value=3 / 4)
    assert list(missing_words(seen)) == ["handle"]


def test_one_of_several_alternatives_will_do() -> None:
    wanted = [["lid", "cover"], ["handle", "grip"]]
    seen = asking(answer(text="The cover."), must_contain=wanted)
    assert value(MustContain(), seen) == 1 / 2
    assert list(missing_words(seen)) == ["handle or grip"]
    assert value(MustContain(), asking(answer(text="The lid, a cover."), must_contain=wanted)) == 1 / 2


@pytest.mark.parametrize("text", ["THE LID RATTLES", "the lid\n  rattles!"])
def test_case_and_runs_of_white_space_do_not_matter(text: str) -> None:
    assert value(MustContain(), asking(answer(text=text), must_contain=["The lid rattles"])) == 1.0


def test_words_that_differ_by_one_character_are_not_said() -> None:
    assert value(MustContain(), asking(answer(text="The lad rattles"), must_contain=["The lid"])) == 0.0


def test_words_of_a_quote_are_said_too() -> None:
    assert value(MustContain(), asking(answer(SPOUT), must_contain=["superb"])) == 1.0


def test_nearest_passages_and_what_was_retrieved_are_not_said() -> None:
    given = refusal(nearest=[SPOUT], retrieved=[SPOUT])
    assert value(MustContain(), asking(given, must_contain=["superb"])) == 0.0
    assert value(MustNotContain(), asking(given, must_not_contain=["superb"])) == 1.0


def test_words_that_begin_in_one_text_and_end_in_another_are_not_said() -> None:
    given = answer(SPOUT, Cited(quote="It pours well."), text="The handle is not")
    assert value(MustContain(), asking(given, must_contain=["superb. It pours"])) == 0.0
    assert value(MustNotContain(), asking(given, must_not_contain=["is not the spout"])) == 1.0


def test_an_empty_answer_says_nothing() -> None:
    seen = asking(answer(text=""), must_contain=["lid"], must_not_contain=["rust"])
    assert (value(MustContain(), seen), value(MustNotContain(), seen)) == (0.0, 1.0)


def test_words_of_other_scripts_are_found_too() -> None:
    assert value(MustContain(), asking(answer(text="Straße 🫖"), must_contain=["STRASSE", "🫖"])) == 1.0


# Words that must not be said.


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("It has no rust.", 0.0, ["rust"]),
        ("RUST and a Dull\n spout", 0.0, ["rust", "dull spout"]),
        ("It has no dust.", 1.0, []),
    ],
)
def test_one_forbidden_word_is_a_fault(text: str, expected: float, told: list[str]) -> None:
    seen = asking(answer(text=text), must_not_contain=["rust", "dull spout"])
    assert value(MustNotContain(), seen) == expected
    assert list(forbidden_words(seen)) == told


def test_a_forbidden_word_in_a_quote_is_a_fault() -> None:
    assert value(MustNotContain(), asking(answer(SPOUT), must_not_contain=["superb"])) == 0.0


def test_words_are_asked_of_refusals_and_silent_cases_too() -> None:
    seen = asking(refusal(), answerable=False, must_contain=["do not say"], must_not_contain=["reviews"])
    assert (value(MustContain(), seen), value(MustNotContain(), seen)) == (1.0, 0.0)


def test_without_words_to_look_for_neither_applies() -> None:
    assert MustContain().score(asking(answer())) is None
    assert MustNotContain().score(asking(answer())) is None
    assert list(missing_words(asking(answer()))) == list(forbidden_words(asking(answer()))) == []


# Likeness to a reference.


def like(metric: Metric, text: str, reference: str) -> float | None:
    return value(metric, asking(answer(SPOUT, text=text), reference=reference))


def test_likeness_by_hand() -> None:
    # "lid is loose and noisy" and "lid is noisy" share 3 words of 5 and 3: 2 x 3/5 x 1 / (3/5 + 1) = 3/4.
    # With "the" they are 6 words and 4, of which 4 stand in one order: 2 x 4 / (6 + 4) = 4/5.
    given, reference = "The lid is loose and noisy.", "The lid is noisy."
    assert like(ExactMatch(), given, reference) == 0.0
    assert like(TokenF1(), given, reference) == pytest.approx(3 / 4)
    assert like(RougeL(), given, reference) == pytest.approx(4 / 5)


def test_order_matters_to_the_subsequence_alone() -> None:
    assert like(TokenF1(), "noisy lid", "lid noisy") == 1.0
    assert like(RougeL(), "noisy lid", "lid noisy") == 1 / 2
    assert like(ExactMatch(), "noisy lid", "lid noisy") == 0.0


@pytest.mark.parametrize(
    "text", ["The lid is noisy [1].", "The lid [1][2] is noisy. [12]", "a LID is, noisy"]
)
def test_numbers_of_citations_articles_case_and_punctuation_do_not_matter(text: str) -> None:
    assert like(ExactMatch(), text, "The lid is noisy.") == 1.0
    assert like(TokenF1(), text, "The lid is noisy.") == 1.0


def test_a_number_in_brackets_within_quotation_marks_is_a_word_of_the_answer() -> None:
    assert like(ExactMatch(), "“lid [1] is noisy”", "lid is noisy") == 0.0
    assert like(ExactMatch(), "“lid [1] is noisy”", "lid 1 is noisy") == 1.0


@pytest.mark.parametrize("metric", REFERENCES, ids=lambda metric: metric.name)
def test_the_words_of_the_reference_are_as_like_as_can_be(metric: Metric) -> None:
    assert like(metric, "The lid is noisy. [1]", "The lid is noisy.") == 1.0


@pytest.mark.parametrize("metric", REFERENCES, ids=lambda metric: metric.name)
def test_quotes_are_no_part_of_the_likeness(metric: Metric) -> None:
    assert like(metric, "So it is.", SPOUT.quote) == pytest.approx(
        {"exact_match": 0.0, "token_f1": 2 / 6, "rouge_l": 2 / 7}[metric.name]  # "is", of 3 words and 3 or 4
    )


@pytest.mark.parametrize("metric", REFERENCES, ids=lambda metric: metric.name)
def test_a_refusal_is_like_nothing_though_it_has_the_words(metric: Metric) -> None:
    words = "The reviews do not say."
    assert value(metric, asking(refusal(), reference=words)) == 0.0
    assert value(metric, asking(answer(text=words, answered=True), reference=words)) == 1.0
    assert value(metric, asking(refusal(), reference="The.")) == 0.0  # no word but an article


@pytest.mark.parametrize("metric", REFERENCES, ids=lambda metric: metric.name)
def test_an_empty_answer_is_like_nothing(metric: Metric) -> None:
    assert value(metric, asking(answer(text="", answered=True), reference="The lid is noisy.")) == 0.0


@pytest.mark.parametrize("metric", REFERENCES, ids=lambda metric: metric.name)
def test_without_a_reference_likeness_does_not_apply(metric: Metric) -> None:
    assert metric.score(asking(answer(SPOUT))) is None
    assert metric.score(asking(refusal(), answerable=False)) is None
