from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest

from qa.evaluation.report import render_matrix, render_report
from qa.evaluation.runs import MetricInfo

HOSTILE = '</script><img src=x onerror="window.broken=1"><!--<script> {{script}} \u2028\u2029 &amp;'
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
TITLE = re.compile("<title>.*?</title>", re.DOTALL)
NAMESPACE = "http://www.w3.org/2000/svg"


def data_of(page: str) -> Any:
    found = DATA.search(page)
    assert found
    return json.loads(found[1])


@pytest.fixture
def page(make_row: Any, make_run: Any) -> str:
    row = make_row(HOSTILE, HOSTILE, case={"question": HOSTILE, "note": HOSTILE}, scores={HOSTILE: 0.5})
    info = MetricInfo(name=HOSTILE, about=HOSTILE)
    run = make_run(row, name=HOSTILE, system={HOSTILE: HOSTILE}, reviews={"r": HOSTILE}, metrics=(info,))
    return render_report(run, baseline=run)


def test_the_data_parses_back_to_what_it_was(page: str) -> None:
    data = data_of(page)
    assert data["run"]["name"] == HOSTILE
    assert data["rows"][0]["question"] == HOSTILE
    assert data["reviews"]["r"]["text"] == HOSTILE


def test_hostile_text_ends_no_script_and_opens_no_element(page: str) -> None:
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "\u2028" not in page.partition("<script")[2]


def test_nothing_in_the_data_is_taken_for_a_slot(page: str) -> None:
    assert page.count("drawReport();") == 1


def test_the_page_asks_nobody_for_anything(page: str) -> None:
    bare = TITLE.sub("", DATA.sub("", page)).replace(NAMESPACE, "")
    assert not re.search(
        r"https?://|//cdn|@import|url\(|\bsrc=|fetch\(|XMLHttpRequest|WebSocket|import\(", bare
    )


def test_the_policy_forbids_all_but_what_is_inline(page: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:" in page


def test_a_lone_surrogate_does_not_spoil_the_file(make_run: Any) -> None:
    page = render_report(make_run(system={"odd": "half \ud83d"}))
    page.encode("utf-8")
    assert data_of(page)["run"]["system"] == [["odd", "half \ud83d"]]


def test_a_matrix_is_as_safe(make_run: Any) -> None:
    page = render_matrix([make_run(name=HOSTILE, system={"error": HOSTILE})], metric=HOSTILE)
    assert page.count("</script>") == 2
    assert data_of(page)["cells"][0]["failed"] == HOSTILE


def static_parts() -> list[Any]:
    return [
        part
        for part in files("qa.evaluation.report").iterdir()
        if part.name.endswith((".js", ".css", ".html"))
    ]


@pytest.mark.parametrize("part", static_parts(), ids=lambda part: part.name)
def test_no_static_part_is_too_long_to_hold_in_mind(part: Any) -> None:
    assert len(part.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("part", static_parts(), ids=lambda part: part.name)
def test_scripts_make_no_html_of_text(part: Any) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
        part.read_text("utf-8"),
    )


@pytest.mark.parametrize("part", static_parts(), ids=lambda part: part.name)
def test_every_script_and_style_is_in_a_page(part: Any, make_run: Any) -> None:
    pages = render_report(make_run()) + render_matrix([make_run()], metric="m")
    assert part.name == "report.html" or part.read_text("utf-8") in pages
