"""Scores that a language model gives: optional, kept apart from the others, and asked for only once."""

from __future__ import annotations

from qa.evaluation.judging.apply import judge_run
from qa.evaluation.judging.cache import JudgeCache
from qa.evaluation.judging.chat_judge import open_judge
from qa.evaluation.judging.judge import Judge, judged_metrics

__all__ = ["Judge", "JudgeCache", "judge_run", "judged_metrics", "open_judge"]
