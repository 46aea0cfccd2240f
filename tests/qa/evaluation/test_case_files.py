from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import InvalidCases, UnreadableSource
from qa.evaluation.case_files import MAX_PROBLEMS, load_cases, parse_cases, write_cases
from qa.evaluation.cases import Case
from qa.evaluation.yaml_lines import read_lined_yaml

YAML, LINES, JSON = Path("c.yaml"), Path("c.jsonl"), Path("c.json")


def problems(text: str, path: Path = YAML) -> list[str]:
    with pytest.raises(InvalidCases) as raised:
        parse_cases(text, path)
    return list(raised.value.problems)


def questions(text: str, path: Path = YAML) -> list[str]:
    return [case.question for case in parse_cases(text, path).cases]


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_list_and_a_mapping_with_cases_are_case_files() -> None:
    assert questions("- question: Why?\n- question: How?\n") == ["Why?", "How?"]
    assert questions("cases:\n- question: Why?\n") == ["Why?"]
    assert questions('{"cases": [{"question": "Why?"}]}', JSON) == ["Why?"]
    assert questions('[{"question": "Why?"}]', JSON) == ["Why?"]
    assert questions('{"question": "Why?"}\n\n{"question": "How?"}', LINES) == ["Why?", "How?"]


def test_every_case_has_the_line_it_begins_in() -> None:
    text = "# cases\ncases:\n\n- question: Why?\n  tags: [a]\n\n- id: how\n  question: How?\n"
    file = parse_cases(text, YAML)
    assert [placed.line for placed in file.placed] == [4, 7]
    assert file.place_of(file.cases[1]) == "c.yaml, line 7"
    lines = parse_cases('\n{"question": "Why?"}\n\n{"question": "How?"}\n', LINES)
    assert [placed.line for placed in lines.placed] == [2, 4]


def test_files_of_reviews_lie_beside_the_case_file() -> None:
    text = "reviews: {}\ncases: [{{question: Why?}}]\n"
    assert parse_cases(text.format("seeds"), Path("set/c.yaml")).reviews == (Path("set/seeds"),)
    assert parse_cases(text.format("[a, ../b]"), Path("set/c.yaml")).reviews == (
        Path("set/a"),
        Path("set/../b"),
    )
    assert parse_cases(text.format("/all"), Path("set/c.yaml")).reviews == (Path("/all"),)


@pytest.mark.parametrize("reviews", ["3", "[1]", "['']", "{a: b}"])
def test_reviews_that_are_no_paths_are_refused_with_their_line(reviews: str) -> None:
    (told,) = problems(f"cases: [{{question: Why?}}]\n\nreviews: {reviews}\n")
    assert told.startswith("c.yaml, line 3: reviews: must be ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- question: Why?\n  colour: red\n", "line 2: colour: unknown field; known are id, question,"),
        ("- question: Why?\n  scope:\n    item: x\n", "line 3: scope.item: unknown field"),
        ("- tags: [a]\n", "line 1: question: is missing"),
        ("- question: A?\n\n- tags: [a]\n", "line 3: question: is missing"),
        ("- question: 3\n", "line 1: question: should be a valid string"),
        ("- question: Why?\n  tags:\n  - ok\n  - not ok\n", "line 4: tags.1: a tag is letters, digits"),
        ("- question: Why?\n  stance: nice\n", "line 2: stance: should be 'positive'"),
        ("- question: Why?\n  answerable: 'no'\n", "line 2: answerable: should be a valid boolean"),
        ("- question: Why?\n  counts:\n    mentioning: many\n", "line 3: counts.mentioning: "),
        ("- question: Why?\n  evidence:\n  - a\n  - any_of: []\n", "line 4: evidence.1"),
        ("- question: Why?\n  scope: {rating: {gte: 4, lte: 2}}\n", "line 2: scope: The rating is asked"),
        ("- question: Why?\n  answerable: false\n  evidence: [a]\n", "line 1: a case that is not answerable"),
        ("- Why?\n", "line 1: a case is a mapping with at least a question"),
        ("- question: Why?\n- 3\n", "line 2: a case is a mapping with at least a question"),
        ("cases:\n- question: Why?\nauthor: Ana\n", "line 3: author: unknown field; known are reviews, "),
    ],
)
def test_every_problem_of_a_yaml_file_has_its_line(text: str, told: str) -> None:
    (problem,) = problems(text)
    assert problem.casefold().startswith(f"c.yaml, {told}".casefold())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"question": "Why?", "colour": 1}', "line 3: colour: unknown field"),
        ('{"tags": ["a"]}', "line 3: question: is missing"),
        ('{"question": 3}', "line 3: question: should be a valid string"),
        ('{"question": "Why?"', "line 3: not valid JSON: "),
        ('{"question": "Why?"} {}', "line 3: more than one value in the line"),
        ('{"question": "Why?", "note": NaN}', "line 3: NaN is not valid JSON"),
        ("[]", "line 3: a case is a mapping with at least a question"),
        ("question: Why?", "line 3: not valid JSON: "),
        ('{"question": "\\ud83d"}', "line 3: question: "),
    ],
)
def test_every_problem_of_a_line_has_its_number(line: str, told: str) -> None:
    (problem,) = problems(f'{{"question": "A?"}}\n\n{line}\n{{"question": "B?"}}', LINES)
    assert problem.startswith(f"c.jsonl, {told}")


def test_all_problems_are_told_at_once() -> None:
    told = problems("- tags: [a]\n- question: 3\n- question: ok\n  x: 1\n")
    assert [problem.split(":")[0] for problem in told] == [
        "c.yaml, line 1",
        "c.yaml, line 2",
        "c.yaml, line 4",
    ]


def test_a_file_full_of_problems_does_not_fill_the_screen() -> None:
    told = problems("- x: 1\n" * 50)
    assert len(told) == MAX_PROBLEMS + 1
    assert told[-1] == "… and 80 problems more"


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        (
            "- {id: a, question: A?}\n- {id: a, question: B?}\n",
            YAML,
            "line 2: the id 'a' was given before, in line 1",
        ),
        (
            "- question: A?\n\n- question: A?\n",
            YAML,
            "line 3: the question 'A?' in the same scope was given before",
        ),
        ('{"question": "A?"}\n{"question": "A?"}', LINES, "line 2: the question 'A?' in the same scope"),
    ],
)
def test_cases_that_are_one_are_told_with_both_lines(text: str, path: Path, told: str) -> None:
    (problem,) = problems(text, path)
    assert problem.startswith(f"{path}, {told}")


def test_one_question_in_two_scopes_is_two_cases() -> None:
    text = "- {question: A?, scope: {item_id: a}}\n- {question: A?, scope: {item_id: b}}\n"
    assert questions(text) == ["A?", "A?"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- question: A?\n  question: B?\n", "line 2: question: given twice"),
        ("- question: A?\n  scope:\n    item_id: a\n    item_id: b\n", "line 4: item_id: given twice"),
        ("cases: []\ncases: []\n", "line 2: cases: given twice"),
    ],
)
def test_a_key_given_twice_is_told_with_its_second_line(text: str, told: str) -> None:
    assert problems(text) == [f"c.yaml, {told}"]


def test_a_key_given_twice_in_a_line_is_refused() -> None:
    assert problems('{"question": "A?", "question": "B?"}', LINES)


def test_aliases_are_not_read() -> None:
    (told,) = problems("- &a {question: A?}\n- *a\n")
    assert "aliases (*name) are not read" in told


def test_an_alias_under_a_key_is_told_with_the_line_of_the_key() -> None:
    text = "- question: A?\n  scope: &a {item_id: x}\n- question: B?\n  scope: *a\n"
    assert problems(text)[0].startswith("c.yaml, line 4")


def test_a_laughing_file_is_refused_at_once() -> None:
    rows = ["- &a0 [x]"] + [f"- &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert len(problems("\n".join(rows))) == MAX_PROBLEMS + 1


@pytest.mark.parametrize("depth", [60, 5_000])
def test_nesting_that_cannot_be_meant_is_refused(depth: int) -> None:
    (told,) = problems("- question: " + "[" * depth + "]" * depth)
    assert "nest" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- question: A?\n\ttags: [x]\n", "c.yaml, line 2: found a tab character"),
        ("- question: [A?\n", "c.yaml, line 2: "),
        ("- question: 'A?\n", "c.yaml, line 2: "),
        ("- question: A?\n---\n- question: B?\n", "c.yaml, line 2: but found another document"),
        (
            "- question: !!python/object:os.system x\n",
            "c.yaml, line 1: cannot be read: could not determine a constructor",
        ),
        ("- question: !mine x\n", "c.yaml, line 1: cannot be read: could not determine a constructor"),
        ("- ? [a]\n  : b\n", "c.yaml, line 1: found unhashable key"),
        ("- question: a\0b\n", "c.yaml: unacceptable character"),
    ],
)
def test_bad_yaml_is_told_with_its_line(text: str, told: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(told)


@pytest.mark.parametrize("value", ["!!int x", "!!float x", "!!timestamp x"])
def test_a_value_that_cannot_be_made_is_told_with_its_line(value: str) -> None:
    assert problems(f"- question: A?\n  note: {value}\n")[0].startswith("c.yaml, line 2")


def test_a_day_that_there_is_not_is_told_with_its_line() -> None:
    text = "- question: A?\n  scope:\n    published:\n      from: 2024-02-30\n"
    assert problems(text) == ["c.yaml, line 4: scope.published.from: must be a date such as 2024-03-31"]


def test_json_may_escape_what_is_not_ascii() -> None:
    assert questions(json.dumps([{"question": "😀?"}]), JSON) == ["😀?"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", YAML),
        ("# nothing yet\n", YAML),
        ("null", JSON),
        ("Why?", YAML),
        ("cases:\n", YAML),
        ("cases: {a: b}\n", YAML),
        ("[]", JSON),
        ("cases: []", YAML),
        ("", LINES),
        ("\n\n", LINES),
    ],
)
def test_a_file_without_cases_is_refused(text: str, path: Path) -> None:
    (told,) = problems(text, path)
    assert told.startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["c.yaml", "c.json", "c.jsonl", "c.ndjson", "c.YML", "c"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_byte_order_marks_and_windows_lines_are_read(
    tmp_path: Path, name: str, newline: bytes, mark: bytes
) -> None:
    one = b'{"question": "Caf\xc3\xa9?"}'
    rows = one if name.endswith(("jsonl", "ndjson")) else b"[" + newline + one + newline + b"]"
    file = load_cases(saved(tmp_path / name, mark + rows + newline))
    assert [case.question for case in file.cases] == ["Café?"]


def test_windows_lines_do_not_move_the_lines_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "c.yaml", b"- question: A?\r\n\r\n- question: 3\r\n")
    with pytest.raises(InvalidCases) as raised:
        load_cases(path)
    assert raised.value.problems[0].startswith(f"{path}, line 3: ")


def test_a_file_that_is_not_utf_8_is_told_with_its_byte(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"is not UTF-8 text \(byte 15\)"):
        load_cases(saved(tmp_path / "c.yaml", b"- question: Caf\xe9?\n"))


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        load_cases(tmp_path / "none.yaml")
    with pytest.raises(UnreadableSource, match="cannot be read"):
        load_cases(tmp_path)


def test_a_file_too_large_to_be_meant_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    with pytest.raises(UnreadableSource, match="larger than 64 MB"):
        load_cases(path)


@pytest.mark.parametrize("path", [YAML, LINES])
def test_what_is_written_is_read_back(path: Path) -> None:
    cases = [
        Case.model_validate(
            {
                "id": "a",
                "question": 'Is it "good": yes?',
                "scope": {"item_id": "2024-01-01", "published": {"from": "2024-01-31"}},
                "evidence": [{"any_of": ["- one", {"quote": "two: #", "review": "r"}], "stance": "negative"}],
                "counts": {"mentioning": 3, "positive": {"min": 1}},
                "must_contain": [["yes", "no"], "3"],
                "tags": ["true", "null"],
                "note": "lines\nand  spaces \n",
            }
        ),
        Case.model_validate({"question": "Nothing?", "answerable": False}),
    ]
    assert list(parse_cases(write_cases(cases, path), path).cases) == cases


def test_what_is_written_under_json_is_json() -> None:
    json.loads(write_cases([Case(question="Why?")], JSON))


# All but halves of characters, and the next line character: see the test below.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"), min_size=1, max_size=30)


@settings(deadline=None)
@given(question=TEXTS.filter(lambda text: bool(text.strip())), quote=TEXTS, note=TEXTS)
@pytest.mark.parametrize("path", [YAML, LINES])
def test_any_text_survives_a_file(path: Path, question: str, quote: str, note: str) -> None:
    case = Case.model_validate({"question": question, "evidence": [quote], "note": note})
    assert parse_cases(write_cases([case], path), path).cases == (case,)


def test_a_next_line_character_survives_a_file() -> None:
    case = Case(question="What of a\x85b?")
    assert parse_cases(write_cases([case], YAML), YAML).cases == (case,)


def test_the_line_of_every_part_of_a_document_is_known() -> None:
    document = read_lined_yaml("a: 1\nb:\n  - x\n  - c: 2\n    d:\n      e\n")
    assert document.value == {"a": 1, "b": ["x", {"c": 2, "d": "e"}]}
    assert [document.line_of(path) for path in [("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, "d")]] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_the_line_of_a_part_that_is_not_there_is_that_of_what_is_around_it() -> None:
    document = read_lined_yaml("a: 1\nb:\n- c: 2\n")
    assert document.line_of(("b", 0, "missing", "deeper")) == 3
    assert document.line_of(("nowhere",)) == 1
    assert read_lined_yaml("").line_of(("a",)) == 1
