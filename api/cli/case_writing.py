"""A language model that proposes cases, opened by name; a draft is made without it where it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from api.cli.console import notices, plain
from qa.errors import JudgeFailed

if TYPE_CHECKING:
    from api.settings import Settings
    from qa.evaluation.drafting.material import Material
    from qa.evaluation.drafting.proposals import Proposal

__all__ = ["open_writer"]


def open_writer(settings: Settings, model: str) -> Callable[[Material, int], Sequence[Proposal]]:
    """What proposes cases from material, as many as are wanted. Raises: ConfigurationError."""
    from qa.evaluation.drafting.writers import ModelQuestionWriter
    from qa.evaluation.judging import open_judge

    url = settings.llm_base_url.get_secret_value() if settings.llm_base_url else None
    opened = ModelQuestionWriter(open_judge(model, base_url=url))

    def write(material: Material, wanted: int) -> Sequence[Proposal]:
        notices().print(plain(f"Asking {model} for questions."))
        try:
            proposed = opened.write(material, wanted=wanted)
        except JudgeFailed as error:
            notices().print(f"Drafting without it. {plain(error.message)}")
            return ()
        notices().print(f"It proposed {len(proposed)} that the reviews bear out.")
        return proposed

    return write
