"""The version of this installation."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

__all__ = ["package_version"]


def package_version() -> str:
    """The installed version of Pullquote; 0 when it runs from a folder without being installed."""
    try:
        return version("pullquote")
    except PackageNotFoundError:
        return "0"
