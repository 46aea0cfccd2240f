from hypothesis import given
from hypothesis import strategies as st

from vectorstore.embedding.batches import plan


def test_texts_of_like_length_share_a_batch() -> None:
    assert list(plan([3, 50, 4, 48], max_texts=2, max_tokens=1000)) == [[1, 3], [2, 0]]


def test_the_token_budget_counts_padding() -> None:
    # 10 + 4 tokens would be 20 once padded to the longest, above the budget of 19.
    assert list(plan([10, 4, 4], max_texts=8, max_tokens=19)) == [[0], [1, 2]]


def test_a_text_above_the_budget_goes_alone() -> None:
    assert list(plan([300, 2], max_texts=8, max_tokens=100)) == [[0], [1]]


def test_no_texts_make_no_batches() -> None:
    assert list(plan([], max_texts=8, max_tokens=100)) == []


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(1, 10), st.integers(1, 400))
def test_every_text_is_in_one_batch_and_every_batch_within_bounds(
    lengths: list[int], max_texts: int, max_tokens: int
) -> None:
    batches = list(plan(lengths, max_texts=max_texts, max_tokens=max_tokens))

    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        padded = len(batch) * max(lengths[row] for row in batch)
        assert len(batch) == 1 or (len(batch) <= max_texts and padded <= max_tokens)
