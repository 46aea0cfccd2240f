"""The IMDb data set as unpacked (aclImdb): folders `pos` and `neg` of files such as `123_8.txt`.

Source: https://ai.stanford.edu/~amaas/data/sentiment/
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["ImdbFolders", "is_imdb_list", "is_imdb_review"]

_FOLDERS = frozenset({"pos", "neg", "unsup"})
_NAME = re.compile(r"(\d{1,9})_(\d{1,2})", re.ASCII)  # number in its folder, rating out of ten
_FILM = re.compile(r"/title/(tt\d{1,12})", re.ASCII)
_LISTS = re.compile(r"urls_(?:pos|neg|unsup)\.txt|imdbEr\.txt", re.ASCII)


def is_imdb_review(path: Path) -> bool:
    """Whether a text file lies and is named as the data set's reviews are."""
    return path.parent.name in _FOLDERS and _NAME.fullmatch(path.name.partition(".")[0]) is not None


def is_imdb_list(path: Path) -> bool:
    """Whether a text file is one of the data set's lists, which hold no reviews."""
    return _LISTS.fullmatch(path.name) is not None


class ImdbFolders:
    """What file names and address lists say about reviews. Each list is read once."""

    def __init__(self) -> None:
        self._addresses: dict[Path, tuple[str, ...]] = {}

    def fields(self, path: Path) -> dict[str, object]:
        """Id, item, rating and address of the review in a file.

        Line N + 1 of the list beside the folder names the film of file N. Without the list the films are
        not known, and every review is filed under `aclImdb`.
        """
        number, rating = path.name.partition(".")[0].split("_")
        folder = path.parent
        fields: dict[str, object] = {
            "id": f"imdb-{folder.parent.name}-{folder.name}-{number}",
            "item_id": "aclImdb",
        }
        if folder.name != "unsup":  # its files carry a 0 that means: not told
            fields |= {"rating": float(rating), "rating_scale": 10.0}
        addresses = self._list(folder)
        film = _FILM.search(addresses[int(number)]) if int(number) < len(addresses) else None
        if film:
            fields |= {"item_id": film[1], "url": f"https://www.imdb.com/title/{film[1]}/"}
        return fields

    def _list(self, folder: Path) -> tuple[str, ...]:
        if folder not in self._addresses:
            try:
                listed = (folder.parent / f"urls_{folder.name}.txt").read_text("utf-8", errors="replace")
            except OSError:
                listed = ""
            self._addresses[folder] = tuple(listed.splitlines())
        return self._addresses[folder]
