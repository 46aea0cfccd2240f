"""An exported model, served by ONNX Runtime and tokenizers: no torch in the process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.models import Vectors
from vectorstore.embedding.batches import plan
from vectorstore.embedding.manifest import MODEL_FILE, TOKENIZER_FILE, Manifest

if TYPE_CHECKING:
    from tokenizers import Encoding

__all__ = ["OnnxEngine", "available_cores"]

MAX_TEXTS = 32  # a batch; larger ones were no faster in any length class
# Joining the sum and its normalisation into one operator costs more than it saves: with it a network of 8-bit
# weights takes 1.4 times as long, one of floats as long as without.
SLOWER = ["SkipLayerNormFusion"]
MAX_TOKENS = 512  # padded tokens of a batch; 1,024 was 2 % slower, 2,048 12 %: the caches overflow


class OnnxEngine:
    """Unit vectors of texts. Safe to call from several threads at once.

    Batches run side by side, one core each. Sharing out one batch among the cores is as fast on an idle
    machine, but 2.7 times slower beside one busy neighbour, because every operator waits for the last core.

    Raises: an onnxruntime or tokenizers error when the folder's files cannot be read.
    """

    def __init__(self, folder: Path, manifest: Manifest, threads: int | None = None) -> None:
        self._manifest = manifest
        self._tokenizer = _tokenizer(folder, manifest)
        self._session = _session(folder)
        self._inputs = [entry.name for entry in self._session.get_inputs()]
        self._workers = ThreadPoolExecutor(threads or available_cores(), thread_name_prefix="embed")

    @property
    def dimension(self) -> int:
        return self._manifest.dimension

    def embed_documents(self, texts: list[str]) -> Vectors:
        """Vectors (n, d) in the order of `texts`."""
        return self._embed([self._manifest.document_prompt + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The vector (d,) of a question."""
        vector: Vectors = self._embed([self._manifest.query_prompt + text])[0]
        return vector

    def read(self, inputs: Sequence[str | tuple[str, str]], *, apart: bool = False) -> Vectors:
        """What the network puts out (n, d) for texts as they stand, or for pairs of texts read together.

        Where weights are of 8 bits, a text's numbers shift a little with its batch; `apart` runs each by
        itself, for what must not depend on what else is read.
        """
        return self._embed(inputs, most=1 if apart else MAX_TEXTS)

    def _embed(self, texts: Sequence[str | tuple[str, str]], most: int = MAX_TEXTS) -> Vectors:
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        batches = list(plan([len(it) for it in encodings], max_texts=most, max_tokens=MAX_TOKENS))
        if len(batches) == 1:  # a question is not to wait behind the batches of a large job
            return self._run(encodings)
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        jobs = self._workers.map(lambda rows: self._run([encodings[row] for row in rows]), batches)
        for rows, part in zip(batches, jobs, strict=True):
            vectors[rows] = part
        return vectors

    def _run(self, encodings: list[Encoding]) -> Vectors:
        shape = (len(encodings), max(len(it) for it in encodings))
        columns = {
            "input_ids": np.full(shape, self._manifest.pad_id, dtype=np.int64),
            "attention_mask": np.zeros(shape, dtype=np.int64),
            "token_type_ids": np.zeros(shape, dtype=np.int64),
        }
        for row, encoding in enumerate(encodings):
            size = len(encoding)
            columns["input_ids"][row, :size] = encoding.ids
            columns["attention_mask"][row, :size] = 1
        vectors: Vectors = self._session.run(None, {name: columns[name] for name in self._inputs})[0]
        return vectors


def _tokenizer(folder: Path, manifest: Manifest) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(manifest.max_tokens)
    return tokenizer


def _session(folder: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # errors only: its warnings about the graph are no one's business
    return onnxruntime.InferenceSession(
        str(folder / MODEL_FILE),
        sess_options=options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=SLOWER,
    )


def available_cores() -> int:
    """Cores this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
