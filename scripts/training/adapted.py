"""The bundled encoder with an adapter on every dense layer: what all three training scripts train."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from vectorstore.embedding.adapters import DOWN, UP
from vectorstore.embedding.bundled import bundled_folder

__all__ = ["adapted_encoder", "adapter_of", "rate_share"]

SCALE = 2  # what the product of the two matrices is multiplied by; the file holds it in `up`


class Adapted(nn.Module):
    """A dense layer that stays as it is, and a product of two thin matrices added to it."""

    def __init__(self, dense: nn.Linear, rank: int, dropout: float) -> None:
        super().__init__()
        self.dense = dense
        self.down = nn.Parameter(torch.randn(rank, dense.in_features) / math.sqrt(dense.in_features))
        self.up = nn.Parameter(torch.zeros(dense.out_features, rank))
        self.drop = nn.Dropout(dropout)

    def forward(self, inputs: Any) -> Any:
        added = functional.linear(functional.linear(self.drop(inputs), self.down), self.up)
        return self.dense(inputs) + SCALE * added


def adapted_encoder(rank: int, dropout: float = 0.0, **configuration: Any) -> nn.Module:
    """The encoder, of which only the adapters (`rank`, with `dropout` before them) are to be trained."""
    encoder = AutoModel.from_pretrained(str(bundled_folder()), **configuration).requires_grad_(False)
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith("encoder."):
            parent, _, last = name.rpartition(".")
            setattr(encoder.get_submodule(parent), last, Adapted(module, rank, dropout))
    return encoder


def rate_share(step: int, steps: int, warm_up: float) -> float:
    """The share of the highest rate at a step: it rises over a `warm_up` share, then falls as a cosine."""
    return min(1, (step + 1) / (warm_up * steps)) * (1 + math.cos(math.pi * step / steps)) / 2


def adapter_of(encoder: nn.Module, **others: Any) -> dict[str, NDArray[np.float16]]:
    """An adapter file's content: the matrices of `encoder`, and `others` by their names."""
    parts = dict(others)
    for name, module in encoder.named_modules():
        if isinstance(module, Adapted):
            parts |= {name + DOWN: module.down, name + UP: SCALE * module.up}
    return {name: part.detach().float().numpy().astype(np.float16) for name, part in parts.items()}
