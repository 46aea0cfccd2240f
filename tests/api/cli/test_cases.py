from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from api.cli.exit_codes import ExitCode
from qa.evaluation.case_files import load_cases
from qa.evaluation.cases import case_file_schema, case_schema
from tests.api.cli.reading import REVIEWS, ReadingService
from tests.api.cli.running import Run, parsed
from tests.api.fakes import FakeRuntime
from tests.qa.evaluation.judging.model_server import ModelServer


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime(service=ReadingService())


@pytest.fixture(autouse=True)
def _stored(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in REVIEWS))
    assert run("ingest", path).exit_code == 0


@pytest.fixture
def drafted(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    assert run("cases", "draft", "inn", "--output", path).exit_code == 0
    return path


def questions(path: Path) -> list[str]:
    return [case.question for case in load_cases(path).cases]


def test_where_there_is_no_terminal_all_proposals_are_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    result = run("cases", "draft", "inn", "--output", path)
    assert result.exit_code == 0
    count = len(load_cases(path).cases)
    assert count > 5
    assert result.stdout == f"Wrote {count} cases to {path}. Run them: pullquote eval {path}\n"


def test_without_a_file_the_cases_are_printed(run: Run) -> None:
    result = run("cases", "draft", "inn", "--yes")
    assert result.exit_code == 0
    assert yaml.safe_load(result.stdout)["cases"][0]["scope"] == {"item_id": "inn"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ModelServer()
    monkeypatch.setenv("PULLQUOTE_LLM_BASE_URL", server.base_url)
    yield server
    server.stop()


def test_a_model_proposes_questions_and_its_quotes_are_looked_up(run: Run, server: ModelServer) -> None:
    text = REVIEWS[0]["text"]
    real = {"question": "How was the night?", "evidence": [{"review": "", "quote": text}]}
    made_up = {"question": "Is there a pool?", "evidence": [{"review": "", "quote": "The pool is huge."}]}
    server.says(f"{json.dumps(real)}\n{json.dumps(made_up)}")
    result = run("cases", "draft", "inn", "--model", "openai:m", "--limit", 200, "--json")
    asked = [case["question"] for case in parsed(result)["cases"]]
    assert real["question"] in asked
    assert made_up["question"] not in asked
    assert text in server.prompts[0]
    assert "It proposed 1 that the reviews bear out." in result.stderr


def test_where_the_model_fails_cases_are_drafted_without_it(run: Run, server: ModelServer) -> None:
    server.refuses(400)
    result = run("cases", "draft", "inn", "--model", "openai:m", "--json")
    assert result.exit_code == 0
    assert parsed(result)["proposed"] > 5
    assert "Drafting without it. openai:m at http://127.0.0.1" in result.stderr


def test_a_model_of_no_known_provider_is_refused(run: Run) -> None:
    result = run("cases", "draft", "inn", "--model", "oracle")
    assert result.exit_code == 2
    assert "The model 'oracle' is of no known provider" in result.stderr


def test_json_has_the_cases_and_where_they_went(run: Run, tmp_path: Path) -> None:
    told = parsed(run("cases", "draft", "inn", "--limit", 3, "--json"))
    assert (told["proposed"], len(told["cases"]), told["output"], told["added"]) == (3, 3, None, 0)
    path = tmp_path / "c.jsonl"
    told = parsed(run("cases", "draft", "inn", "--limit", 3, "--output", path, "--json"))
    assert (told["output"], told["added"], told["already_there"]) == (str(path), 3, 0)


@pytest.mark.parametrize("name", ["c.yaml", "c.yml", "c.json", "c.jsonl", "c.ndjson"])
def test_the_ending_tells_the_format(run: Run, tmp_path: Path, name: str) -> None:
    assert run("cases", "draft", "inn", "--output", tmp_path / name).exit_code == 0
    assert len(load_cases(tmp_path / name).cases) > 5
    text = (tmp_path / name).read_text("utf-8")
    if name == "c.json":
        assert json.loads(text)["cases"]
    if name.endswith(("jsonl", "ndjson")):
        assert all(json.loads(line) for line in text.splitlines())


def test_no_more_are_proposed_than_wanted(run: Run, tmp_path: Path) -> None:
    run("cases", "draft", "inn", "--limit", 2, "--output", tmp_path / "c.yaml")
    assert len(load_cases(tmp_path / "c.yaml").cases) == 2
    assert run("cases", "draft", "inn", "--limit", 0).exit_code == ExitCode.USAGE


def test_a_file_that_is_there_is_left_alone_unless_told(run: Run, drafted: Path) -> None:
    before = drafted.read_bytes()
    result = run("cases", "draft", "inn", "--output", drafted)
    assert result.exit_code == ExitCode.USAGE
    assert "--append" in result.stderr
    assert drafted.read_bytes() == before


def test_drafting_again_adds_only_what_is_not_there(run: Run, drafted: Path) -> None:
    before, count = drafted.read_bytes(), len(questions(drafted))
    result = run("cases", "draft", "inn", "--output", drafted, "--append")
    assert result.stdout.startswith(f"Wrote 0 cases to {drafted}; {count} were there already.")
    assert drafted.read_bytes() == before


OWN = {"id": "inn-dislike", "question": "Own?"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.yaml", "# mine\nreviews: seeds\ncases:\n  - question: Own?  # first\n    id: inn-dislike\n"),
        ("c.yaml", "cases:\n- {id: inn-dislike, question: Own?}\n# the end\n\nreviews: [seeds]\n"),
        ("c.yaml", "- question: Own?\n  id: inn-dislike"),
        ("c.yaml", "- question: Own?\r\n  id: inn-dislike\r\n"),
        ("c.yaml", "cases: [{id: inn-dislike, question: Own?}]\n"),
        ("c.yaml", "cases:\n- question: |\n    Own?\n  id: inn-dislike\n"),
        ("c.json", json.dumps({"cases": [OWN]})),
        ("c.json", json.dumps([OWN])),
        ("c.jsonl", json.dumps(OWN)),
        ("c.jsonl", f"{json.dumps(OWN)}\r\n"),
    ],
)
def test_adding_to_a_file_loses_nothing_of_it(run: Run, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    before = load_cases(path)
    assert run("cases", "draft", "inn", "--output", path, "--append").exit_code == 0
    after = load_cases(path)
    assert after.cases[0] == before.cases[0]
    assert len(after.cases) > 5
    assert after.reviews == before.reviews
    assert len({case.key for case in after.cases}) == len(after.cases)
    for comment in ("# mine", "# first", "# the end"):
        assert (comment in text) == (comment in path.read_text("utf-8"))


@pytest.mark.parametrize("text", ["- question: [\n", "- colour: red\n", "", "Why?"])
def test_a_file_that_is_no_case_file_is_refused_untouched(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text)
    result = run("cases", "draft", "inn", "--output", path, "--append")
    assert result.exit_code == ExitCode.USAGE
    assert str(path) in result.stderr
    assert path.read_text() == text


def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing_behind(
    run: Run, tmp_path: Path
) -> None:
    for target in (tmp_path, tmp_path / "no" / "c.yaml"):
        result = run("cases", "draft", "inn", "--output", target)
        assert result.exit_code == ExitCode.USAGE
        assert result.stderr.count("\n") == 1
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("given", "told"), [("in", "inn"), ("INN", "inn"), ("kettel", "kettle")])
def test_an_unknown_item_is_told_with_the_nearest(run: Run, given: str, told: str) -> None:
    result = run("cases", "draft", given)
    assert result.exit_code == ExitCode.NOT_FOUND
    assert f"Nearest: {told}" in result.stderr


def test_an_item_like_no_other_is_told_without_a_guess(run: Run) -> None:
    result = run("cases", "draft", "zzzzz")
    assert result.exit_code == ExitCode.NOT_FOUND
    assert "Nearest" not in result.stderr
    assert "`pullquote items`" in result.stderr


def test_what_reviews_hold_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    text = "The hotel breakfast was superb \x1b]0;owned\x07 and lovely. The room was dirty \x9b31m."
    (tmp_path / "evil.jsonl").write_text(json.dumps({"item_id": "evil", "text": text}))
    run("ingest", tmp_path / "evil.jsonl")
    for result in (run("cases", "draft", "evil"), run("cases", "draft", "evil", "--json")):
        assert result.exit_code == 0
        assert not {"\x1b", "\x07", "\x9b"} & set(result.stdout)


def test_drafted_cases_pass_their_own_check(run: Run, drafted: Path, tmp_path: Path) -> None:
    result = run("cases", "check", drafted)
    assert result.exit_code == 0
    assert result.stdout.endswith("all found in the reviews.\n")
    told = parsed(run("cases", "check", drafted, "--json"))
    assert told["cases"] == len(questions(drafted))
    assert told["evidence"] > 5
    assert run("cases", "check", drafted, "--reviews", tmp_path / "reviews.jsonl").exit_code == 0


def test_a_check_tells_every_piece_of_evidence_that_is_not_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "cases:\n"
        "- question: A?\n"
        "  scope: {item_id: inn}\n"
        "  evidence:\n"
        "  - The room was dirty.\n"
        "  - The room was sublime.\n"
        "- question: B?\n"
        "  scope: {item_id: nowhere}\n"
        "- question: C?\n"
        "  id: third\n"
        "  evidence:\n"
        "  - quote: It boils.\n"
        "    review: r1\n"
    )
    result = run("cases", "check", path)
    assert result.exit_code == ExitCode.USAGE
    lines = result.stderr.splitlines()
    assert ", line 6: case 'case_" in lines[0]
    assert "', evidence 2: " in lines[0]
    assert "'The room was sublime.' does not stand in any review in scope" in lines[0]
    assert ", line 8: case 'case_" in lines[1]
    assert "no review is in its scope" in lines[1]
    assert ", line 12: case 'third', evidence 1: 'It boils.' does not stand in the review 'r1'" in lines[2]


def test_a_check_reads_the_reviews_that_the_file_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"item_id": "cup", "text": "It holds tea."}))
    path = tmp_path / "c.yaml"
    path.write_text("reviews: own.jsonl\ncases:\n- question: A?\n  evidence: [It holds tea.]\n")
    assert run("cases", "check", path).exit_code == 0
    path.write_text("reviews: none.jsonl\ncases:\n- question: A?\n  evidence: [It holds tea.]\n")
    assert run("cases", "check", path).exit_code == ExitCode.USAGE


def test_a_check_of_a_file_that_is_no_case_file_tells_its_lines(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("- question: A?\n  colour: red\n")
    result = run("cases", "check", path)
    assert result.exit_code == ExitCode.USAGE
    assert f"{path}, line 2: colour: unknown field" in result.stderr
    assert run("cases", "check", tmp_path / "none.yaml").exit_code == ExitCode.USAGE


def test_a_check_tells_programs_what_is_wrong_and_people_apart_from_them(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("- question: A?\n  scope: {item_id: inn}\n  evidence: [The room was sublime.]\n")
    result = run("cases", "check", path, "--json")
    assert result.exit_code == ExitCode.USAGE
    told = parsed(result)
    assert (told["cases"], told["evidence"], len(told["problems"])) == (1, 1, 1)
    assert "'The room was sublime.' does not stand in any review in scope" in told["problems"][0]
    assert result.stderr == f"Error: {told['problems'][0]}\n"


def test_a_check_tells_programs_no_numbers_of_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("- question: A?\n  colour: red\n- tags: x\n")
    told = parsed(run("cases", "check", path, "--json"))
    assert (told["cases"], told["evidence"]) == (None, None)
    assert [problem.split(": ")[1] for problem in told["problems"]] == ["colour", "question", "tags"]
    result = run("cases", "check", tmp_path / "none.yaml", "--json")
    assert result.exit_code == ExitCode.USAGE
    assert parsed(result)["problems"] == [
        f"{tmp_path / 'none.yaml'} cannot be read: no such file or directory."
    ]


def test_a_check_tells_what_is_wrong_with_floors_beside_what_is_with_evidence(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "floors: ['room: evidence_hit@1 >= 2', 'bath: evidence_hit@1 >= 0.5']\n"
        "cases:\n- {question: A?, scope: {item_id: inn}, tags: [room], evidence: [It sank.]}\n"
    )
    problems = parsed(run("cases", "check", path, "--json"))["problems"]
    assert "is out of reach" in problems[0]
    assert "is on a tag that no case has; tags are room." in problems[1]
    assert "'It sank.' does not stand in any review in scope" in problems[2]
    assert len(problems) == 3


def test_the_schema_is_printed(run: Run) -> None:
    assert parsed(run("cases", "schema")) == case_schema()
    assert parsed(run("cases", "schema", "--file")) == case_file_schema()


def feedback(rating: str, question: str = "What about the room?") -> str:
    answer = {
        "question": question,
        "answered": True,
        "claims": [],
        "citations": [{"review_id": "r1", "quote": "The room was dirty."}],
    }
    return json.dumps({"answer": answer, "rating": rating, "filters": {"item_id": "inn"}})


def test_feedback_becomes_cases_that_can_be_checked(run: Run, tmp_path: Path) -> None:
    source, path = tmp_path / "f.jsonl", tmp_path / "c.yaml"
    source.write_text(feedback("up"))
    result = run("cases", "from-feedback", source, "--output", path)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Wrote 1 case to {path}. ")
    assert run("cases", "check", path).exit_code == 0
    again = run("cases", "from-feedback", source, "--output", path, "--append", "--json")
    assert (parsed(again)["added"], parsed(again)["already_there"]) == (0, 1)
    again = run("cases", "from-feedback", source, "--output", path, "--append")
    assert again.stdout.startswith(f"Wrote 0 cases to {path}; 1 was there already. ")


def test_answers_to_one_question_are_one_case_and_that_is_told(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "f.jsonl"
    source.write_text("\n".join([feedback("up"), feedback("up", "Why?"), feedback("down")]))
    result = run("cases", "from-feedback", source, "--output", tmp_path / "c.yaml")
    assert "\n2 cases from 3 answers: those to the same question, in the same scope, are one" in result.stdout
    told = parsed(run("cases", "from-feedback", source, "--output", tmp_path / "d.yaml", "--json"))
    assert (told["answers"], len(told["cases"])) == (3, 2)
    source.write_text("\n".join([feedback("up"), feedback("up", "Why?")]))
    result = run("cases", "from-feedback", source, "--output", tmp_path / "e.yaml")
    assert "answers: " not in result.stdout


def test_feedback_that_leaves_work_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text(feedback("down"))
    result = run("cases", "from-feedback", tmp_path / "f.jsonl", "--output", tmp_path / "c.yaml")
    assert result.stdout.endswith("To be completed by hand, as their notes say: 1.\n")


def test_feedback_that_cannot_be_read_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_text("{}\n")
    result = run("cases", "from-feedback", tmp_path / "f.jsonl", "--output", tmp_path / "c.yaml")
    assert result.exit_code == ExitCode.USAGE
    assert "f.jsonl, line 1: " in result.stderr
    assert not (tmp_path / "c.yaml").exists()
