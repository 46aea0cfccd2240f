"""Case files: YAML, JSON and JSON Lines to cases. Every problem is told with its line; nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from qa.errors import InputError, InvalidCases, UnreadableSource
from qa.evaluation.cases import Case
from qa.evaluation.floors import Floor, parse_floor
from qa.evaluation.yaml_lines import LinedYaml, read_lined_json, read_lined_yaml
from qa.ingest.loaders.strict_json import StrictDecoder

__all__ = ["CaseFile", "PlacedCase", "load_cases", "parse_cases", "write_cases"]

MAX_PROBLEMS = 20  # told at once; a file with more has one cause, which these show
MAX_BYTES = 64 * 1024 * 1024  # a hundred thousand cases
LINES_ENDINGS = (".jsonl", ".ndjson")
_INSTANCE = re.compile(r" a valid dictionary or instance of \w+")
_LINE_ENDS = "\x85\u2028\u2029"  # besides line feeds; YAML counts them as such
_FIELDS = {"reviews", "floors", "cases"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCase:
    """A case; the line, from 1, that it begins in; those of its scope and of the passages of each point."""

    case: Case
    line: int
    scope_line: int = 0
    evidence_lines: tuple[tuple[int, ...], ...] = ()

    def line_of(self, point: int | None, passage: int) -> int:
        """The line of a passage, or of the case."""
        if point is None or point >= len(self.evidence_lines):
            return self.line
        lines = self.evidence_lines[point]
        return lines[passage] if passage < len(lines) else self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The cases of a file, with the review files they are about and the floors to reach, where named."""

    path: Path
    placed: tuple[PlacedCase, ...]
    reviews: tuple[Path, ...] = ()
    floors: tuple[Floor, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(placed.case for placed in self.placed)

    def __contains__(self, case: Case) -> bool:
        """Whether this very case, and not only an equal one, was read from the file."""
        return any(placed.case is case for placed in self.placed)

    def place_of(self, case: Case, point: int | None = None, passage: int = 0) -> str:
        """Where a case, or a passage of its evidence, stands, for people."""
        placed = self._found(case)
        return f"{self.path}, line {placed.line_of(point, passage)}" if placed else str(self.path)

    def place_of_scope(self, case: Case) -> str:
        """Where the scope of a case stands, for people."""
        placed = self._found(case)
        return f"{self.path}, line {placed.scope_line or placed.line}" if placed else str(self.path)

    def _found(self, case: Case) -> PlacedCase | None:
        return next((one for one in self.placed if one.case is case or one.case == case), None)


def load_cases(path: Path) -> CaseFile:
    """Read a case file. Its ending tells its format: .jsonl and .ndjson are lines, all else is YAML or JSON.

    Raises: UnreadableSource; InvalidCases with every problem and its line.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableSource(f"{path} is larger than {MAX_BYTES // 2**20} MB; split it.")
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{path} is not UTF-8 text (byte {error.start}).") from None
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    return parse_cases(text, path)


def parse_cases(text: str, path: Path) -> CaseFile:
    """Read the text of a case file. Raises: InvalidCases."""
    if path.suffix.lower() in LINES_ENDINGS:
        parsed = _Parsed(path)
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                parsed.take_line(line, number)
        return parsed.file()
    return _from_yaml(text, path)


def _from_yaml(text: str, path: Path) -> CaseFile:
    parsed = _Parsed(path)
    try:
        document = read_lined_json(text) if path.suffix.lower() == ".json" else read_lined_yaml(text)
    except yaml.YAMLError as error:
        raise InvalidCases([f"{path}{_yaml_place(error)}: {_yaml_reason(error)}"]) from None
    if document.problems:
        raise InvalidCases(_bounded([f"{path}, line {line}: {told}" for line, told in document.problems]))
    for index, row in enumerate(parsed.rows_of(document)):
        at = ("cases", index) if isinstance(document.value, Mapping) else (index,)
        parsed.take(row, document.line_of(at), lambda loc, at=at: document.line_of((*at, *loc)))
    return parsed.file(parsed.reviews_of(document), parsed.floors_of(document))


class _Parsed:
    """Cases and problems so far."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[tuple[int, str]] = []
        self._placed: list[PlacedCase] = []
        self._lines: dict[str, int] = {}
        self._decoder = StrictDecoder(unique_keys=True)

    def rows_of(self, document: LinedYaml) -> Sequence[Any]:
        """The rows that should be cases."""
        value = document.value
        if isinstance(value, list):
            return value
        if not isinstance(value, Mapping) or not isinstance(value.get("cases"), list):
            self.problems.append(
                (0, f"{self.path}: a case file is a list of cases, or a mapping with `cases`.")
            )
            return ()
        for unknown in sorted(map(str, value.keys() - _FIELDS)):
            self._tell(
                document.line_of((unknown,)), f"{unknown}: unknown field; known are reviews, floors, cases"
            )
        rows: Sequence[Any] = value["cases"]
        return rows

    def reviews_of(self, document: LinedYaml) -> tuple[Path, ...]:
        """The files of reviews that are named beside the cases, from the folder of the case file."""
        return tuple(self.path.parent / name for name, _ in self._texts_of(document, "reviews"))

    def floors_of(self, document: LinedYaml) -> tuple[Floor, ...]:
        """The floors that are named beside the cases."""
        floors = []
        for text, line in self._texts_of(document, "floors"):
            try:
                floors.append(parse_floor(text))
            except InputError as error:
                self._tell(line, f"floors: {error.message}")
        return tuple(floors)

    def _texts_of(self, document: LinedYaml, field: str) -> list[tuple[str, int]]:
        """A text, or a list of them, each with its line."""
        named = document.value.get(field, []) if isinstance(document.value, Mapping) else []
        texts = [named] if isinstance(named, str) else named
        if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
            self._tell(document.line_of((field,)), f"{field}: must be a text, or a list of texts")
            return []
        return [(text, document.line_of((field, index))) for index, text in enumerate(texts)]

    def take_line(self, line: str, number: int) -> None:
        """One line of JSON Lines."""
        try:
            value, end, refused = self._decoder.decode(line.strip())
        except ValueError as error:
            self._tell(number, f"not valid JSON: {error}")
            return
        if refused or line.strip()[end:].strip():
            self._tell(number, refused or "more than one value in the line")
            return
        self.take(value, number, lambda _: number)

    def take(self, value: object, line: int, line_of: Any) -> None:
        """One row that should be a case; `line_of` finds the line of a part of it."""
        if not isinstance(value, Mapping):
            self._tell(line, "a case is a mapping with at least a question")
            return
        try:
            case = Case.model_validate(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                where = ".".join(str(part) for part in detail["loc"])
                self._tell(line_of(detail["loc"]), f"{where + ': ' if where else ''}{_reason(detail)}")
            return
        if case.key in self._lines:
            same = f"id {case.id!r}" if case.id else f"question {case.question!r} in the same scope"
            self._tell(line, f"the {same} was given before, in line {self._lines[case.key]}")
            return
        self._lines[case.key] = line
        self._placed.append(
            PlacedCase(
                case=case,
                line=line,
                scope_line=line_of(("scope",)),
                evidence_lines=tuple(
                    tuple(line_of(("evidence", index, "any_of", n)) for n in range(len(point.any_of)))
                    for index, point in enumerate(case.evidence)
                ),
            )
        )

    def _tell(self, line: int, problem: str) -> None:
        self.problems.append((line, f"{self.path}, line {line}: {problem}"))

    def file(self, reviews: tuple[Path, ...] = (), floors: tuple[Floor, ...] = ()) -> CaseFile:
        """Raises: InvalidCases"""
        if self.problems:
            raise InvalidCases(_bounded([told for _, told in sorted(self.problems, key=lambda one: one[0])]))
        if not self._placed:
            raise InvalidCases([f"{self.path}: there are no cases in this file."])
        return CaseFile(path=self.path, placed=tuple(self._placed), reviews=reviews, floors=floors)


def write_cases(cases: Iterable[Case], path: Path) -> str:
    """The text of a case file that holds `cases`, in the format that the path's ending tells."""
    rows = [case.written() for case in cases]
    ending = path.suffix.lower()
    if ending in LINES_ENDINGS:
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    if ending == ".json":
        return json.dumps({"cases": rows}, ensure_ascii=False, indent=2) + "\n"
    text = yaml.safe_dump({"cases": rows}, allow_unicode=True, sort_keys=False, width=110)
    if any(character in text for character in _LINE_ENDS):  # which YAML would fold away
        text = yaml.safe_dump({"cases": rows}, allow_unicode=False, sort_keys=False, width=110)
    return text


def _reason(told: Any) -> str:
    if told["type"] == "extra_forbidden":
        return (
            f"unknown field; known are {', '.join(Case.model_fields)}"
            if len(told["loc"]) == 1
            else "unknown field"
        )
    if told["type"] == "missing":
        return "is missing"
    reason = str(told["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    reason = _INSTANCE.sub(" a mapping", reason).replace("tuple", "list").replace("Tuple", "list")
    return f"{reason[:1].lower()}{reason[1:]}"


def _bounded(problems: list[str]) -> list[str]:
    if len(problems) <= MAX_PROBLEMS:
        return problems
    return [*problems[:MAX_PROBLEMS], f"… and {len(problems) - MAX_PROBLEMS:,} problems more"]


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark is not None else ""


def _yaml_reason(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error)
