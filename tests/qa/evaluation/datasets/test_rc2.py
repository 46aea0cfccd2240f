from pathlib import Path

import pytest

from qa.alignment import Span
from qa.errors import UnreadableSource
from qa.evaluation.datasets.rc2 import find_rc2, read_rc2
from tests.qa.evaluation.datasets.writing import conversation, write_rc2

STORY = "The screen is dim . The keys are fine ."


def test_a_turn_knows_its_answer_and_the_question_before(tmp_path: Path) -> None:
    entry = conversation(STORY, ("and the screen ?", "dim", 14), ("the keys ?", "fine", 33))
    (found,) = read_rc2(write_rc2(tmp_path / "dev.json", [entry]))
    assert [turn.answer for turn in found.turns] == [Span(14, 17), Span(33, 37)]
    assert [turn.previous for turn in found.turns] == [None, "and the screen ?"]


def test_an_unknown_answer_is_no_answer(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the price ?", None, -1))
    turn = read_rc2(write_rc2(tmp_path / "dev.json", [entry]))[0].turns[0]
    assert (turn.unknown, turn.answer) == (True, None)


def test_words_are_looked_for_where_the_offsets_are_off(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the keys ?", "keys are  fine.", 2))
    turn = read_rc2(write_rc2(tmp_path / "dev.json", [entry]))[0].turns[0]
    assert turn.answer == Span(24, 37)


def test_words_that_are_nowhere_are_neither_located_nor_unknown(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the fan ?", "loud", 2))
    turn = read_rc2(write_rc2(tmp_path / "dev.json", [entry]))[0].turns[0]
    assert (turn.unknown, turn.answer) == (False, None)


def test_a_missing_field_is_named_with_its_place(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the keys ?", "fine", 33))
    del entry["answers"][0]["span_text"]
    path = write_rc2(tmp_path / "dev.json", [entry])
    with pytest.raises(UnreadableSource, match=r"dev\.json, data\.0\.answers\.0\.span_text: Field required"):
        read_rc2(path)


def test_a_turn_without_an_answer_is_named(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the keys ?", "fine", 33))
    entry["answers"] = []
    path = write_rc2(tmp_path / "dev.json", [entry])
    with pytest.raises(UnreadableSource, match=r"dev\.json, data\.0: turn 1 has no answer"):
        read_rc2(path)


def test_broken_json_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_text('{"data": [\n{]}', "utf-8")
    with pytest.raises(UnreadableSource, match=r"dev\.json: Invalid JSON: .* line 2"):
        read_rc2(path)


def test_files_are_found_by_domain(tmp_path: Path) -> None:
    path = write_rc2(tmp_path / "laptop" / "dev.json", [conversation(STORY)])
    assert find_rc2(tmp_path, "dev") == find_rc2(path, "dev") == {"laptop": path}


def test_a_folder_without_the_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"neither test\.json nor"):
        find_rc2(tmp_path, "test")
