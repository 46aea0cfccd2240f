"""Review text as people should read it: one pure function, and the map back to what was given."""

from __future__ import annotations

from qa.ingest.cleaning.cleaned import Cleaned, clean

__all__ = ["Cleaned", "clean"]
