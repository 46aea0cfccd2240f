import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.judging.parsing import MAX_REPLY_CHARS, Unreadable, read_relevance, read_support

BOTH = '{"claims": [{"n": 1, "why": "said", "supported": true}, {"n": 2, "why": "no", "supported": false}]}'


def _reason(found: object) -> str:
    assert isinstance(found, Unreadable)
    return found.reason


def test_the_object_asked_for_is_read() -> None:
    assert read_support(BOTH, 2) == (True, False)
    assert read_relevance('{"why": "partly", "relevance": 0.5}') == 0.5


def test_a_code_fence_does_not_matter() -> None:
    assert read_support(f"```json\n{BOTH}\n```", 2) == (True, False)


def test_prose_around_the_object_does_not_matter() -> None:
    assert read_relevance('Well {to me}, it is: {"relevance": 1} and that is {final}.') == 1.0


def test_thoughts_before_the_reply_do_not_matter() -> None:
    assert read_relevance('<think>{"relevance": 0}? No.</think>\n{"relevance": 1}') == 1.0


def test_claims_may_come_in_any_order() -> None:
    found = read_support('{"claims": [{"n": 2, "supported": false}, {"n": 1, "supported": true}]}', 2)
    assert found == (True, False)


def test_numbers_and_truth_values_in_quotation_marks_are_read() -> None:
    assert read_support('{"claims": [{"n": "1", "supported": "true"}]}', 1) == (True,)
    assert read_relevance('{"relevance": "0.5"}') == 0.5


def test_the_same_verdict_twice_is_one() -> None:
    assert read_relevance('{"relevance": 1} So: {"relevance": 1.0}') == 1.0


def test_two_verdicts_that_differ_are_refused() -> None:
    assert "do not agree" in _reason(read_relevance('{"relevance": 1} or {"relevance": 0}'))


def test_a_number_between_the_steps_is_refused() -> None:
    assert _reason(read_relevance('{"relevance": 0.7}')) == "`relevance`: Value error, must be 0, 0.5 or 1"


def test_a_truth_value_is_no_relevance() -> None:
    assert "must be a number" in _reason(read_relevance('{"relevance": true}'))


def test_a_verdict_in_words_is_refused() -> None:
    reason = _reason(read_support('{"claims": [{"n": 1, "supported": "partly"}]}', 1))
    assert reason.startswith("`claims.0.supported`:")


@pytest.mark.parametrize(
    "claims",
    [
        '[{"n": 1, "supported": true}]',
        '[{"n": 1, "supported": true}, {"n": 1, "supported": true}]',
        '[{"n": 1, "supported": true}, {"n": 3, "supported": true}]',
        '[{"n": 1, "supported": true}, {"n": 2, "supported": true}, {"n": 2, "supported": false}]',
    ],
)
def test_a_claim_left_out_or_told_twice_is_refused(claims: str) -> None:
    assert "one entry for each n from 1 to 2" in _reason(read_support(f'{{"claims": {claims}}}', 2))


def test_a_reply_cut_short_is_refused() -> None:
    assert isinstance(read_support(BOTH[:-2], 2), Unreadable)


def test_a_number_that_json_does_not_know_is_refused() -> None:
    assert _reason(read_relevance('{"relevance": NaN}')) == "it held no JSON object"


@pytest.mark.parametrize("reply", ["", "I think so.", "[1]", "{", "{" * 50_000, '{"a":' * 20_000])
def test_a_reply_without_an_object_is_refused(reply: str) -> None:
    assert "JSON object" in _reason(read_relevance(reply))


def test_a_reply_without_end_is_refused() -> None:
    assert "longer than" in _reason(read_relevance(" " * MAX_REPLY_CHARS + '{"relevance": 1}'))


@given(st.text(alphabet='{}[]":,01.5 relvanctrufs', max_size=60))
def test_whatever_a_model_says_is_a_verdict_or_a_reason(reply: str) -> None:
    assert isinstance(read_relevance(reply), float | Unreadable)
    assert isinstance(read_support(reply, 1), tuple | Unreadable)
