import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.answers import SystemAnswer
from qa.evaluation.cases import Case
from qa.evaluation.junit import to_junit
from qa.evaluation.runs import Row, Run

ANSWER = SystemAnswer(text="It is a blank screen.")


def _row(key: str, *, tags: tuple[str, ...] = (), error: str | None = None, ms: float = 12.0) -> Row:
    case = Case(id=key, question="How is the ending?", tags=tags)
    return Row(key=key, case=case, answer=None if error else ANSWER, error=error, latency_ms=ms)


def _run(*rows: Row) -> Run:
    return Run(
        name="nightly",
        version="0.2.0",
        system={"engine": "extractive"},
        started="2025-03-04T12:30:00+02:00",
        seconds=1.25,
        rows=rows,
    )


def _suite(xml: str) -> ElementTree.Element:
    suite = ElementTree.fromstring(xml).find("testsuite")
    assert suite is not None
    return suite


def test_a_run_is_a_suite_with_a_test_case_for_each_row() -> None:
    suite = _suite(to_junit(_run(_row("one", tags=("plot", "long")), _row("two", ms=1500.0)), {}, []))
    assert suite.attrib == {
        "name": "nightly",
        "tests": "2",
        "failures": "0",
        "errors": "0",
        "skipped": "0",
        "time": "1.250",
        "timestamp": "2025-03-04T10:30:00",
        "hostname": "localhost",
        "package": "pullquote",
        "id": "0",
    }
    assert [case.attrib for case in suite.iter("testcase")] == [
        {"classname": "plot", "name": "one", "time": "0.012"},
        {"classname": "untagged", "name": "two", "time": "1.500"},
    ]


def test_the_document_says_how_it_is_encoded() -> None:
    assert to_junit(_run(), {}, []).startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>')


def test_a_case_with_messages_fails_once_with_all_of_them() -> None:
    suite = _suite(to_junit(_run(_row("one")), {"one": ["quote 1 is not real", "no evidence"]}, []))
    (failure,) = suite.iter("failure")
    assert failure.attrib == {"type": "case failed", "message": "quote 1 is not real (and 1 more)"}
    assert failure.text == "Question: How is the ending?\nquote 1 is not real\nno evidence"
    assert (suite.get("failures"), suite.get("errors")) == ("1", "0")


def test_a_case_whose_system_failed_is_an_error_and_no_failure() -> None:
    suite = _suite(to_junit(_run(_row("one", error="RuntimeError: down")), {"one": ["no answer"]}, []))
    (error,) = suite.iter("error")
    assert error.attrib == {"type": "system failed", "message": "RuntimeError: down (and 1 more)"}
    assert error.text == "Question: How is the ending?\nRuntimeError: down\nno answer"
    assert (suite.get("failures"), suite.get("errors")) == ("0", "1")


def test_a_broken_floor_is_a_test_case_of_its_own() -> None:
    suite = _suite(to_junit(_run(_row("one")), {}, ["recall is .4, below .5", "precision is .3, below .6"]))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    names = [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")]
    assert names[1:] == [("pullquote", "the run as a whole, 1"), ("pullquote", "the run as a whole, 2")]
    assert [failure.text for failure in suite.iter("failure")] == [
        "recall is .4, below .5",
        "precision is .3, below .6",
    ]


def test_a_failure_of_a_case_that_has_no_row_is_not_lost() -> None:
    suite = _suite(to_junit(_run(_row("one")), {"gone": ["was not asked"], "one": []}, []))
    assert [failure.text for failure in suite.iter("failure")] == ["gone: was not asked"]


def test_what_was_asked_is_told_as_properties() -> None:
    suite = _suite(to_junit(_run(), {}, []))
    assert {one.get("name"): one.get("value") for one in suite.iter("property")} == {
        "version": "0.2.0",
        "cases_file": "",
        "engine": "extractive",
    }


@pytest.mark.parametrize("started", ["", "yesterday"])
def test_a_run_that_does_not_know_when_it_began_has_no_timestamp(started: str) -> None:
    run = _run().model_copy(update={"started": started})
    assert "timestamp" not in _suite(to_junit(run, {}, [])).attrib


def test_a_run_without_a_name_has_one_here() -> None:
    assert _suite(to_junit(_run().model_copy(update={"name": ""}), {}, [])).get("name") == "pullquote"


def test_a_long_message_is_short_in_lists_and_whole_in_the_text() -> None:
    (failure,) = _suite(to_junit(_run(_row("one")), {"one": ["x" * 1000]}, [])).iter("failure")
    assert failure.get("message") == "x" * 300
    assert str(failure.text).endswith("x" * 1000)


def test_characters_that_xml_forbids_are_removed_and_its_own_are_kept() -> None:
    message = "a\x00b\x1bc\ud83dd\ufffee <&>\"' ]]> \u00e9\U0001f600"
    (failure,) = _suite(to_junit(_run(_row("one")), {"one": [message]}, [])).iter("failure")
    assert failure.get("message") == "abcde <&>\"' ]]> \u00e9\U0001f600"


ALLOWED = {  # what junit-10.xsd of Jenkins' xUnit plugin and JUnit.xsd of Windy Road both have
    "testsuites": set(),
    "testsuite": {
        *("name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname", "id", "package"),
    },
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "time", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "system-out": set(),
    "system-err": set(),
}
SUREFIRE_TIME = re.compile(r"(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?")

anything = st.text(st.characters(codec=None), max_size=30)
keys = st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=30
)  # a case with half a character in its id is refused


@given(
    st.lists(st.tuples(keys, st.none() | anything, st.floats(0, 1e9)), max_size=4),
    st.lists(anything, max_size=3),
)
def test_whatever_is_told_the_document_keeps_to_the_schema(
    rows: list[tuple[str, str | None, float]], messages: list[str]
) -> None:
    run = _run(*(_row(f"c{key}", error=error, ms=ms) for key, error, ms in rows))
    xml = to_junit(run, {row.key: messages for row in run.rows}, messages)
    xml.encode()
    root = ElementTree.fromstring(xml)
    for element in root.iter():
        assert set(element.attrib) <= ALLOWED[element.tag]
        if "time" in element.attrib:
            assert SUREFIRE_TIME.fullmatch(element.attrib["time"])
    suite = _suite(xml)
    assert int(suite.attrib["tests"]) == len(list(suite.iter("testcase"))) == len(rows) + len(messages)
    assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))
    assert int(suite.attrib["errors"]) == len(list(suite.iter("error")))
