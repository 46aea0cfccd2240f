"""The plugin as its user meets it: test suites of their own, run by pytest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PLUGIN = ("-p", "qa.evaluation.pytest_plugin", "-p", "no:asyncio", "-q")
CONFTEST = """
import pytest

ANSWERS = {
    "lid": {"text": "“The lid rattles.” [1]", "quote": "The lid rattles.", "start": 0},
    "spout": {"text": "“A fine spout.” [1]", "quote": "A fine spout.", "start": 17},
}

@pytest.fixture(scope="session")
def pullquote_reviews():
    return {"r1": "The lid rattles. A fine spout."}

@pytest.fixture(scope="session")
def pullquote_system():
    def ask(case):
        said = ANSWERS["spout" if "good" in case.question else "lid"]
        quote, start = said["quote"], said["start"]
        return {
            "text": said["text"],
            "claims": [{"text": f"“{quote}”", "stance": "negative", "citations": [1]}],
            "citations": [{"quote": quote, "review_id": "r1", "start": start, "end": start + len(quote)}],
        }
    return ask
"""
CASES = """
cases:
  - {id: faults, question: What is bad?, evidence: [The lid rattles], stance: negative, tags: [dislike]}
  - {id: praise, question: What is good?, evidence: [A fine spout], stance: positive, tags: [like]}
  - {id: price, question: What does it cost?, answerable: false, tags: [absent]}
"""
SUITE = """
import pytest

@pytest.mark.pullquote_cases("cases.yaml")
def test_answers(pullquote, case):
    pullquote.check(case)
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    pytester.makefile(".yaml", cases=CASES)
    pytester.makepyfile(test_answers=SUITE)
    return pytester


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(*PLUGIN, *options)


def test_nothing_is_loaded_unless_it_is_asked_for(pytester: pytest.Pytester) -> None:
    assert "--pullquote-system" not in pytester.runpytest_subprocess("--help").stdout.str()
    assert "--pullquote-system" in run(pytester, "--help").stdout.str()


def test_a_test_runs_for_every_case_of_its_file_named_by_the_case(suite: pytest.Pytester) -> None:
    result = run(suite, "-vv")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*test_answers*faults*PASSED*", "*test_answers*praise*PASSED*"])


def test_the_end_tells_the_scores_and_where_they_are_kept(suite: pytest.Pytester) -> None:
    result = run(suite, "--pullquote-scores=scores.json")
    result.stdout.fnmatch_lines(
        [
            "quote_validity *1.000*3 cases",
            "evidence_hit@1 *1.000*2 cases, chance 0.500",
            "abstention_recall *0.000*1 case",
            "scores: *scores.json",
        ]
    )
    kept = json.loads((suite.path / "scores.json").read_text("utf-8"))
    assert [row["key"] for row in kept["rows"]] == ["faults", "praise", "price"]
    assert kept["started"]


def test_every_run_keeps_a_score_file_of_its_own_in_the_cache(suite: pytest.Pytester) -> None:
    run(suite)
    run(suite)
    assert len(list(suite.path.glob(".pytest_cache/d/pullquote/*.json"))) == 2


def test_a_failing_check_shows_question_answer_missed_evidence_and_what_was_cited(
    suite: pytest.Pytester,
) -> None:
    suite.makefile(".yaml", cases=CASES.replace("evidence: [A fine spout]", "evidence: [The lid rattles]"))
    suite.makepyfile(test_answers=SUITE.replace("check(case)", 'check(case, "evidence_hit@1")'))
    result = run(suite)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    told = result.stdout.str()
    for part in (
        "Case praise (like)",
        "Question: What is good?",
        "Answered: “A fine spout.” [1]",
        "[1] “A fine spout.” (r1, 17 to 30, not evidence)",
        "evidence_hit@1 is 0",
        "1. …⟦The lid rattles⟧. A fine spout.… (r1)",
    ):
        assert part in told


def test_tags_choose_among_the_cases(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_answers=SUITE.replace('"cases.yaml"', '"cases.yaml", tags=["like", "absent"]'))
    run(suite).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("place", "floor"),
    [
        ("marker", "like: stance_correctness >= 0.5"),
        ("file", "like: stance_correctness >= 0.5"),
        ("ini", "like stance_correctness at least .5"),
        ("option", "like: stance_correctness >= .5"),
    ],
)
def test_a_floor_that_is_missed_fails_the_session_and_tells_interval_and_case(
    suite: pytest.Pytester, place: str, floor: str
) -> None:
    options: tuple[str, ...] = ()
    if place == "marker":
        suite.makepyfile(test_answers=SUITE.replace('"cases.yaml"', f'"cases.yaml", floors=["{floor}"]'))
    elif place == "file":
        suite.makefile(".yaml", cases=f'floors: ["{floor}"]\n{CASES}')
    elif place == "ini":
        suite.makeini(f"[pytest]\npullquote_floors =\n    {floor}\n")
    else:
        options = (f"--pullquote-floor={floor}",)
    result = run(suite, *options)
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "FAILED stance_correctness over the cases tagged like is 0.000 (95% interval 0.000 to 0.000), "
            "1 case, below its floor of 0.5",
            "    praise: a claim is negative, and should be positive: *",
        ]
    )


def test_floors_that_hold_let_the_session_pass(suite: pytest.Pytester) -> None:
    assert run(suite, "--pullquote-floor=dislike: evidence_hit@1 >= 1").ret == pytest.ExitCode.OK


def test_no_floor_is_checked_when_only_some_cases_ran(suite: pytest.Pytester) -> None:
    suite.makefile(".yaml", cases=f'floors: ["stance_correctness >= 0.9"]\n{CASES}')
    result = run(suite, "-k", "praise", "--pullquote-floor=stance_correctness >= 0.9")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["note: *1 of 3 cases ran; no floor is checked"])


def test_workers_report_to_one_session(suite: pytest.Pytester) -> None:
    result = suite.runpytest_subprocess(
        *PLUGIN, "-n", "2", "--pullquote-floor=like: stance_correctness >= 0.5"
    )
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["quote_validity *3 cases", "FAILED stance_correctness over *"])


def test_the_same_answers_are_no_regression_and_worse_ones_are(suite: pytest.Pytester) -> None:
    many = "\n".join(
        f"  - {{id: c{n}, question: What is bad {n}?, evidence: [The lid rattles], stance: negative}}"
        for n in range(12)
    )
    suite.makefile(".yaml", cases=f"cases:\n{many}\n")
    run(suite, "--pullquote-scores=before.json")
    assert run(suite, "--pullquote-baseline=before.json").ret == pytest.ExitCode.OK
    suite.makeconftest(CONFTEST.replace('"spout" if "good" in case.question else "lid"', '"spout"'))
    worse = run(suite, "--pullquote-baseline=before.json")
    assert worse.ret == pytest.ExitCode.TESTS_FAILED
    worse.stdout.fnmatch_lines(["FAILED evidence_hit@1 got worse than the baseline: 1.000 to 0.000*"])


def test_a_question_can_be_asked_without_a_case(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        test_answers="""
        def test_one(pullquote):
            result = pullquote.ask("What is good?")
            assert result.answer.citations[0].quote == "A fine spout."
            assert result.scores["quote_validity"] == 1.0
        """
    )
    run(suite).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ("cases:\n  - question: Why?\n    colour: red\n", "cases.yaml, line 3: colour: unknown field"),
        ("cases: []", "there are no cases"),
    ],
)
def test_a_bad_case_file_stops_the_session_with_its_line(
    suite: pytest.Pytester, cases: str, told: str
) -> None:
    suite.makefile(".yaml", cases=cases)
    result = run(suite)
    assert result.ret != pytest.ExitCode.OK
    assert told in result.stdout.str() + result.stderr.str()


def test_evidence_that_no_review_holds_fails_the_case_with_its_line(suite: pytest.Pytester) -> None:
    suite.makefile(".yaml", cases="cases:\n\n  - question: Why?\n    evidence: [The handle melts]\n")
    result = run(suite)
    result.assert_outcomes(failed=1)
    assert "cases.yaml, line 4" in result.stdout.str()
    assert "'The handle melts' does not stand in any review in scope" in result.stdout.str()


def test_a_system_that_fails_is_a_failed_test_that_says_so(suite: pytest.Pytester) -> None:
    suite.makeconftest(CONFTEST.replace("said = ANSWERS", "raise OSError('unplugged'); said = ANSWERS"))
    result = run(suite)
    result.assert_outcomes(failed=3)
    assert "the system failed: OSError: unplugged" in result.stdout.str()


@pytest.mark.parametrize(
    "options",
    [["--pullquote-floor=rubbish"], ["--pullquote-baseline=nowhere.json"]],
    ids=["floor", "baseline"],
)
def test_options_that_make_no_sense_are_refused_before_anything_runs(
    suite: pytest.Pytester, options: list[str]
) -> None:
    assert run(suite, *options).ret == pytest.ExitCode.USAGE_ERROR


def test_a_floor_on_no_metric_is_told_before_anything_is_asked(suite: pytest.Pytester) -> None:
    result = run(suite, "--pullquote-floor=happiness >= 1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: The floor 'happiness >= 1' names no metric; known are *"])


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ('"none.yaml"', "there is no case file none.yaml"),
        ('"cases.yaml", tags=["zeal"]', "no case of *cases.yaml has the tag zeal"),
        ('"cases.yaml", floors=["joy >= 1"]', "The floor 'joy >= 1' names no metric; known are *"),
        ("", 'write @pytest.mark.pullquote_cases("cases.yaml")'),
    ],
)
def test_a_marker_that_cannot_be_used_is_one_line(suite: pytest.Pytester, marker: str, told: str) -> None:
    suite.makepyfile(test_answers=SUITE.replace('"cases.yaml"', marker))
    result = run(suite)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*ERROR collecting*", f"test_answers.py::test_answers: {told}"])
    assert "Traceback" not in result.stdout.str()


def test_a_system_that_cannot_be_opened_is_one_line_for_each_test(suite: pytest.Pytester) -> None:
    (suite.path / "conftest.py").unlink()
    result = run(suite, "--pullquote-system=gone:ask")
    result.assert_outcomes(errors=3)
    assert result.stdout.str().count("'gone:ask' cannot be imported: ModuleNotFoundError: No module") >= 3
    assert "Traceback" not in result.stdout.str()


KETTLE = "The lid rattles badly. I like the spout a lot."
OVER_FILES = """
reviews: reviews
cases:
  - {id: lid, question: What is wrong with the lid?, evidence: [The lid rattles badly]}
"""
ECHO = """
def ask(case):
    return {"text": "", "citations": [{"quote": "The lid rattles badly."}]}
"""


@pytest.fixture
def over_files(pytester: pytest.Pytester) -> pytest.Pytester:
    """A suite whose case file names its reviews."""
    (pytester.path / "reviews").mkdir()
    (pytester.path / "reviews" / "kettle.txt").write_text(KETTLE, "utf-8")
    pytester.makefile(".yaml", cases=OVER_FILES)
    pytester.makepyfile(mine=ECHO, test_answers=SUITE)
    return pytester


def test_the_reviews_that_a_case_file_names_are_asked_about(over_files: pytest.Pytester) -> None:
    run(over_files, "--pullquote-system=mine:ask").assert_outcomes(passed=1)


def test_a_question_without_a_case_is_about_the_reviews_of_the_case_files(
    over_files: pytest.Pytester,
) -> None:
    own = "\n\ndef test_own(pullquote):\n    assert pullquote.ask('And?').scores['quote_validity'] == 1\n"
    over_files.makepyfile(test_answers=SUITE + own)
    run(over_files, "--pullquote-system=mine:ask").assert_outcomes(passed=2)


def test_reviews_on_the_command_line_win(over_files: pytest.Pytester) -> None:
    (over_files.path / "other").mkdir()
    (over_files.path / "other" / "pan.txt").write_text("It sticks.", "utf-8")
    result = run(over_files, "--pullquote-system=mine:ask", "--pullquote-reviews=other")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*does not stand in any review in scope*"])


@pytest.mark.parametrize("reviews", ['"reviews"', '[Path("reviews")]', '{"r1": "The lid rattles badly."}'])
def test_a_function_and_reviews_of_any_kind_come_from_fixtures(
    over_files: pytest.Pytester, reviews: str
) -> None:
    over_files.makeconftest(
        "from pathlib import Path\nimport pytest\nfrom mine import ask\n"
        "@pytest.fixture(scope='session')\ndef pullquote_system():\n    return ask\n"
        f"@pytest.fixture(scope='session')\ndef pullquote_reviews():\n    return {reviews}\n"
    )
    over_files.syspathinsert()
    run(over_files).assert_outcomes(passed=1)


def test_a_scope_that_there_is_not_is_told_with_those_there_are(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_answers="def test_own(pullquote):\n    pullquote.ask('And?', item='kettle')\n")
    result = run(suite)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *InputError: item: *; a scope has item_id, review_id, *"])


def test_the_system_can_be_named_as_module_and_function(pytester: pytest.Pytester) -> None:
    reviews = pytester.path / "reviews"
    reviews.mkdir()
    (reviews / "kettle.txt").write_text("The lid rattles.", "utf-8")
    pytester.makepyfile(
        mine='def ask(case):\n    return {"text": "no", "answered": False}\n',
        test_answers=SUITE,
    )
    pytester.makefile(".yaml", cases="cases:\n  - {question: Why?, answerable: false}\n")
    pytester.makeini("[pytest]\npullquote_system = mine:ask\npullquote_reviews = reviews\n")
    result = run(pytester)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["abstention_recall *1.000*"])


def test_the_engine_answers_in_this_process_over_reviews_of_the_suite_on_every_worker(
    pytester: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_HOME", str(tmp_path / "home"))
    reviews = pytester.path / "reviews"
    reviews.mkdir()
    (reviews / "kettle.txt").write_text("The lid rattles badly. I like the spout a lot.", "utf-8")
    pytester.makepyfile(test_answers=SUITE)
    pytester.makefile(
        ".yaml",
        cases="cases:\n"
        "  - {id: faults, question: What is wrong with the lid?, evidence: [The lid rattles badly]}\n"
        "  - {id: praise, question: What is liked?, evidence: [I like the spout a lot]}\n",
    )
    pytester.makeini("[pytest]\npullquote_reviews = reviews\n")
    result = pytester.runpytest_subprocess(*PLUGIN, "-n", "2")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["evidence_hit@1 *1.000*2 cases*"])
    assert not (tmp_path / "home" / "record.db").exists()
