from collections.abc import Sequence

import numpy as np
import pytest

from qa.errors import InputError
from qa.evaluation.datasets.analyzers import STANDARD
from qa.evaluation.datasets.rankers import RANKERS, Bm25Ranker, ranker_named
from qa.retrieval.fusion import LEXICAL_WEIGHT
from qa.retrieval.ranking import RELEVANCE_WEIGHT
from tests.qa.conftest import BagOfWords

UNITS = ["It boils. The lid sticks.", "A heavy thing.", "It leaks."]


@pytest.mark.parametrize("name", RANKERS)
def test_every_ranker_puts_the_unit_with_the_asked_words_first(name: str, embedder: BagOfWords) -> None:
    ranker = ranker_named(name, embedder)
    scores = ranker.over(UNITS).scores("Does the lid stick?", np.array([2, 1, 0]))
    assert ranker.name == name
    assert int(np.argmax(scores)) == 2


def test_only_the_units_asked_for_are_scored(embedder: BagOfWords) -> None:
    assert len(ranker_named("pullquote", embedder).over(UNITS).scores("lid?", np.array([1]))) == 1


def test_bm25_leaves_the_embedder_alone(embedder: BagOfWords) -> None:
    ranker_named("bm25", embedder).over(UNITS).scores("lid?", np.array([0, 1]))
    assert embedder.calls == 0


def test_the_fused_score_is_the_cosine_and_the_words_as_a_share_of_the_best(embedder: BagOfWords) -> None:
    rows = np.array([0, 1])
    cosine = ranker_named("cosine", embedder).over(UNITS).scores("lid?", rows)
    fused = ranker_named("pullquote", embedder).over(UNITS).scores("lid?", rows)
    assert fused == pytest.approx(cosine + np.array([LEXICAL_WEIGHT, 0.0]), abs=1e-6)


class Fond:
    """A reranker that is sure of one text."""

    def relevance(self, question: str, texts: Sequence[str]) -> np.ndarray:
        return np.array([text == "It leaks." for text in texts], dtype=np.float32)


def test_what_the_reranker_is_sure_of_gains_its_weight(embedder: BagOfWords) -> None:
    rows = np.array([0, 1, 2])
    fused = ranker_named("pullquote", embedder).over(UNITS).scores("lid?", rows)
    reread = ranker_named("pullquote", embedder, Fond()).over(UNITS).scores("lid?", rows)
    assert reread == pytest.approx(fused + np.array([0.0, 0.0, RELEVANCE_WEIGHT]), abs=1e-6)


def test_the_background_makes_its_words_common_and_is_not_ranked() -> None:
    alone = Bm25Ranker(STANDARD).over(["lid", "spout"]).scores("lid", np.array([0, 1]))
    among = Bm25Ranker(STANDARD).over(["lid", "spout"], ["lid"]).scores("lid", np.array([0, 1]))
    assert 0 < among[0] < alone[0]
    assert len(among) == 2


def test_a_ranker_that_there_is_not_is_refused(embedder: BagOfWords) -> None:
    with pytest.raises(InputError, match="no ranker magic; there are bm25, cosine, pullquote"):
        ranker_named("magic", embedder)
