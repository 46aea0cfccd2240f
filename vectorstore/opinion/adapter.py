"""The adapter: small matrices that, added to the bundled encoder's weights, make it read opinions.

`scripts/train-opinion-reader` writes it; `OPINION.md` tells how it was trained and what it scores.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from vectorstore.embedding.bert import Weights

__all__ = ["ADAPTER_FILE", "DOWN", "HEADS", "UP", "adapter_digest", "merged_weights"]

ADAPTER_FILE = Path(__file__).with_name("adapter.safetensors")

# Names in the file: of a dense layer `NAME.down` (r, in) and `NAME.up` (out, r), and of the heads.
DOWN, UP = ".down", ".up"
HEADS = ("heads.weight", "heads.bias")


def merged_weights(encoder: Path, adapter: Path = ADAPTER_FILE) -> Weights:
    """The encoder's weights with the adapter added, and the heads beside them.

    A dense layer's weight (out, in) becomes weight + up @ down. Source: Hu and others, "LoRA", ICLR 2022.
    """
    from safetensors.numpy import load_file

    weights = dict(load_file(encoder))
    parts = {name: part.astype(np.float32) for name, part in load_file(adapter).items()}
    for name in [name.removesuffix(DOWN) for name in parts if name.endswith(DOWN)]:
        weights[f"{name}.weight"] = weights[f"{name}.weight"] + parts[name + UP] @ parts[name + DOWN]
    return weights | {name: parts[name] for name in HEADS}


@cache
def adapter_digest() -> str:
    """What tells one adapter from another."""
    return hashlib.sha256(ADAPTER_FILE.read_bytes()).hexdigest()
