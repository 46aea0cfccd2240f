"""What a language model may cost: requests and tokens a minute and a day, reserved before they are spent."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Budget", "Limits", "Reservation"]

MINUTE_S, DAY_S = 60.0, 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds over any stretch of a minute or a day; None sets none."""

    requests_per_minute: int | None = None
    requests_per_day: int | None = None
    tokens_per_minute: int | None = None
    tokens_per_day: int | None = None


@dataclass(slots=True, eq=False)
class Reservation:
    """One request and the tokens that are held for it."""

    at: float
    tokens: int

    def settle(self, tokens: int) -> None:
        """Put what was really spent in the place of what was reserved."""
        self.tokens = max(0, tokens)


@dataclass(slots=True, eq=False)
class _Window:
    """What was reserved within a stretch of time, and its bounds."""

    length_s: float
    requests: int | None
    tokens: int | None
    held: deque[Reservation] = field(default_factory=deque)

    def allows(self, now: float, tokens: int) -> bool:
        if self.requests is None and self.tokens is None:
            return True
        while self.held and self.held[0].at <= now - self.length_s:
            self.held.popleft()
        fits = self.requests is None or len(self.held) < self.requests
        return fits and (self.tokens is None or sum(one.tokens for one in self.held) + tokens <= self.tokens)

    def hold(self, reservation: Reservation) -> None:
        if self.requests is not None or self.tokens is not None:
            self.held.append(reservation)


class Budget:
    """Grants requests within limits, exactly: what is reserved counts until it is settled.

    Counts are kept in memory and begin anew with the process. To be used from one thread.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._windows = (
            _Window(MINUTE_S, limits.requests_per_minute, limits.tokens_per_minute),
            _Window(DAY_S, limits.requests_per_day, limits.tokens_per_day),
        )

    def reserve(self, tokens: int) -> Reservation | None:
        """Hold one request of so many tokens, at once; None where any bound would be broken."""
        now = self._clock()
        if not all(window.allows(now, tokens) for window in self._windows):
            return None
        reservation = Reservation(now, tokens)
        for window in self._windows:
            window.hold(reservation)
        return reservation
