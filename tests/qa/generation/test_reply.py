"""A reply, read while it comes in pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import ModelFailed
from qa.generation.reply import MAX_REPLY_CHARS, ReplyReader
from qa.generation.written import WrittenClaim
from tests.qa.generation.models import claim, reply_of

FIRST, SECOND = (
    claim("It glows \u2014 \u201cso\u201d \U0001f600.", (1, "the { lamp }")),
    claim("It fades.", 2, 3),
)
REPLY = json.dumps({"claims": [FIRST, SECOND]}, ensure_ascii=False)
ALONE = json.dumps(FIRST)


def _pieces(text: str, size: int) -> Iterator[str]:
    return (text[place : place + size] for place in range(0, len(text), size))


def _read(text: str, size: int = 7) -> list[str]:
    reader = ReplyReader()
    claims = [claim for piece in _pieces(text, size) for claim in reader.feed(piece)]
    return [claim.text for claim in (*claims, *reader.close())]


def _failure(text: str, size: int = 7) -> str:
    with pytest.raises(ModelFailed) as caught:
        _read(text, size)
    assert caught.value.reason == "reply_unreadable"
    return caught.value.message


@pytest.mark.parametrize("size", range(1, 10))
def test_a_claim_comes_as_soon_as_it_is_whole(size: int) -> None:
    reader = ReplyReader()
    ends = [
        REPLY.index(json.dumps(one, ensure_ascii=False)) + len(json.dumps(one, ensure_ascii=False))
        for one in (FIRST, SECOND)
    ]
    fed, came = 0, list[tuple[str, int]]()
    for piece in _pieces(REPLY, size):
        fed += len(piece)
        came += [(claim.text, fed) for claim in reader.feed(piece)]
    assert [text for text, _ in came] == [FIRST["text"], SECOND["text"]]
    assert all(end <= place < end + size for end, (_, place) in zip(ends, came, strict=True))
    assert reader.close() == []
    assert (reader.claims, reader.misshapen) == (2, 0)


def test_a_claim_is_read_with_all_of_its_evidence() -> None:
    (first, second) = ReplyReader().feed(reply_of(FIRST, SECOND))
    assert first == WrittenClaim.model_validate(FIRST)
    assert [(one.sentence, one.quote) for one in second.evidence] == [(2, ""), (3, "")]


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{REPLY}\n```",
        f"Here is the answer:\n\n{REPLY}\n\nI hope that this helps! {{smile}}",
        f"<think>They ask {{about}} the lamp. {{}}</think>\n{REPLY}",
        f"  \n<think>\nFirst {{a}}</think>{REPLY}",
        f"The set {{a, b}} is {{}} empty. {REPLY}",
        f"{{}}\n{REPLY}",
        f"\ufeff{REPLY}",
        json.dumps([FIRST, SECOND]),
        f"```\n{json.dumps([FIRST, SECOND])}\n```",
        f"{json.dumps(FIRST)}\n{json.dumps(SECOND)}",
        json.dumps({"answer": {"claims": [FIRST, SECOND]}}),
        json.dumps({"answer": [FIRST, SECOND]}),
        json.dumps({"question": "How?", "claims": [FIRST, SECOND], "note": None}),
        json.dumps({"one": FIRST, "two": SECOND}),
    ],
)
def test_a_reply_that_keeps_to_the_form_nearly_is_read(text: str, size: int) -> None:
    assert _read(text, size) == [FIRST["text"], SECOND["text"]]


def test_a_single_claim_is_read() -> None:
    assert _read(json.dumps(SECOND)) == _read(json.dumps({"claims": SECOND})) == ["It fades."]


def test_what_is_thought_is_no_answer() -> None:
    thought = json.dumps({"claims": [FIRST]})
    assert _read(f"<think>{thought}</think>{json.dumps({'claims': [SECOND]})}") == ["It fades."]


def test_a_reply_that_never_ends_thinking_gives_nothing_while_it_comes() -> None:
    reader = ReplyReader()
    assert [claim for piece in _pieces(f"<think>{REPLY}", 5) for claim in reader.feed(piece)] == []


def test_no_claims_are_an_answer_too() -> None:
    reader = ReplyReader()
    assert reader.feed('{"claims": []}') == reader.close() == []
    assert (reader.claims, reader.misshapen) == (0, 0)


def test_claims_without_form_are_counted_and_the_others_read() -> None:
    reader = ReplyReader()
    told = reader.feed(json.dumps({"claims": [{"text": 5}, FIRST, "It glows.", None, 7, [FIRST], SECOND]}))
    assert [one.text for one in told] == [FIRST["text"], SECOND["text"]]
    assert reader.close() == []
    assert (reader.claims, reader.misshapen) == (2, 5)


def test_a_list_within_the_list_is_no_claim() -> None:
    reader = ReplyReader()
    assert reader.feed(json.dumps({"claims": [[1, 2], {"claims": {"item": 3}}]})) == []
    assert reader.misshapen >= 1


def test_a_claim_without_form_is_counted_once_though_it_is_read_twice() -> None:
    reader = ReplyReader()
    reader.feed('{"claims": [{"text": 5, "evidence": [1]}')
    with pytest.raises(ModelFailed):
        reader.close()
    assert reader.misshapen == 1


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_a_reply_that_breaks_off_keeps_its_whole_claims_and_fails(size: int) -> None:
    reader, cut = ReplyReader(), REPLY[: REPLY.index('"It fades') + 3]
    told = [claim.text for piece in _pieces(cut, size) for claim in reader.feed(piece)]
    assert told == [FIRST["text"]]
    with pytest.raises(ModelFailed, match="broke off") as caught:
        reader.close()
    assert caught.value.reason == "reply_unreadable"


def test_a_reply_that_is_no_json_from_some_place_on_fails_and_is_not_read_on() -> None:
    reader = ReplyReader()
    assert len(reader.feed(f'{{"claims": [{json.dumps(SECOND)}, oops')) == 1
    assert reader.feed(f", {json.dumps(SECOND)}]}}") == []
    with pytest.raises(ModelFailed, match="broke off"):
        reader.close()


@pytest.mark.parametrize(
    "text", ["", "  \n", "The lamp glows.", "[1, 2]", "null", "{oops", "{" * 50, "<think>{}"[:7]]
)
def test_a_reply_without_an_object_is_unreadable(text: str) -> None:
    assert _failure(text) == "It held no JSON object."


@pytest.mark.parametrize("text", ['{"answer": "It glows."}', "{}", '{"claims": "none"}', '{"claims": [1'])
def test_a_reply_without_claims_is_unreadable(text: str) -> None:
    assert _failure(text) in ("It had no list of `claims`.", "It held no JSON object.")


def test_an_object_without_claims_is_told_so() -> None:
    assert _failure('{"answer": "It glows."}') == "It had no list of `claims`."


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "1e999", "1" + "0" * 5000, "-0", '"\\ud800"', '"\\x"', "tru", "\x00"]
)
def test_values_that_are_hardly_json_do_no_harm(value: str) -> None:
    reader = ReplyReader()
    reader.feed(f'{{"claims": [{{"text": "It glows.", "evidence": [{value}]}}]}}')
    try:
        claims = reader.close()
    except ModelFailed as failure:
        assert failure.reason == "reply_unreadable"
    else:
        assert claims == []


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff"])
def test_half_a_character_in_the_reply_does_no_harm(text: str) -> None:
    (read,) = _read(f'{{"claims": [{{"text": "{text}", "evidence": [1]}}]}}')
    read.encode("utf-8")


def test_an_escaped_half_of_a_character_does_no_harm() -> None:
    for text in _read('{"claims": [{"text": "a\\ud800b", "evidence": [1]}]}'):
        text.encode("utf-8")


def test_a_reply_may_be_so_long_and_no_longer() -> None:
    reader = ReplyReader()
    assert reader.feed("x" * MAX_REPLY_CHARS) == []
    with pytest.raises(ModelFailed, match="30,000") as caught:
        reader.feed("x")
    assert caught.value.reason == "reply_too_long"


def test_a_megabyte_is_refused_at_once() -> None:
    start = perf_counter()
    with pytest.raises(ModelFailed) as caught:
        ReplyReader().feed('{"claims": [' + "1, " * 350_000)
    assert caught.value.reason == "reply_too_long"
    assert perf_counter() - start < 1.0


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 5_900,
        '{"a":' * 900 + "1" + "}" * 900,
        '{"claims": [{"text": "a", "evidence": ' + "[" * 14_000,
        '{"claims": ' * 2_000,
        "{" * 29_000,
        '{"claims": [{"text": ' + "[" * 400 + "]" * 400 + ', "evidence": [1]}]',
    ],
)
def test_deep_nesting_is_unreadable_and_read_quickly(text: str) -> None:
    start = perf_counter()
    _failure(text, 4_000)
    assert perf_counter() - start < 30  # a second at most; without a bound it would not end


_FRAGMENTS = st.sampled_from(
    [
        *(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            '"',
            "\\",
            " ",
            "\n",
            "x",
            "1",
            "1e999",
            "NaN",
            "null",
            "\ud800",
            "\u00e9",
        ),
        *('"claims"', '{"claims": [', "]}", '"text"', '"evidence"', "```json", "<think>", "</think>", "<"),
        *(json.dumps(SECOND), json.dumps(FIRST, ensure_ascii=False), '{"text": 5}', REPLY),
    ]
)


def _outcome(text: str, size: int) -> tuple[list[str], str | None, int]:
    """The claims, the reason of the failure, and how many claims had no form."""
    reader, claims = ReplyReader(), list[str]()
    try:
        for piece in _pieces(text, size):
            claims += [claim.text for claim in reader.feed(piece)]
        claims += [claim.text for claim in reader.close()]
    except ModelFailed as failure:
        return claims, failure.reason, reader.misshapen
    return claims, None, reader.misshapen


@settings(max_examples=500, deadline=None)
@given(st.lists(_FRAGMENTS, max_size=14).map("".join), st.integers(1, 40))
def test_whatever_comes_is_read_alike_in_whatever_pieces(text: str, size: int) -> None:
    whole = _outcome(text, max(1, len(text)))
    assert _outcome(text, size) == whole
    assert whole[1] in (None, "reply_unreadable")


def test_a_comma_after_the_last_claim_and_a_line_break_in_a_quote_are_overlooked() -> None:
    reply = '{"claims": [{"text": "It glows.", "evidence": [{"sentence": 1, "quote": "It\nglows"},]},]}'
    reader = ReplyReader()
    claims = [*reader.feed(reply), *reader.close()]
    assert [claim.evidence[0].quote for claim in claims] == ["It\nglows"]


def test_no_claim_is_read_twice_where_a_slip_comes_after_it() -> None:
    claim = '{"text": "It glows.", "evidence": [1]}'
    reader = ReplyReader()
    claims = [*reader.feed('{"claims": [' + claim + ", " + claim + ",]}"), *reader.close()]
    assert len(claims) == 2


def test_a_reply_is_whole_once_its_object_ends() -> None:
    reader = ReplyReader()
    reader.feed('{"claims": []')
    assert not reader.is_whole
    reader.feed("} and so on")
    assert reader.is_whole


def test_brackets_within_brackets_cost_no_memory() -> None:
    reader = ReplyReader()
    reader.feed('{"claims":' + "[" * 29_000)
    with pytest.raises(ModelFailed):
        reader.close()
