from pathlib import Path

import pytest

from qa.evaluation.datasets.protocols.story_sentences import rank_stories
from qa.evaluation.datasets.rankers import Bm25Ranker
from qa.evaluation.datasets.rc2 import read_rc2
from tests.qa.evaluation.datasets.writing import conversation, write_rc2

STORY = "The screen is dim. The keys are fine. It was cheap."


def test_the_question_before_helps_a_turn_that_names_nothing(tmp_path: Path) -> None:
    entry = conversation(STORY, ("how are the keys ?", "fine", 32), ("really ?", "fine", 32))
    found = rank_stories(read_rc2(write_rc2(tmp_path / "dev.json", [entry])), Bm25Ranker())
    assert found.alone is not None
    assert found.with_previous is not None
    # Without a shared word all three sentences tie.
    assert found.alone.recall[1] == pytest.approx((1 + 1 / 3) / 2)
    assert found.with_previous.recall[1] == 1.0
    assert found.alone.chance[1] == pytest.approx(1 / 3)


def test_turns_without_an_answer_are_counted_and_not_ranked(tmp_path: Path) -> None:
    entry = conversation(
        STORY, ("how are the keys ?", "fine", 32), ("the fan ?", None, -1), ("the hinge ?", "creaks", 0)
    )
    found = rank_stories(read_rc2(write_rc2(tmp_path / "dev.json", [entry])), Bm25Ranker())
    assert (found.conversations, found.turns, found.unknown, found.unlocated) == (1, 3, 1, 1)
    assert found.alone is not None
    assert found.alone.questions == 1


def test_a_story_is_ranked_by_its_own_sentences(tmp_path: Path) -> None:
    entries = [
        conversation("Keys, keys and keys."),
        conversation(STORY, ("how are the keys ?", "fine", 32)),
    ]
    found = rank_stories(read_rc2(write_rc2(tmp_path / "dev.json", entries)), Bm25Ranker())
    assert found.alone is not None
    assert found.alone.recall[1] == 1.0


def test_nothing_to_find_is_none(tmp_path: Path) -> None:
    entry = conversation(STORY, ("the fan ?", None, -1))
    found = rank_stories(read_rc2(write_rc2(tmp_path / "dev.json", [entry])), Bm25Ranker())
    assert (found.alone, found.with_previous) == (None, None)
