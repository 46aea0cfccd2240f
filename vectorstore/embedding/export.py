"""Turns a sentence-transformers model into files that serve without torch; runs in a process of its own.

`python -m vectorstore.embedding.export SOURCE FOLDER` fills FOLDER. Exit status 3 means that the model
cannot be loaded, and standard error ends with the reason; a model that loads but cannot be exported
faithfully ends with status 0 and a manifest that says so.
"""

from __future__ import annotations

import math
import shutil
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.models import Vectors
from vectorstore.embedding.adapters import merged_weights
from vectorstore.embedding.bert import write_bert
from vectorstore.embedding.bundled import (
    BUNDLED_DIMENSION,
    BUNDLED_TOKENS,
    MATCHING_ADAPTER,
    bundled_folder,
)
from vectorstore.embedding.manifest import MODEL_FILE, TOKENIZER_FILE, Manifest, write_manifest
from vectorstore.embedding.runtime import OnnxEngine

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["CANNOT_LOAD", "export", "write_bundled"]

CANNOT_LOAD = 3  # exit status
OPSET = 17  # the first with LayerNormalization as one operator
MIN_COSINE = 0.9999  # of the served vector with the original one; rounding alone stays above 0.999999
TOKEN_CEILING = 512  # for a model that names no longest input

# Mixed lengths, case, scripts and stray spaces, so that a difference in padding or cleaning shows.
PROBES = (
    "Good.",
    "  The BATTERY lasts two days, and the screen is sharp.  ",
    "Das Ende enttäuscht, 結末は残念だ 👎",
    "The second act drags, then the third forgets what the first had promised. " * 60,
)


def main(arguments: list[str]) -> int:
    """Export the model named by the first argument into the folder named by the second."""
    source, folder = arguments[0], Path(arguments[1])
    if Path(source) in (bundled_folder(), MATCHING_ADAPTER):
        write_bundled(folder, MATCHING_ADAPTER if Path(source) == MATCHING_ADAPTER else None)
        return 0
    from sentence_transformers import SentenceTransformer

    warnings.simplefilter("ignore")
    try:
        model = SentenceTransformer(source, device="cpu", model_kwargs={"dtype": "float32"})
    except Exception as error:  # any library of any architecture may fail here, each in its own way
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr)  # noqa: T201
        return CANNOT_LOAD
    export(model, folder)
    return 0


def write_bundled(folder: Path, adapter: Path | None = None) -> Manifest:
    """Fill `folder` with the bundled model, with `adapter` added, in a second rather than seven."""
    from safetensors.numpy import load_file

    source = bundled_folder()
    encoder = source / "model.safetensors"
    write_bert(merged_weights(encoder, adapter) if adapter else load_file(encoder), folder / MODEL_FILE)
    shutil.copyfile(source / TOKENIZER_FILE, folder / TOKENIZER_FILE)
    manifest = _measured(folder, Manifest(dimension=BUNDLED_DIMENSION, max_tokens=BUNDLED_TOKENS))
    write_manifest(folder, manifest)
    return manifest


def export(model: SentenceTransformer, folder: Path) -> Manifest:
    """Fill `folder`; the manifest says `failure` where the export is not faithful to the model."""
    manifest = _describe(model)
    original: Vectors = model.encode_document(list(PROBES), normalize_embeddings=True)
    try:
        manifest = _write(model, folder, manifest)
        _compare(OnnxEngine(folder, manifest).embed_documents(list(PROBES)), original)
    except Exception as error:  # as above; the model is then served by the library that loaded it
        manifest = replace(manifest, failure=f"{type(error).__name__}: {error}".splitlines()[0])
        (folder / MODEL_FILE).unlink(missing_ok=True)
    write_manifest(folder, manifest)
    return manifest


def _describe(model: SentenceTransformer) -> Manifest:
    prompts = {name: prompt or "" for name, prompt in model.prompts.items()}
    documents = [prompts[name] for name in ("document", "passage", "corpus") if name in prompts]
    default = prompts.get(model.default_prompt_name or "", "")
    return Manifest(
        dimension=int(model.get_embedding_dimension() or 0),
        max_tokens=_longest_input(model.max_seq_length),
        pad_id=int(getattr(model.tokenizer, "pad_token_id", None) or 0),
        query_prompt=prompts.get("query", default),
        document_prompt=documents[0] if documents else default,
    )


def _longest_input(tokens: float | None) -> int:
    return int(tokens) if tokens and math.isfinite(tokens) else TOKEN_CEILING


def _write(model: SentenceTransformer, folder: Path, manifest: Manifest) -> Manifest:
    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE))
    network: Any = model[0].model
    network.set_attn_implementation("eager")  # the fused kernels do not trace
    _trace(model, folder / MODEL_FILE)
    return _measured(folder, manifest)


def _measured(folder: Path, manifest: Manifest) -> Manifest:
    return replace(
        manifest,
        model_bytes=(folder / MODEL_FILE).stat().st_size,
        tokenizer_bytes=(folder / TOKENIZER_FILE).stat().st_size,
    )


def _trace(model: SentenceTransformer, path: Path) -> None:
    import torch

    class Pipeline(torch.nn.Module):
        """The whole model, pooling and all, as a function of its input columns."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *columns: Any) -> Any:
            features = self.model(dict(zip(names, columns, strict=True)))
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)

    example = model.preprocess(["A short sentence.", "And a rather longer one beside it."])
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in example]
    torch.onnx.export(
        Pipeline().eval(),
        tuple(example[name] for name in names),
        str(path),
        input_names=names,
        output_names=["vector"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names} | {"vector": {0: "texts"}},
        opset_version=OPSET,
        dynamo=False,  # the newer exporter's file names an output twice, which ONNX Runtime refuses
    )


def _compare(served: Vectors, original: Vectors) -> None:
    lowest = float(np.min(np.sum(served * original, axis=1)))
    if lowest < MIN_COSINE:
        raise ValueError(f"the exported model's vectors differ from the original's (cosine {lowest:.4f})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
