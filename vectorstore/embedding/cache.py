"""The folder of exported models: filled once, by whichever process comes first."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ConfigurationError
from vectorstore.embedding.adapters import digest_of
from vectorstore.embedding.bundled import (
    BUNDLED_DIGESTS,
    BUNDLED_NAME,
    MATCHING_ADAPTER,
    MATCHING_NAME,
    bundled_folder,
    verify,
)
from vectorstore.embedding.manifest import Manifest, read_manifest

__all__ = ["EXPORT_VERSION", "Exported", "ModelSource", "exported"]

EXPORT_VERSION = 1  # raise it when the way of exporting changes: the folders' names carry it
EXPORT_SECONDS = 1800  # a model named by its id may first have to be downloaded
UNFINISHED = ".unfinished-"  # begins the name of a folder that is being filled
ABANDONED_SECONDS = 2 * EXPORT_SECONDS  # an unfinished folder this old was left by a killed process


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSource:
    """A sentence-transformers model. `path` is None for an id, which the library finds or downloads.

    `exporter` is the module whose `main` writes it into a folder. `fingerprint` tells one version of its
    files from another; None has them listed.
    """

    name: str
    path: Path | None = None
    exporter: str = "vectorstore.embedding.export"
    fingerprint: str | None = None

    @property
    def location(self) -> str:
        return self.name if self.path is None else str(self.path)

    @property
    def bundled(self) -> bool:
        return self.name in (BUNDLED_NAME, MATCHING_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An exported model's folder and how to serve it."""

    folder: Path
    manifest: Manifest


def exported(source: ModelSource, cache: Path) -> Exported:
    """The exported form of `source` under `cache`, made now if it is not there yet (some seconds).

    Raises: ConfigurationError when the model cannot be loaded or the cache cannot be written.
    """
    try:
        return _exported(source, cache)
    except OSError as error:
        raise ConfigurationError(f"The folder for models, {cache}, cannot be used: {error}.") from error


def _exported(source: ModelSource, cache: Path) -> Exported:
    folder = cache / _key(source)
    manifest = read_manifest(folder)
    if manifest is None:
        cache.mkdir(parents=True, exist_ok=True)
        _sweep(cache)
        manifest = _fill(source, folder)
    return Exported(folder=folder, manifest=manifest)


def _fill(source: ModelSource, folder: Path) -> Manifest:
    if source.bundled:
        verify(bundled_folder())
    work = folder.parent / f"{UNFINISHED}{secrets.token_hex(8)}"
    work.mkdir()
    try:
        _export(source, work)
        _publish(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    manifest = read_manifest(folder)
    if manifest is None:
        raise ConfigurationError(f"The export of {source.name} under {folder} is damaged. Is the disk full?")
    return manifest


def _export(source: ModelSource, work: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    program = (
        f"import sys; sys.path.append({root!r}); "
        f"from {source.exporter} import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = os.environ | ({"HF_HUB_OFFLINE": "1"} if source.path is not None else {})
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", program, source.location, str(work)],
            capture_output=True,
            text=True,
            errors="replace",
            env=environment,
            timeout=EXPORT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise ConfigurationError(f"Loading the model {source.name} took too long.") from error
    if child.returncode != 0:
        reason = (child.stderr.strip() or "no reason given").splitlines()[-1]
        raise ConfigurationError(f"The model {source.name} cannot be loaded: {reason}")


def _publish(work: Path, folder: Path) -> None:
    """Move `work` into place, unless another process was quicker; set a damaged folder aside."""
    for path in work.iterdir():
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())
    if read_manifest(folder) is None and folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):  # the other process's folder stands; the caller reads it
        work.rename(folder)


def _sweep(cache: Path) -> None:
    for leftover in cache.glob(f"{UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - leftover.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(leftover, ignore_errors=True)


def _key(source: ModelSource) -> str:
    """A folder name that changes with the model's files and the way of exporting."""
    stem = "".join(
        letter if letter.isalnum() or letter in "-_." else "-" for letter in Path(source.name).name
    )
    return f"{stem}-{_fingerprint(source)[:12]}-v{EXPORT_VERSION}"


def _fingerprint(source: ModelSource) -> str:
    if source.fingerprint is not None:
        return source.fingerprint
    if source.bundled:
        weights = BUNDLED_DIGESTS["model.safetensors"]
        return weights if source.name == BUNDLED_NAME else digest_of(MATCHING_ADAPTER)[:6] + weights
    digest = hashlib.sha256(source.location.encode("utf-8", "surrogateescape"))
    for line in _listing(source.path) if source.path else ():
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _listing(folder: Path) -> Iterator[str]:
    """Names, sizes and times: reading the weights themselves at every start would cost seconds."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            yield f"{path.relative_to(folder)}\0{status.st_size}\0{status.st_mtime_ns}\n"
