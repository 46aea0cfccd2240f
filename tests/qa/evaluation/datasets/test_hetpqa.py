from pathlib import Path

import pytest

from qa.errors import UnreadableSource
from qa.evaluation.datasets.hetpqa import find_hetpqa, full_label, read_hetpqa
from tests.qa.evaluation.datasets.writing import candidate, write_hetpqa


def test_candidates_are_gathered_by_question(tmp_path: Path) -> None:
    rows = [
        candidate("7", "Does it float?", "It sinks.", 1),
        candidate("8", "Is it red?", "color: red", 1, "attribute"),
        candidate("7", "Does it float?", "Made of cork.", 0, "bullet"),
    ]
    questions = read_hetpqa(write_hetpqa(tmp_path / "dev.csv", rows))
    assert [question.text for question in questions] == ["Does it float?", "Is it red?"]
    assert [c.source for c in questions[0].candidates] == ["review", "bullet"]


def test_commas_part_cells_as_well_as_tabs(tmp_path: Path) -> None:
    path = tmp_path / "dev.csv"
    path.write_text('qid,question,candidate,label,source\n1,Why?,"So, because",2,review\n', "utf-8")
    assert read_hetpqa(path)[0].candidates[0].text == "So, because"


@pytest.mark.parametrize(("labels", "full"), [((0, 1), 1), ((0, 1, 2), 2), ((0,), 1)])
def test_a_full_answer_has_the_best_grade_that_is_given(
    tmp_path: Path, labels: tuple[int, ...], full: int
) -> None:
    rows = [candidate("1", "Why?", f"Because {label}.", label) for label in labels]
    assert full_label(read_hetpqa(write_hetpqa(tmp_path / "dev.csv", rows))) == full


def test_a_label_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    rows = [candidate("1", "Why?", "Because.", 1), candidate("1", "Why?", "Well.", 7)]
    path = write_hetpqa(tmp_path / "dev.csv", rows)
    with pytest.raises(UnreadableSource, match=r"dev\.csv, line 3: the label is '7', not 0, 1 or 2"):
        read_hetpqa(path)


@pytest.mark.parametrize("name", ["dev.csv", "hetPQA_evidence_ranking_dev.csv", "ePQA/dev.csv"])
def test_the_file_of_a_split_is_found_in_a_folder(tmp_path: Path, name: str) -> None:
    path = write_hetpqa(tmp_path / name, [candidate("1", "Why?", "Because.", 1)])
    assert find_hetpqa(tmp_path, "dev") == find_hetpqa(path, "dev") == path


def test_a_folder_without_the_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no test file of evidence ranking"):
        find_hetpqa(tmp_path, "test")
