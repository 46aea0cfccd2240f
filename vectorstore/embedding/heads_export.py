"""Writes an encoder with heads, merged and quantized, into a folder; a process of its own frees memory."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from qa.errors import ConfigurationError
from vectorstore.embedding.adapters import merged_weights
from vectorstore.embedding.bert import write_heads
from vectorstore.embedding.bundled import BUNDLED_TOKENS, bundled_folder, verify
from vectorstore.embedding.manifest import MODEL_FILE, TOKENIZER_FILE, Manifest, write_manifest

__all__ = ["write_reader"]

CANNOT_LOAD = 3  # exit status
FLOAT_FILE = "float.onnx"


def main(arguments: list[str]) -> int:
    """Write the encoder, whose adapter is the first argument, into the folder named by the second."""
    try:
        write_reader(Path(arguments[1]), adapter=Path(arguments[0]))
    except ConfigurationError as error:
        print(error.message, file=sys.stderr)  # noqa: T201
        return CANNOT_LOAD
    return 0


def write_reader(folder: Path, *, adapter: Path, quantize: bool = True) -> None:
    """Fill `folder`. Weights are 8 bits each unless `quantize` is off. Raises: ConfigurationError."""
    encoder = bundled_folder()
    verify(encoder)
    path, whole = folder / MODEL_FILE, folder / FLOAT_FILE
    weights = merged_weights(encoder / "model.safetensors", adapter)
    write_heads(weights, whole)
    if quantize:
        _quantize(whole, path)
        whole.unlink()
    else:
        whole.rename(path)
    shutil.copyfile(encoder / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    manifest = Manifest(
        dimension=len(weights["heads.bias"]),
        max_tokens=BUNDLED_TOKENS,
        model_bytes=path.stat().st_size,
        tokenizer_bytes=(folder / TOKENIZER_FILE).stat().st_size,
    )
    write_manifest(folder, manifest)


def _quantize(source: Path, target: Path) -> None:
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.disable(logging.WARNING)  # it advises to run a step that this small graph does not need
    quantize_dynamic(
        source,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
