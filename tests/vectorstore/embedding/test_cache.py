"""Models of other shapes, made here: exported where that is faithful, and served as they are where not."""

import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding import open_embedder
from vectorstore.embedding.cache import ModelSource, exported
from vectorstore.embedding.local import LocalEmbedder

TEXTS = ["bright screen", "dull", "a long and bright and dull and bright night"]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "query",
        ":",
        "bright",
        "screen",
        "dull",
        "a",
        "and",
    ]
    tokenizer = Tokenizer(models.WordLevel({word: row for row, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def tiny_bert(tokenizer: Any, folder: Path) -> Path:
    """Two layers of 16, pooled at the first token, not normalised, with a prompt for questions."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=12,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(folder / "bert")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"), max_seq_length=12)
    model = SentenceTransformer(
        modules=[transformer, Pooling(16, pooling_mode="cls")], prompts={"query": "query : "}, device="cpu"
    )
    model.save_pretrained(str(folder / "tiny"), create_model_card=False)
    return folder / "tiny"


def word_vectors(tokenizer: Any, folder: Path) -> Path:
    """A table of word vectors, which has no network to trace."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    vectors = np.random.default_rng(0).normal(size=(12, 8)).astype(np.float32)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=vectors)], device="cpu")
    model.save_pretrained(str(folder / "words"), create_model_card=False)
    return folder / "words"


@pytest.fixture(scope="module")
def folders(tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("sources")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own deprecations are not ours to mend
        return {"tiny": tiny_bert(tokenizer, folder), "words": word_vectors(tokenizer, folder)}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


def opened(name: str, folders: dict[str, Path], cache: Path) -> LocalEmbedder:
    embedder = open_embedder(str(folders[name]), cache)
    assert isinstance(embedder, LocalEmbedder)
    return embedder


def original(name: str, folders: dict[str, Path]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(folders[name]), device="cpu")


def test_two_exports_at_once_leave_one_whole_model(folders: dict[str, Path], cache: Path) -> None:
    source = ModelSource(name="tiny", path=folders["tiny"])
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: exported(source, cache), range(2))

    assert first == second
    assert first.manifest.failure is None
    assert [path.name for path in cache.iterdir()] == [first.folder.name]


def test_a_named_model_is_served_with_its_own_pooling_and_prompts(
    folders: dict[str, Path], cache: Path
) -> None:
    embedder, reference = opened("tiny", folders, cache), original("tiny", folders)

    documents = reference.encode_document(TEXTS, normalize_embeddings=True)
    question = reference.encode_query(TEXTS[0], normalize_embeddings=True)
    np.testing.assert_allclose(embedder.embed_documents(TEXTS), documents, atol=1e-5)
    np.testing.assert_allclose(embedder.embed_query(TEXTS[0]), question, atol=1e-5)
    assert not np.allclose(question, documents[0], atol=1e-3)
    assert embedder.dimension == 16
    assert embedder.served_by == "onnxruntime"


def test_a_model_that_cannot_be_exported_is_served_by_its_library(
    folders: dict[str, Path], cache: Path
) -> None:
    embedder = opened("words", folders, cache)

    expected = original("words", folders).encode_document(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(embedder.embed_documents(TEXTS), expected, atol=1e-6)
    assert embedder.served_by == "sentence-transformers"
    assert embedder.export_failure


def test_a_folder_without_a_model_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    embedder = open_embedder(str(tmp_path / "empty"), tmp_path / "models")
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        embedder.embed_query("anything")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_cache_that_cannot_be_made_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    embedder = open_embedder("default", tmp_path / "file")
    with pytest.raises(ConfigurationError, match="cannot be used"):
        embedder.embed_query("anything")
