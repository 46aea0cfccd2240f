from pathlib import Path

import pytest

from vectorstore.embedding.manifest import MODEL_FILE, TOKENIZER_FILE, Manifest, read_manifest, write_manifest

MANIFEST = Manifest(dimension=384, max_tokens=256, query_prompt="query: ", model_bytes=5, tokenizer_bytes=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / MODEL_FILE).write_bytes(b"model")
    (tmp_path / TOKENIZER_FILE).write_bytes(b"{}")
    write_manifest(tmp_path, MANIFEST)
    return tmp_path


def test_a_manifest_reads_back_as_it_was_written(folder: Path) -> None:
    assert read_manifest(folder) == MANIFEST


def test_a_shortened_model_file_makes_the_folder_unusable(folder: Path) -> None:
    (folder / MODEL_FILE).write_bytes(b"mod")
    assert read_manifest(folder) is None


def test_a_missing_tokenizer_makes_the_folder_unusable(folder: Path) -> None:
    (folder / TOKENIZER_FILE).unlink()
    assert read_manifest(folder) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"dimension": 384}', '{"unknown": 1}'])
def test_a_damaged_manifest_makes_the_folder_unusable(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    assert read_manifest(folder) is None


def test_a_model_that_could_not_be_exported_needs_no_files(tmp_path: Path) -> None:
    manifest = Manifest(dimension=8, max_tokens=16, failure="RuntimeError: no such operator")
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest
