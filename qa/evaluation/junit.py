"""A run as JUnit XML, which build servers show: a test case for each case, and one for each broken floor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree

from qa.evaluation.runs import Row, Run

__all__ = ["to_junit"]

SUITE = "pullquote"  # the name of a run without one, and the class of what is about the run as a whole
UNTAGGED = "untagged"
MESSAGE_CHARS = 300  # of the line that is shown in lists; the text holds all

# What is no character of XML 1.0, section 2.2, not even as an escape.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(run: Run, failures: Mapping[str, Sequence[str]], suite_failures: Sequence[str]) -> str:
    """The XML. `failures` are messages by the key of their case; `suite_failures` are about the whole run.

    A case whose system failed is an error, any other with messages a failure. Messages under a key that no
    row has are told as a failure of the run. Times are in seconds, the timestamp in UTC.

    Source: junit-10.xsd of Jenkins' xUnit plugin, and the stricter JUnit.xsd of Windy Road for Ant.
    """
    strays = {key: told for key, told in failures.items() if key not in {row.key for row in run.rows}}
    about_run = [*suite_failures, *(f"{key}: {one}" for key, told in strays.items() for one in told)]
    cases = [_case(row, failures.get(row.key, ())) for row in run.rows]
    cases += [_suite_case(place, message) for place, message in enumerate(about_run, start=1)]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": _seconds(run.seconds),
    }
    root = ElementTree.Element("testsuites")  # bare: one of the schemas allows it no attribute
    root.append(_suite(run, cases, counts))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(run: Run, cases: Sequence[ElementTree.Element], counts: Mapping[str, str]) -> ElementTree.Element:
    suite = ElementTree.Element(
        "testsuite",
        {
            "name": _one_line(run.name) or SUITE,
            **counts,
            "skipped": "0",
            **_timestamp(run.started),
            "hostname": "localhost",
            "package": SUITE,
            "id": "0",
        },
    )
    properties = ElementTree.SubElement(suite, "properties")
    about = {"version": run.version, "cases_file": run.cases_file, **run.system}
    for name, value in about.items():
        ElementTree.SubElement(
            properties, "property", {"name": _one_line(name) or "-", "value": _one_line(str(value))}
        )
    suite.extend(cases)
    ElementTree.SubElement(suite, "system-out")
    ElementTree.SubElement(suite, "system-err")
    return suite


def _case(row: Row, messages: Sequence[str]) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase",
        {
            "classname": next(iter(row.case.tags), UNTAGGED),
            "name": _one_line(row.key) or "-",
            "time": _seconds(row.latency_ms / 1000),
        },
    )
    if row.error is not None:
        _outcome(case, "error", "system failed", [row.error, *messages], row)
    elif messages:
        _outcome(case, "failure", "case failed", messages, row)
    return case


def _suite_case(place: int, message: str) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase", {"classname": SUITE, "name": f"the run as a whole, {place}", "time": "0.000"}
    )
    _outcome(case, "failure", "run failed", [message], None)
    return case


def _outcome(
    case: ElementTree.Element, tag: str, kind: str, messages: Sequence[str], row: Row | None
) -> None:
    first = _one_line(messages[0])
    more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
    outcome = ElementTree.SubElement(case, tag, {"type": kind, "message": first[:MESSAGE_CHARS] + more})
    asked = [f"Question: {row.case.question}"] if row is not None else []
    outcome.text = _legal("\n".join([*asked, *messages]))


def _timestamp(started: str) -> dict[str, str]:
    """When the run began, without its time zone, as the schema has it; nothing where that is not known."""
    try:
        moment = datetime.fromisoformat(started)
    except ValueError:
        return {}
    utc = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    return {"timestamp": utc.strftime("%Y-%m-%dT%H:%M:%S")}


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _one_line(text: str) -> str:
    return " ".join(_legal(text).split())


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
