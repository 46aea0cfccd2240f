"""Cases put into a file: a new one, or one that has cases already, of which nothing is lost."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import InputError, InvalidCases, UnreadableSource

if TYPE_CHECKING:
    from qa.evaluation.case_files import CaseFile
    from qa.evaluation.cases import Case

__all__ = ["Saved", "check_target", "save_cases"]

JSON_ENDING = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of cases that were to be saved: those `already` in the file were left as they are."""

    added: int
    already: int


def check_target(path: Path, *, append: bool) -> None:
    """Whether cases can be put there; to be asked before any work is done for them.

    Raises: InputError where a file is in the way; InvalidCases, UnreadableSource where it is no case file.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to put {path.name} in.")
    if path.exists():
        if not append:
            raise InputError(f"{path} is there already; add to it with --append, or name another file.")
        _loaded(path)


def save_cases(cases: Sequence[Case], path: Path, *, append: bool) -> Saved:
    """Put cases into a file, whole or not at all. Raises: InputError, InvalidCases, UnreadableSource."""
    check_target(path, append=append)
    if not path.exists():
        _replace(path, _new_text(_with_own_keys(cases, set()), path))
        return Saved(added=len(cases), already=0)
    file = _loaded(path)
    known = {_asked(case) for case in file.cases}
    fresh = [case for case in cases if _asked(case) not in known]
    added = _with_own_keys(fresh, {case.key for case in file.cases})
    if added:
        _replace(path, _grown(path, file, added))
    return Saved(added=len(added), already=len(cases) - len(added))


def _loaded(path: Path) -> CaseFile:
    from qa.evaluation.case_files import load_cases

    return load_cases(path)


def _asked(case: Case) -> str:
    """What is asked, whatever the case is called."""
    asked = case.model_dump(mode="json", include={"scope", "history"}) | {"asked": case.question.casefold()}
    return json.dumps(asked, sort_keys=True)


def _with_own_keys(cases: Iterable[Case], used: set[str]) -> list[Case]:
    made = []
    for case in cases:
        name, again = case.id, 1
        while name is not None and name in used:
            again += 1
            name = f"{case.id}-{again}"
        own = case if name == case.id else case.model_copy(update={"id": name})
        used.add(own.key)
        made.append(own)
    return made


def _new_text(cases: Sequence[Case], path: Path) -> str:
    from qa.evaluation.case_files import write_cases

    if path.suffix.lower() == JSON_ENDING:
        return _as_json({"cases": [case.written() for case in cases]})
    return write_cases(cases, path)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _grown(path: Path, file: CaseFile, added: Sequence[Case]) -> str:
    """The text of the file with more cases: as a person left it where that can be, else written anew."""
    from qa.evaluation.case_files import parse_cases

    text = path.read_bytes().decode("utf-8-sig")
    wanted = [*file.cases, *added]
    for make in (_extended, _rewritten):
        made = make(text, path, added)
        if made is None:
            continue
        try:
            read = parse_cases(made, path)
        except InvalidCases:
            continue
        if list(read.cases) == wanted and replace(read, placed=()) == replace(file, placed=()):
            return made
    raise UnreadableSource(f"{path} cannot be added to; name another file.")


def _extended(text: str, path: Path, added: Sequence[Case]) -> str | None:
    """The text with the new cases behind the last one, comments and all kept; None where it has none."""
    from qa.evaluation.case_files import LINES_ENDINGS, write_cases

    newline = "\r\n" if "\r\n" in text else "\n"
    if path.suffix.lower() in LINES_ENDINGS:
        return _joined(text, write_cases(added, path), newline)
    place = _end_of_cases(text)
    if place is None:
        return None
    end, column = place
    block = write_cases(added, path).split("\n", 1)[1]  # without the line `cases:`
    more = "".join(f"{' ' * column}{line}\n" if line else "\n" for line in block.splitlines())
    return _joined(text[:end], more, newline) + text[end:]


def _joined(before: str, more: str, newline: str) -> str:
    gap = "" if not before or before.endswith("\n") else newline
    return before + gap + more.replace("\n", newline)


def _end_of_cases(text: str) -> tuple[int, int] | None:
    """Where the list of cases ends, and the column of its dashes; None where it is not written in lines."""
    import yaml

    node: Any = yaml.compose(text, Loader=_loader())
    if isinstance(node, yaml.MappingNode):
        node = next((part for key, part in node.value if key.value == "cases"), None)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return None
    lines = text.splitlines(keepends=True)
    behind = node.end_mark.line if node.end_mark.column == 0 else node.end_mark.line + 1
    return len("".join(lines[:behind])), node.start_mark.column


def _loader() -> Any:
    """The loader that case files are read with: the two differ in what they take for a plain word."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _rewritten(text: str, path: Path, added: Sequence[Case]) -> str | None:
    import yaml

    from qa.evaluation.case_files import LINES_ENDINGS

    if path.suffix.lower() in LINES_ENDINGS:
        return None
    is_json = path.suffix.lower() == JSON_ENDING
    document = json.loads(text) if is_json else yaml.load(text, Loader=_loader())
    rows = document["cases"] if isinstance(document, dict) else document
    rows += [case.written() for case in added]
    if is_json:
        return _as_json(document)
    return str(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110))


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then put it in its place. Raises: InputError."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from None


def _umask() -> int:
    """The mask that new files are made under, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
