from pathlib import Path

import pytest

from qa.errors import ConfigurationError
from vectorstore.embedding.bundled import bundled_folder, verify


def test_the_installed_model_is_the_upstream_one() -> None:
    verify(bundled_folder())


def test_another_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(ConfigurationError, match=r"model\.safetensors"):
        verify(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"model\.safetensors"):
        verify(tmp_path)
