"""Whether a review's rating and its text plainly disagree."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["contradicts", "leaning"]

HIGH, LOW = 0.8, 0.4  # shares of a rating's scale: four of five stars and more, two and fewer
AGAINST, FOR = -0.45, 0.55  # leanings of a text that is nearly all complaint, or nearly all praise
FEWEST = 2  # opinions that make a leaning; one may be misread


def leaning(opinions: Sequence[float], polarities: Sequence[float]) -> float | None:
    """The mean polarity (-1..1) of a review's sentences, each weighed by its opinion (0..1).

    None where fewer than `FEWEST` sentences give an opinion: the caller passes only those that do.
    """
    if len(polarities) < FEWEST or not sum(opinions):
        return None
    weighed = sum(o * p for o, p in zip(opinions, polarities, strict=True))
    return weighed / sum(opinions)


def contradicts(share: float, leaning: float) -> bool:
    """Whether a rating, as a share (0..1) of its scale, says the contrary of what a text leans to."""
    return (share >= HIGH and leaning <= AGAINST) or (share <= LOW and leaning >= FOR)
