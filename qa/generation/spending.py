"""What the calls for one answer took."""

from __future__ import annotations

from collections.abc import Sequence

from qa.generation.budget import Reservation
from qa.ports import Message, Spent

__all__ = ["Spending", "estimated_tokens"]

CHARS_PER_TOKEN = 3  # of a model that is not known: too few characters, so that a reservation covers the call


def estimated_tokens(messages: Sequence[Message]) -> int:
    """About how many tokens a prompt has, rather too many than too few."""
    return sum(len(message.text) for message in messages) // CHARS_PER_TOKEN + 1


class Spending:
    """Adds up calls. What a call took is what the model tells, or else an estimate."""

    def __init__(self) -> None:
        self._requests = self._input = self._output = 0

    @property
    def usage(self) -> dict[str, int]:
        """In tokens of the model, with the number of requests."""
        return {
            "requests": self._requests,
            "input_tokens": self._input,
            "output_tokens": self._output,
            "total_tokens": self._input + self._output,
        }

    def settle(
        self, reservation: Reservation, told: Spent | None, messages: Sequence[Message], reply_chars: int
    ) -> None:
        """Count a call that has ended, however it did."""
        spent = told or Spent(estimated_tokens(messages), reply_chars // CHARS_PER_TOKEN)
        reservation.settle(spent.input_tokens + spent.output_tokens)
        self._requests += 1
        self._input += spent.input_tokens
        self._output += spent.output_tokens
