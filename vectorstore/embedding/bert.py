"""The bundled model's network, written down as ONNX operators straight from its weights.

Exporting it through sentence-transformers gives the same vectors, but takes several times as long, nearly
all of it spent importing libraries; and this is what a first start waits for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Weights", "write_bert", "write_heads"]

OPSET = 17  # the first with LayerNormalization as one operator
IR_VERSION = 8  # the file format of that opset
HEADS = 12
LAYERS = 6
EPSILON = 1e-12  # of the layer normalisation, as in the model's configuration
MASKED = -1e9  # added to the scores of padding, so that its share of attention is nil

Weights = Mapping[str, NDArray[np.float32]]


def write_bert(weights: Weights, path: Path) -> None:
    """Write to `path` the network that has these weights.

    Inputs are `input_ids` and `attention_mask` (texts, tokens); the output is `vector` (texts, 384), the
    mean of the tokens' vectors at unit length.

    Source: Devlin and others, "BERT", NAACL 2019, and Reimers and Gurevych, "Sentence-BERT", EMNLP 2019.
    """
    graph = _Graph(weights)
    graph.sentence_vector()
    _save(graph, "vector", graph.width, path)


def write_heads(weights: Weights, path: Path) -> None:
    """Write to `path` the same network with linear heads on the mean of the tokens' vectors.

    `weights` holds `heads.weight` (h, 384) and `heads.bias` (h,) beside the network's own. Inputs are as of
    `write_bert`; the output is `logits` (texts, h).
    """
    graph = _Graph(weights)
    graph.logits()
    _save(graph, "logits", len(weights["heads.bias"]), path)


def _save(graph: _Graph, output_name: str, width: int, path: Path) -> None:
    import onnx
    from onnx import TensorProto, helper

    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info(output_name, TensorProto.FLOAT, ["texts", width])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "sentence-bert", inputs, [output], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.save(model, path)


class _Graph:
    """Operators in order, each known by the name of its output."""

    def __init__(self, weights: Weights) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._weights = weights
        self.width = weights["embeddings.word_embeddings.weight"].shape[1]

    def sentence_vector(self) -> None:
        """From token ids to `vector`."""
        # The mean is the sum over the count, and dividing by a count does not turn a vector.
        self._op("LpNormalization", self._sum(self._shares()), axis=-1, p=2, output="vector")

    def logits(self) -> None:
        """From token ids to `logits`."""
        shares = self._shares()
        count = self._op("ReduceSum", shares, self._whole([1]), keepdims=1)
        mean = self._op("Div", self._sum(shares), count)
        product = self._op("MatMul", mean, self._constant(self._weights["heads.weight"].T))
        self._op("Add", product, self._weight("heads.bias"), output="logits")

    def _shares(self) -> str:
        """1 for every token that is there, else 0."""
        return self._op("Cast", "attention_mask", to=1)

    def _sum(self, shares: str) -> str:
        """The sum of the vectors of the tokens that are there."""
        column = self._op("Unsqueeze", shares, self._whole([2]))
        hidden, bias = self._embeddings(), self._attention_bias(shares)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, bias, f"encoder.layer.{layer}")
        return self._op("ReduceSum", self._op("Mul", hidden, column), self._whole([1]), keepdims=0)

    def _embeddings(self) -> str:
        words = self._op("Gather", self._weight("embeddings.word_embeddings.weight"), "input_ids")
        length = self._op("Gather", self._op("Shape", "input_ids"), self._whole([1]))
        first_kind = self._weights["embeddings.token_type_embeddings.weight"][:1]
        places = self._constant(self._weights["embeddings.position_embeddings.weight"] + first_kind)
        places = self._op("Slice", places, self._whole([0]), length, self._whole([0]))
        return self._normalised(self._op("Add", words, places), "embeddings.LayerNorm")

    def _attention_bias(self, shares: str) -> str:
        absent = self._op("Sub", self._constant(np.float32(1)), shares)
        bias = self._op("Mul", absent, self._constant(np.float32(MASKED)))
        return self._op("Unsqueeze", bias, self._whole([1, 2]))

    def _layer(self, hidden: str, bias: str, name: str) -> str:
        attended = self._dense(
            self._attention(hidden, bias, f"{name}.attention.self"), f"{name}.attention.output.dense"
        )
        hidden = self._normalised(self._op("Add", attended, hidden), f"{name}.attention.output.LayerNorm")
        inner = self._gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        outer = self._dense(inner, f"{name}.output.dense")
        return self._normalised(self._op("Add", outer, hidden), f"{name}.output.LayerNorm")

    def _attention(self, hidden: str, bias: str, name: str) -> str:
        query = self._heads(hidden, f"{name}.query", [0, 2, 1, 3])
        key = self._heads(hidden, f"{name}.key", [0, 2, 3, 1])
        value = self._heads(hidden, f"{name}.value", [0, 2, 1, 3])
        root = self._constant(np.float32(math.sqrt(self.width // HEADS)))
        scores = self._op("Add", self._op("Div", self._op("MatMul", query, key), root), bias)
        mixed = self._op("MatMul", self._op("Softmax", scores, axis=-1), value)
        joined = self._op("Transpose", mixed, perm=[0, 2, 1, 3])
        return self._op("Reshape", joined, self._whole([0, 0, self.width]))

    def _heads(self, hidden: str, name: str, order: Sequence[int]) -> str:
        split = self._op(
            "Reshape", self._dense(hidden, name), self._whole([0, 0, HEADS, self.width // HEADS])
        )
        return self._op("Transpose", split, perm=order)

    def _gelu(self, hidden: str) -> str:
        error = self._op("Erf", self._op("Div", hidden, self._constant(np.float32(math.sqrt(2)))))
        doubled = self._op("Mul", hidden, self._op("Add", error, self._constant(np.float32(1))))
        return self._op("Mul", doubled, self._constant(np.float32(0.5)))

    def _dense(self, hidden: str, name: str) -> str:
        product = self._op("MatMul", hidden, self._constant(self._weights[f"{name}.weight"].T))
        return self._op("Add", product, self._weight(f"{name}.bias"))

    def _normalised(self, hidden: str, name: str) -> str:
        scale, shift = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._op("LayerNormalization", hidden, scale, shift, axis=-1, epsilon=EPSILON)

    def _weight(self, name: str) -> str:
        return self._constant(self._weights[name])

    def _whole(self, numbers: Sequence[int]) -> str:
        return self._constant(np.array(numbers, dtype=np.int64))

    def _constant(self, array: Any) -> str:
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _op(self, kind: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        output = output or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output
