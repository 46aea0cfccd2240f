"""Files to drafts: `load(paths, options)` yields what it recognises, reads and cannot read, in order."""

from __future__ import annotations

from qa.ingest.loaders.events import DraftRow, Event, FileDone, FileRecognised, FileSkipped, RowProblem
from qa.ingest.loaders.loading import Loading, load
from qa.ingest.loaders.options import FileFormat, LoadOptions

__all__ = [
    "DraftRow",
    "Event",
    "FileDone",
    "FileFormat",
    "FileRecognised",
    "FileSkipped",
    "LoadOptions",
    "Loading",
    "RowProblem",
    "load",
]
