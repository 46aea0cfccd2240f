"""Layouts of tables: the public formats known by sight, and the usual column names."""

from __future__ import annotations

from qa.ingest.loaders.layouts.arranging import arrange
from qa.ingest.loaders.layouts.layout import Layout

__all__ = ["Layout", "arrange"]
