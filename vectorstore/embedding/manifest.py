"""What an exported model needs to be served, kept beside it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["MODEL_FILE", "TOKENIZER_FILE", "Manifest", "read_manifest", "write_manifest"]

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
_MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How to serve an exported model.

    `failure` says why a model could not be exported; then there is no model file, and sentence-transformers
    serves it. `model_bytes` and `tokenizer_bytes` are the files' sizes, a cheap check against damage.
    """

    dimension: int
    max_tokens: int
    pad_id: int = 0
    query_prompt: str = ""
    document_prompt: str = ""
    model_bytes: int = 0
    tokenizer_bytes: int = 0
    failure: str | None = None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of `folder`."""
    (folder / _MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of `folder`; None when the folder is absent, incomplete or damaged."""
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST_FILE).read_text(encoding="utf-8")))
        if manifest.failure is None and _sizes(folder) != (manifest.model_bytes, manifest.tokenizer_bytes):
            return None
    except (OSError, ValueError, TypeError):
        return None
    return manifest


def _sizes(folder: Path) -> tuple[int, int]:
    return (folder / MODEL_FILE).stat().st_size, (folder / TOKENIZER_FILE).stat().st_size
