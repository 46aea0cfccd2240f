from pathlib import Path

from qa.evaluation.datasets.subjqa import read_subjqa
from qa.evaluation.datasets.subjqa_labels import AggregatedQuery, aggregated_queries
from tests.qa.evaluation.datasets.writing import annotation, write_subjqa

LID = "How is the lid?"


def queries(tmp_path: Path, *rows: dict[str, str]) -> list[AggregatedQuery]:
    return list(aggregated_queries(read_subjqa(write_subjqa(tmp_path / "a.csv", rows))))


def test_the_first_annotator_decides_whether_there_is_an_answer(tmp_path: Path) -> None:
    found = queries(
        tmp_path,
        annotation(LID, "The lid is loose."),
        annotation(LID, "The lid is loose.", "loose"),
    )
    assert [query.answers for query in found] == [()]


def test_answers_of_all_annotators_count_once_the_first_has_one(tmp_path: Path) -> None:
    found = queries(
        tmp_path,
        annotation(LID, "The lid is loose.", " loose "),
        annotation(LID, "The lid is loose."),
        annotation(LID, "The lid is loose.", "is loose"),
    )
    assert [query.answers for query in found] == [("loose", "is loose")]


def test_the_same_words_about_the_same_item_are_one_query(tmp_path: Path) -> None:
    found = queries(
        tmp_path,
        annotation(LID, "The lid is loose.", "loose"),
        annotation(LID, "It has no lid."),
        annotation(LID, "The lid sticks.", "sticks"),
        annotation(LID, "The lid is glass.", "glass", item="pan"),
    )
    assert [(query.item_id, query.answers) for query in found] == [
        ("kettle", ("loose", "sticks")),
        ("pan", ("glass",)),
    ]
