import json
import logging
import multiprocessing
from pathlib import Path

import pytest

from qa.evaluation.judging.cache import JudgeCache


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_reply_is_found_again(tmp_path: Path) -> None:
    JudgeCache(tmp_path).put("judge", "Well?", "Yes.")
    assert JudgeCache(tmp_path).get("judge", "Well?") == "Yes."


def test_another_judge_or_prompt_finds_nothing(tmp_path: Path) -> None:
    cache = JudgeCache(tmp_path)
    cache.put("judge", "Well?", "Yes.")
    assert cache.get("other", "Well?") is None
    assert cache.get("judge", "Well? ") is None


def test_opening_a_cache_makes_no_folder(tmp_path: Path) -> None:
    assert JudgeCache(tmp_path / "replies").get("judge", "Well?") is None
    assert not (tmp_path / "replies").exists()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"judge": "judge", "pro',
        b"\xff\xfe",
        b"[]",
        b'{"judge": "judge", "prompt": "Well?", "reply": 1}',
        b'{"judge": "judge", "prompt": "Another?", "reply": "No."}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_entry_counts_as_not_there_and_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    cache = JudgeCache(tmp_path)
    cache.put("judge", "Well?", "Yes.")
    _files(tmp_path)[0].write_bytes(damage)
    assert cache.get("judge", "Well?") is None
    cache.put("judge", "Well?", "Yes, again.")
    assert cache.get("judge", "Well?") == "Yes, again."


def test_half_a_character_in_a_reply_comes_back(tmp_path: Path) -> None:
    cache = JudgeCache(tmp_path)
    cache.put("judge", "Well \ud83d?", "Yes \ud83d.")
    assert cache.get("judge", "Well \ud83d?") == "Yes \ud83d."


def test_nothing_unfinished_is_left(tmp_path: Path) -> None:
    JudgeCache(tmp_path).put("judge", "Well?", "Yes.")
    assert [path.suffix for path in _files(tmp_path)] == [".json"]


def test_a_folder_that_cannot_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "replies").write_text("a file where a folder should be")
    cache = JudgeCache(tmp_path / "replies")
    with caplog.at_level(logging.WARNING):
        cache.put("judge", "Well?", "Yes.")
        cache.put("judge", "Really?", "Yes.")
    assert [record.getMessage()[:41] for record in caplog.records] == [
        "The replies of the judge cannot be kept i"
    ]
    assert cache.get("judge", "Well?") is None


def _fill(folder: str, writer: int) -> None:
    cache = JudgeCache(Path(folder))
    for round_ in range(20):
        for prompt in range(10):
            cache.put("judge", f"prompt {prompt}", f"{writer} in round {round_} " * 200)
            found = cache.get("judge", f"prompt {prompt}")
            assert found is not None and len(set(found.split(" in round")[0])) == 1


def test_processes_that_write_the_same_entries_never_see_half_of_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_fill, args=(str(tmp_path), n)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert len(_files(tmp_path)) == 10
    assert all(json.loads(path.read_text())["judge"] == "judge" for path in _files(tmp_path))
