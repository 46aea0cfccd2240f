"""Questions that somebody might well ask of such a thing, and that its reviews do not answer."""

from __future__ import annotations

from qa.evaluation.drafting.kinds import Kind, Missing, kind_of
from qa.evaluation.drafting.material import Material
from qa.words import stem, words

__all__ = ["absent_questions", "sought_subjects"]

CLOSE = 0.52  # closeness of a sentence from which it may be about the subject in other words


def sought_subjects(material: Material) -> list[str]:
    """Subjects of its kind that no review has a word of; whether one comes close must still be looked for."""
    return [missing.subject for missing in _unspoken(material, _kind(material))]


def absent_questions(material: Material) -> list[Missing]:
    """Questions on which the reviews are silent by their words and by their meaning, farthest first."""
    silent = [
        missing
        for missing in _unspoken(material, _kind(material))
        if material.closeness.get(missing.subject, CLOSE) < CLOSE
    ]
    return sorted(silent, key=lambda missing: (material.closeness[missing.subject], missing.subject))


def _kind(material: Material) -> Kind:
    return kind_of(review.text for review in material.reviews.values())


def _unspoken(material: Material, kind: Kind) -> list[Missing]:
    told = {word for review in material.reviews.values() for word in words(review.text)}
    roots = set(map(stem, told))
    return [
        missing
        for missing in kind.missing
        if missing.told_by.isdisjoint(told) and roots.isdisjoint(map(stem, missing.told_by))
    ]
