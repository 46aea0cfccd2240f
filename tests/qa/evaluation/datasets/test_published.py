import pytest

from qa.evaluation.datasets.published import ANSWER_SPANS, ANSWERABLE_REVIEWS, EVIDENCE, WHOLE_REVIEWS


def test_leaving_out_the_unanswerable_queries_explains_the_independent_run() -> None:
    # 330 queries, of which 179 have no answer and count as found.
    flattered = [(179 + 151 * share) / 330 for share in ANSWERABLE_REVIEWS.values]
    assert flattered == pytest.approx([0.891, 0.961, 0.982, 0.991], abs=0.001)


def test_every_known_result_has_a_source_and_shares() -> None:
    for known in (*WHOLE_REVIEWS, ANSWERABLE_REVIEWS, *ANSWER_SPANS.values(), EVIDENCE):
        assert known.source
        assert all(0 < share < 1 for share in known.values)
