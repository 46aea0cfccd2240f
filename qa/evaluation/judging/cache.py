"""Replies of judges kept in a folder, so that nothing is asked, or paid for, twice."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from pathlib import Path

__all__ = ["JudgeCache"]

log = logging.getLogger(__name__)


class JudgeCache:
    """One JSON file a reply, named by the sha256 of judge and prompt. Threads and processes may share it.

    A file that cannot be used counts as not there and is written anew. A folder that cannot be written keeps
    nothing, and says so once in the log.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._warned = False

    def get(self, judge: str, prompt: str) -> str | None:
        """The reply that is kept, if one is."""
        try:
            entry = json.loads(self._file(judge, prompt).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(entry, dict) or (entry.get("judge"), entry.get("prompt")) != (judge, prompt):
            return None
        reply = entry.get("reply")
        return reply if isinstance(reply, str) else None

    def put(self, judge: str, prompt: str, reply: str) -> None:
        """Keep a reply, in place of an earlier one."""
        entry = json.dumps({"judge": judge, "prompt": prompt, "reply": reply}, indent=1)
        try:
            _write_whole(self._file(judge, prompt), entry)
        except OSError as error:
            if not self._warned:
                log.warning("The replies of the judge cannot be kept in %s: %s", self._folder, error)
            self._warned = True

    def _file(self, judge: str, prompt: str) -> Path:
        key = hashlib.sha256(f"{judge}\0{prompt}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / key[:2] / f"{key}.json"


def _write_whole(path: Path, text: str) -> None:
    """Write a file that others see whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".unfinished-{secrets.token_hex(8)}")
    try:
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
