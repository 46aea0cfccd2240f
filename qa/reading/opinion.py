"""What a sentence says: opinion or not, for or against.

Two small readings, trained by `scripts/train-opinion-probe` and described in `OPINION.md`. Each adds up the
weights of a sentence's words and word pairs, and, where the vectors are the bundled embedding model's, reads
the vector beside that sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.models import Vectors
from qa.ports import OpinionReader
from qa.reading.negation import settled_polarity

__all__ = [
    "WEIGHTS_FILE",
    "ProbeReader",
    "ProbeWeights",
    "load_weights",
    "open_opinion_reader",
    "sentence_terms",
]

WEIGHTS_FILE = Path(__file__).with_name("opinion.npz")

MAX_WORDS = 300  # of a sentence; what runs on longer is a list or a splitting error, and reads no clearer
NEGATION_REACH = 3  # words after a negator that it turns round, unless punctuation comes first

_PIECE = re.compile(r"[a-z]+(?:'[a-z]+)*|[.,;:!?()]")
_PUNCTUATION = frozenset(".,;:!?()")
# fmt: off
_NEGATORS = frozenset((
    "not", "no", "never", "none", "nothing", "neither", "nor", "without", "hardly", "barely", "scarcely",
    "rarely", "lack", "lacks", "lacked", "lacking", "cannot", "aint", "arent", "cant", "couldnt",
    "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "shouldnt", "wasnt", "werent", "wont",
    "wouldnt",
))
# fmt: on

Readings = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProbeWeights:
    """Everything the readings need.

    `terms` maps a term to its row of `term_weights` (t, 2), whose columns are opinion and polarity.
    From vectors (n, d) and a column of text scores, side by side as (n, d + 1): polarity is linear, and
    opinion goes through one hidden layer of h rectified units, since what marks an opinion differs between
    film criticism and product reviews. `alone_weights` and `alone_bias` (2,) read the text scores alone.
    """

    terms: Mapping[str, int]
    term_weights: Readings
    opinion_hidden: Readings
    opinion_hidden_bias: Readings
    opinion_output: Readings
    opinion_bias: Readings
    polarity_weights: Readings
    polarity_bias: Readings
    alone_weights: Readings
    alone_bias: Readings


class ProbeReader:
    """The port `qa.ports.OpinionReader`. Without state, so safe to share between threads."""

    def __init__(self, weights: ProbeWeights, *, uses_vectors: bool) -> None:
        self._weights = weights
        self._uses_vectors = uses_vectors

    def read(self, texts: Sequence[str], vectors: Vectors) -> tuple[Readings, Readings]:
        """Opinion (n,), the probability in 0..1, and polarity (n,) in -1..1, twice P(for) less one.

        Polarity means little where opinion is low. Set phrases that say the contrary of their words count as
        what they mean.

        Raises: ValueError when vectors are used and are not of the bundled model's shape (n, d).
        """
        logits = self._logits(text_scores(texts, self._weights), vectors)
        probabilities = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        opinion = probabilities[:, 0].astype(np.float32)
        polarity = (2 * probabilities[:, 1] - 1).astype(np.float32)
        for row, text in enumerate(texts):
            polarity[row] = settled_polarity(text, float(polarity[row]))
        return opinion, polarity

    def _logits(self, scores: Readings, vectors: Vectors) -> Readings:
        weights = self._weights
        if not self._uses_vectors:
            return scores * weights.alone_weights + weights.alone_bias
        expected = (len(scores), len(weights.polarity_weights) - 1)
        if vectors.shape != expected:
            raise ValueError(f"Vectors of shape {expected} are needed, not {vectors.shape}.")
        opinion = np.column_stack([vectors, scores[:, 0]]) @ weights.opinion_hidden
        opinion = np.maximum(opinion + weights.opinion_hidden_bias, 0) @ weights.opinion_output
        polarity = np.column_stack([vectors, scores[:, 1]]) @ weights.polarity_weights
        return np.column_stack([opinion + weights.opinion_bias, polarity + weights.polarity_bias])


def open_opinion_reader(*, uses_bundled_vectors: bool) -> OpinionReader:
    """The reader, its weights read once a process.

    Set `uses_bundled_vectors` when, and only when, the vectors it will be given are the bundled embedding
    model's; otherwise it reads the text alone, less well.
    """
    return ProbeReader(load_weights(WEIGHTS_FILE), uses_vectors=uses_bundled_vectors)


@cache
def load_weights(path: Path) -> ProbeWeights:
    """The weights that the training script wrote to `path`."""
    with np.load(path, allow_pickle=False) as file:
        names = file["terms"].tobytes().decode("utf-8").split("\n")
        arrays = {name: file[name].astype(np.float32) for name in file.files if name != "terms"}
    return ProbeWeights(terms={name: row for row, name in enumerate(names)}, **arrays)


def text_scores(texts: Sequence[str], weights: ProbeWeights) -> Readings:
    """The summed weights (n, 2) of each text's known terms, over the root of their number.

    The root keeps a long sentence from being surer than a short one for its length alone.
    """
    scores = np.zeros((len(texts), 2), dtype=np.float32)
    lookup = weights.terms.get
    for row, text in enumerate(texts):
        known = [index for index in map(lookup, sentence_terms(text)) if index is not None]
        if known:
            scores[row] = weights.term_weights[known].sum(axis=0) / len(known) ** 0.5
    return scores


def sentence_terms(text: str) -> set[str]:
    """The words of a text, its pairs of neighbouring words, and `!` and `?`, in lower case.

    A word that a negator turns round begins with `~`. No pair reaches across punctuation.
    """
    terms: set[str] = set()
    before, negated = "", 0
    for piece in _PIECE.findall(text.lower().replace("\u2019", "'"))[:MAX_WORDS]:
        if piece in _PUNCTUATION:
            before, negated = "", 0
            if piece in "!?":
                terms.add(piece)
            continue
        terms.add("~" + piece if negated > 0 else piece)
        if before:
            terms.add(f"{before} {piece}")
        before, negated = piece, negated - 1
        if piece in _NEGATORS or piece.endswith("n't"):
            negated = NEGATION_REACH
    return terms
