"""Sentences that say whether the thing is worth it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.evaluation.drafting.material import Material
from qa.evaluation.drafting.mentions import Mention

__all__ = ["verdicts_in"]

CLOSING = 0.6  # share of a review behind which verdicts are passed

_WORTH = (
    r"\bworth (?:it|every|seeing|reading|buying|playing|watching|a (?:visit|read|watch)|"
    r"the (?:ticket|price|money|wait|trip|effort|time))\b"
)
_AGAIN = (
    r"(?:\b(?:would|will|won't|wouldn't|can't wait to|never|wd)|'d) [^.,;]{0,20}?"
    r"\b(?:go|come|be|return|visit|stay|buy|play|read|watch|see|start|eat|order|book|use)\b"
    r"[^.,;]{0,20}?\b(?:back|again)\b"
)
_STARS = (
    r"^(?:\w+ )?(?:\d|one|two|three|four|five)(?: and a half)? stars\b|\b\d+(?:\.\d)?/(?:5|10)\b|"
    r"\bgive it an? \d"
)
_ADVICE = (
    r"\brecommend\w*|\bverdict\b|\bmasterpiece\b|\boverall\b|\bmust-(?:see|read|buy)\b|"
    r"^(?:go and |go )?see it\b|"
    r"\b(?:best|worst) (?:film|movie|book|game|hotel|restaurant|meal)s?\b|\bavoid (?:this|it|at)\b|"
    r"\b(?:don't|do not|not) (?:bother|waste your|buy (?:it|this))|\b(?:returning|sent) (?:it|them)\b"
)
_VERDICT = re.compile("|".join((_WORTH, _AGAIN, _STARS, _ADVICE)))
_NO_VERDICT = re.compile(
    r"\bfor what it's worth\b|(?<!\?)\?\s*$|\blast year i\b|\brecommended (?:by|to us|seller)\b"
)


def verdicts_in(material: Material) -> Iterator[Mention]:
    """Each sentence that passes a verdict; those near the end of their review are the clearer."""
    last = {sentence.review_id: sentence.start for sentence in material.sentences}
    for sentence in material.sentences:
        folded = sentence.text.casefold().replace("\u2019", "'")
        if _VERDICT.search(folded) and not _NO_VERDICT.search(folded) and len(folded.split()) > 1:
            closing = sentence.start >= CLOSING * last[sentence.review_id]
            yield Mention(
                review_id=sentence.review_id,
                start=sentence.start,
                end=sentence.end,
                quote=sentence.text,
                side=None,
                opinion=sentence.opinion,
                clearness=sentence.opinion + closing,
            )
