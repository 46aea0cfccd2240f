from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from api.cli.case_choosing import LEGEND, NO_EVIDENCE, Keys, choose
from api.cli.exit_codes import ExitCode
from qa.evaluation.case_files import load_cases
from qa.evaluation.cases import Case
from qa.evaluation.drafting.choosing import Choosing
from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.proposals import Proposal
from qa.evaluation.reviews import ReviewText

REPOSITORY = Path(__file__).parents[3]
TIMEOUT_S = 30.0


def questions(path: Path) -> list[str]:
    return [case.question for case in load_cases(path).cases]


class Script:
    """Keys and lines pressed in order; after the last, Ctrl-C."""

    def __init__(self, *pressed: str) -> None:
        self._left = list(pressed)
        self.began_with: list[str] = []

    def key(self) -> str:
        if not self._left:
            raise KeyboardInterrupt
        return self._left.pop(0)

    def line(self, prompt: str, text: str) -> str:
        self.began_with.append(text)
        return self.key()


def _proposals(*questions: str) -> list[Proposal]:
    made = []
    for question in questions:
        case = Case.model_validate(
            {
                "id": question,
                "question": question,
                "evidence": [{"quote": "drags", "review": "r1"}, "It [b]x"],
            }
        )
        made.append(Proposal(case=case, sort="like", aspect="", worth=1.0))
    return made


def gone_through(*pressed: str) -> tuple[Choosing, bool, str]:
    """What came of pressing keys: the choices, whether it was interrupted, and what was shown."""
    review = ReviewText(id="r1", text="The ending drags \x1b on.", author="Ana", rating=2, rating_scale=5)
    material = Material(item_id="film", title=None, reviews={"r1": review}, sentences=())
    shown = io.StringIO()
    console = Console(file=shown, width=200, highlight=False, markup=False, emoji=False)
    choosing, script = Choosing(_proposals("A?", "B?", "C?")), Script(*pressed)
    interrupted = choose(console, choosing, material, Keys(key=script.key, line=script.line))
    return choosing, interrupted, shown.getvalue()


@pytest.mark.parametrize(
    ("pressed", "kept", "interrupted"),
    [
        (["\r", "a", "r", "\r"], ["A?", "B?"], False),
        (["\r", "a", "r", "q"], ["A?", "B?"], False),
        (["\r", "a", "r"], ["A?", "B?"], True),
        (["a", "q"], ["A?"], False),
        (["a", "a"], ["A?", "B?"], True),
        (["a", "r", "u", "a", "a", "a"], ["A?", "B?", "C?"], False),
        (["a", "a", "a", "u", "r", "a"], ["A?", "B?"], False),
        (["a", "a", "a", "x", "a"], ["A?", "B?", "C?"], False),
        (["e", "New?", "u", "a", "q"], ["A?"], False),
        (["1", "2", "r", "u", "a", "q"], ["A?"], False),
        (["e", "New?", "a", "q"], ["New?"], False),
        (["e", "", "a", "q"], ["A?"], False),
        (["x", "7", "a", "q"], ["A?"], False),
        (["u", "a", "q"], ["A?"], False),
    ],
)
def test_keys_decide(pressed: list[str], kept: list[str], interrupted: bool) -> None:
    choosing, told, _ = gone_through(*pressed)
    assert ([case.question for case in choosing.kept], told) == (kept, interrupted)


def test_evidence_is_dropped_and_answerability_toggled() -> None:
    choosing, _, shown = gone_through("1", "a", "t", "a", "q")
    assert [point.written() for point in choosing.kept[0].evidence] == ["It [b]x"]
    assert not choosing.kept[1].answerable
    assert "not answerable: the reviews do not say" in shown


def test_undo_takes_back_whatever_was_done_last_and_tells_it() -> None:
    choosing, _, shown = gone_through("1", "t", "u", "u", "a", "1", "u", "u", "a", "q")
    assert [len(case.evidence) for case in choosing.kept] == [2]
    told = [line for line in shown.splitlines() if line.startswith("Taken back")]
    assert told == [
        "Taken back: whether the reviews answer it is as it was.",
        "Taken back: the evidence is there again.",
        "Taken back: the evidence is there again.",
        "Taken back: this one is not kept yet.",
    ]


def test_where_nothing_was_done_undo_says_so() -> None:
    _, _, shown = gone_through("u", "q")
    assert "There is nothing to undo." in shown
    _, _, shown = gone_through("1", "u", "q")
    assert "There is nothing to undo." not in shown


def test_when_the_last_evidence_goes_it_is_told_what_can_be_done() -> None:
    _, _, shown = gone_through("1", "q")
    assert NO_EVIDENCE not in shown
    _, _, shown = gone_through("1", "1", "q")
    assert shown.count(NO_EVIDENCE) == 1
    _, _, shown = gone_through("1", "1", "t", "q")
    assert NO_EVIDENCE not in shown.rpartition("case 1 of 3")[2]


def test_enter_does_not_keep_a_case_without_evidence() -> None:
    choosing, _, shown = gone_through("1", "1", "\r", "q")
    assert choosing.kept == []
    assert shown.count(NO_EVIDENCE) == 2
    choosing, _, _ = gone_through("1", "1", "\r", "t", "\r", "q")
    assert [case.answerable for case in choosing.kept] == [False]


def test_after_the_last_case_one_may_still_undo_before_all_is_saved() -> None:
    _, _, shown = gone_through("a", "a", "r", "a")
    assert "That was the last case; 2 of 3 kept.\nenter save · u undo" in shown


def test_a_case_is_shown_with_its_evidence_in_context_and_how_far_one_is() -> None:
    _, _, shown = gone_through("a", "q")
    assert "case 1 of 3, 0 kept" in shown
    assert "case 2 of 3, 1 kept" in shown
    assert "  1 The ending drags \N{REPLACEMENT CHARACTER} on." in shown
    assert "Ana · 2/5 · review r1" in shown
    assert "  2 It [b]x" in shown
    assert LEGEND in shown
    assert "\x1b" not in shown


def test_a_question_that_is_none_is_told_and_asked_again() -> None:
    choosing, _, shown = gone_through("e", "x" * 3_000, "a", "q")
    assert [case.question for case in choosing.kept] == ["A?"]
    assert "That is no case" in shown


PROGRAM = """
import asyncio, json, sys
sys.path.insert(0, {repository!r})
from api.cli import main
from api.cli.session import Session
from qa.ingest.drafts import ReviewDraft
from tests.api.cli.reading import REVIEWS, ReadingService
from tests.api.fakes import FakeRuntime

service = ReadingService()
asyncio.run(service.add_reviews([ReviewDraft(**row) for row in REVIEWS]))
main(sys.argv[1:], Session(open_runtime=FakeRuntime(service=service).open))
"""


class Terminal:
    """A process behind a pseudo-terminal, read and typed into as a person does."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self._descriptor = descriptor
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read until `text` is shown after what was shown before. Raises: AssertionError when it is not."""
        begun, from_here = time.monotonic(), len(self.shown)
        while text not in self.shown[from_here:]:
            assert time.monotonic() - begun < TIMEOUT_S, self.shown
            if not self._read():
                raise AssertionError(self.shown)

    def press(self, keys: str) -> None:
        time.sleep(0.3)  # until the terminal is raw; what is typed before is thrown away, as for a person
        os.write(self._descriptor, keys.encode())

    def ended(self) -> int:
        while self._read():
            pass
        return self.process.wait(TIMEOUT_S)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], TIMEOUT_S)
        if not ready:
            return False
        try:
            data = os.read(self._descriptor, 65_536)
        except OSError:  # how Linux tells that the other side is closed
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def terminal(*arguments: object, folder: Path) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    environment: dict[str, Any] = {**os.environ, "TERM": "xterm", "COLUMNS": "300", "NO_COLOR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(repository=str(REPOSITORY)), *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_in_a_terminal_cases_are_chosen_edited_and_saved(tmp_path: Path) -> None:
    with terminal("cases", "draft", "inn", folder=tmp_path) as shown:
        shown.wait_for("save and quit")
        shown.press("e")
        shown.wait_for("Question: ")
        shown.press("\x15What of it all?\r")  # Ctrl-U clears the line
        shown.wait_for("save and quit")
        shown.press("\r")
        shown.wait_for("case 2 of")

        shown.press("r")
        shown.wait_for("case 3 of")
        shown.press("q")
        code = shown.ended()
    assert code == 0, shown.shown
    assert "2 kept" not in shown.shown
    assert questions(tmp_path / "cases.yaml") == ["What of it all?"]
    assert "Run them: pullquote eval cases.yaml" in shown.shown


def test_ctrl_c_in_a_terminal_saves_what_was_kept(tmp_path: Path) -> None:
    with terminal("cases", "draft", "inn", "-o", "own.yaml", folder=tmp_path) as shown:
        shown.wait_for("case 1 of")
        shown.press("a")
        shown.wait_for("case 2 of")
        shown.press("\x03")
        code = shown.ended()
    assert code == ExitCode.INTERRUPTED
    assert len(questions(tmp_path / "own.yaml")) == 1
    assert "Wrote 1 case to own.yaml" in shown.shown
    assert "Traceback" not in shown.shown


def test_keeping_nothing_in_a_terminal_writes_no_file(tmp_path: Path) -> None:
    with terminal("cases", "draft", "inn", folder=tmp_path) as shown:
        shown.wait_for("case 1 of")
        shown.press("q")
        assert shown.ended() == 0
    assert "Nothing was kept, and no file was written." in shown.shown
    assert not (tmp_path / "cases.yaml").exists()
