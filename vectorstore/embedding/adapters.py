"""Adapters: small matrices that, added to the bundled encoder's weights, teach it something else.

`vectorstore/embedding/matching.safetensors` teaches it to bring a question near the sentences that answer it,
`vectorstore/opinion/adapter.safetensors` to read opinions.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from vectorstore.embedding.bert import Weights

__all__ = ["DOWN", "UP", "digest_of", "merged_weights"]

# Names in the file: of a dense layer `NAME.down` (r, in) and `NAME.up` (out, r); others stand for themselves.
DOWN, UP = ".down", ".up"


def merged_weights(encoder: Path, adapter: Path) -> Weights:
    """The encoder's weights with the adapter added, and what else the adapter holds beside them.

    A dense layer's weight (out, in) becomes weight + up @ down. Source: Hu and others, "LoRA", ICLR 2022.
    """
    from safetensors.numpy import load_file

    weights = dict(load_file(encoder))
    parts = {name: part.astype(np.float32) for name, part in load_file(adapter).items()}
    for name in [name.removesuffix(DOWN) for name in parts if name.endswith(DOWN)]:
        weights[f"{name}.weight"] = weights[f"{name}.weight"] + parts.pop(name + UP) @ parts.pop(name + DOWN)
    return weights | parts


@cache
def digest_of(adapter: Path) -> str:
    """What tells one adapter from another."""
    return hashlib.sha256(adapter.read_bytes()).hexdigest()
