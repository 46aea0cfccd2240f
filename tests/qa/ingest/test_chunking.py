from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.ingest.chunking import CHUNK_CHARS, chunk_sentences
from qa.ingest.sentences import split_sentences
from qa.models import Sentence


def passages(text: str) -> list[str]:
    return [text[c.start : c.end] for c in chunk_sentences(text, split_sentences(text))]


def sentence_of(length: int) -> str:
    """A sentence of exactly `length` characters."""
    return "O" + "o" * (length - 2) + "."


def test_a_short_review_is_one_passage() -> None:
    assert passages("It fits. It is warm.") == ["It fits. It is warm."]


def test_a_passage_takes_in_no_sentence_that_would_make_it_too_long() -> None:
    half, rest = sentence_of(CHUNK_CHARS // 2), sentence_of(CHUNK_CHARS // 2 - 1)
    assert passages(f"{half} {rest} {half}") == [f"{half} {rest}", half]


def test_a_sentence_as_long_as_a_passage_stands_alone() -> None:
    long = sentence_of(CHUNK_CHARS)
    assert passages(f"Hm. {long} Hm.") == ["Hm.", long, "Hm."]


def test_a_passage_ends_with_its_paragraph() -> None:
    half, short = sentence_of(CHUNK_CHARS // 2), sentence_of(20)
    assert passages(f"{half}\n\n{short} {short}") == [half, f"{short} {short}"]


def test_short_paragraphs_share_a_passage() -> None:
    assert passages("Pros\n\nQuiet.\n\nCons\n\nHeavy.") == ["Pros\n\nQuiet.\n\nCons\n\nHeavy."]


def test_no_sentences_make_no_passages() -> None:
    assert chunk_sentences("", ()) == ()


def test_a_passage_names_its_sentences_inclusively() -> None:
    text = " ".join([sentence_of(CHUNK_CHARS // 2 - 1)] * 3)
    found = chunk_sentences(text, split_sentences(text))
    assert [(c.ordinal, c.first, c.last) for c in found] == [(0, 0, 1), (1, 2, 2)]


LENGTHS = st.lists(st.tuples(st.integers(1, CHUNK_CHARS + 50), st.sampled_from([" ", "\n\n"])), max_size=40)


@settings(max_examples=100, deadline=None)
@given(LENGTHS)
def test_every_sentence_is_in_exactly_one_passage(lengths: list[tuple[int, str]]) -> None:
    text, sentences = "", []
    for ordinal, (length, gap) in enumerate(lengths):
        sentences.append(Sentence(ordinal=ordinal, start=len(text), end=len(text) + length))
        text += "o" * length + gap
    found = chunk_sentences(text, sentences)
    assert [n for chunk in found for n in range(chunk.first, chunk.last + 1)] == list(range(len(sentences)))
    for chunk in found:
        assert (chunk.start, chunk.end) == (sentences[chunk.first].start, sentences[chunk.last].end)
        assert chunk.end - chunk.start <= CHUNK_CHARS or chunk.first == chunk.last
