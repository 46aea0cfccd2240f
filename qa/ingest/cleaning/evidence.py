"""What a text's own words tell about lost spaces in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qa.ingest.cleaning.vocabulary import Vocabulary

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """The vocabulary, the text's tokens, and how the text is known to have been damaged.

    `own` are the tokens of the text. `loose` says that it loses spaces throughout, as where line ends were
    dropped; `breaks_links` that it loses them around names, as where links were; `lossy` that it has lost one
    somewhere.
    """

    words: Vocabulary
    counts: Counter[str]
    own: frozenset[str]
    loose: bool = False
    breaks_links: bool = False
    lossy: bool = False
