import numpy as np
import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding import open_embedder
from vectorstore.embedding.providers import ProviderEmbedder, connect


class LetterCounts:
    """Stands in for a provider's client: a text's vector is its number of a's and of b's."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.sent += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [float(text.count("a")), float(text.count("b"))]


@pytest.fixture
def client() -> LetterCounts:
    return LetterCounts()


@pytest.fixture
def embedder(client: LetterCounts) -> ProviderEmbedder:
    return ProviderEmbedder("letters:counts", connect=lambda name: client)


def test_vectors_come_back_at_unit_length(embedder: ProviderEmbedder) -> None:
    vectors = embedder.embed_documents(["aaabbbb", "a"])
    np.testing.assert_allclose(vectors, [[0.6, 0.8], [1.0, 0.0]], rtol=1e-6)
    assert vectors.dtype == np.float32


def test_a_zero_vector_stays_zero(embedder: ProviderEmbedder) -> None:
    assert embedder.embed_query("xyz").tolist() == [0.0, 0.0]


def test_identical_texts_are_sent_once(embedder: ProviderEmbedder, client: LetterCounts) -> None:
    vectors = embedder.embed_documents(["a", "b", "a"])
    assert client.sent == ["a", "b"]
    assert vectors.tolist() == [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]


def test_the_dimension_is_learnt_from_the_provider(embedder: ProviderEmbedder) -> None:
    assert embedder.dimension == 2


def test_no_texts_make_an_empty_array_of_the_right_width(embedder: ProviderEmbedder) -> None:
    assert embedder.embed_documents([]).shape == (0, 2)


def test_a_lone_surrogate_reaches_the_provider_as_a_question_mark(
    embedder: ProviderEmbedder, client: LetterCounts
) -> None:
    embedder.embed_documents(["b\ud83d"])
    assert client.sent == ["b?"]


def test_opening_a_provider_connects_to_nothing() -> None:
    def refuse(name: str) -> LetterCounts:
        raise AssertionError("connected before it was used")

    assert ProviderEmbedder("letters:counts", connect=refuse).name == "letters:counts"


def test_an_unknown_provider_is_a_configuration_error() -> None:
    with pytest.raises(ConfigurationError, match="nobody"):
        connect("nobody:model")


def test_a_provider_whose_package_is_missing_names_the_package() -> None:
    with pytest.raises(ConfigurationError, match="pip install langchain-cohere"):
        connect("cohere:embed-english-v3.0")


def test_a_name_with_a_colon_opens_a_provider(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(open_embedder("openai:text-embedding-3-small", Path("unused")), ProviderEmbedder)
