"""From the name in the settings to an embedder."""

from __future__ import annotations

from pathlib import Path

from qa.errors import ConfigurationError
from vectorstore.embedding.bundled import BUNDLED_NAME, MATCHING_ADAPTER, MATCHING_NAME, bundled_folder
from vectorstore.embedding.cache import ModelSource
from vectorstore.embedding.local import LocalEmbedder
from vectorstore.embedding.providers import ProviderEmbedder

__all__ = ["NamedEmbedder", "open_embedder"]

NamedEmbedder = LocalEmbedder | ProviderEmbedder

MATCHING_NAMES = ("default", MATCHING_NAME)
BUNDLED_NAMES = (BUNDLED_NAME, f"sentence-transformers/{BUNDLED_NAME}")


def open_embedder(name: str, cache: Path, threads: int | None = None) -> NamedEmbedder:
    """The embedder that `name` means; nothing is loaded until it is used.

    `name` is `default` for the bundled model made to match questions, `all-MiniLM-L6-v2` for it as it is
    published, the path or id of a sentence-transformers model, or `provider:model`. `cache` is the folder for
    exported models; `threads` defaults to the cores there are.

    Raises: ConfigurationError for an empty name, or when the bundled model is not installed.
    """
    name = name.strip()
    if not name:
        raise ConfigurationError(
            "The embedding model has no name; leave the setting out to use the bundled one."
        )
    if name in MATCHING_NAMES:
        bundled_folder()
        return LocalEmbedder(ModelSource(name=MATCHING_NAME, path=MATCHING_ADAPTER), cache, threads)
    if name in BUNDLED_NAMES:
        return LocalEmbedder(ModelSource(name=BUNDLED_NAME, path=bundled_folder()), cache, threads)
    path = Path(name).expanduser()
    if path.is_dir():
        return LocalEmbedder(ModelSource(name=name, path=path.resolve()), cache, threads)
    if ":" in name:
        return ProviderEmbedder(name)
    return LocalEmbedder(ModelSource(name=name), cache, threads)
