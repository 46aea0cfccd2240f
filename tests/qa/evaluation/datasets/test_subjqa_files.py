from pathlib import Path

import pytest

from qa.errors import UnreadableSource
from qa.evaluation.datasets.subjqa_files import find_domains, find_splits, split_named


@pytest.mark.parametrize(
    "name",
    [
        "movies.test.csv",
        "movies/test.csv",
        "movies/splits/test.csv",
        "SubjQA/movies/splits/test.csv",
        "SubjQA-master/SubjQA/movies/splits/test.csv",
    ],
)
def test_files_are_found_in_every_layout(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert find_splits(tmp_path, "movies") == {"test": path}
    assert find_domains(tmp_path, "test") == ("movies",)


def test_validation_is_another_name_of_dev(tmp_path: Path) -> None:
    (tmp_path / "books.validation.csv").touch()
    assert find_domains(tmp_path, "dev") == find_domains(tmp_path, "validation") == ("books",)


def test_a_folder_without_the_split_says_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "books.dev.csv").touch()
    with pytest.raises(UnreadableSource, match=r"no test file of SubjQA: neither <domain>\.test\.csv"):
        find_domains(tmp_path, "test")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.dev.csv"
    path.touch()
    with pytest.raises(UnreadableSource, match="is not a folder"):
        find_domains(path, "dev")


def test_a_split_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="no split final; it has train, dev, test"):
        split_named("final")
