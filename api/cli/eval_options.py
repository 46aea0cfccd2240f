"""The options of `pullquote eval`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.asking import MAX_CITATIONS, Engine
from api.cli.options import named_path

__all__ = [
    "BaselineOption",
    "ConcurrencyOption",
    "DataArgument",
    "DeepevalOption",
    "EngineOption",
    "FloorOption",
    "HtmlOption",
    "JsonDocumentOption",
    "JudgeOption",
    "JunitOption",
    "MatrixOption",
    "MaxCitationsOption",
    "NameOption",
    "OutputOption",
    "RagasOption",
    "RankerOption",
    "ReviewsOption",
    "SplitOption",
    "StoreOption",
    "SystemOption",
    "TagOption",
    "TargetArgument",
]

MAX_CONCURRENCY = 64

_ASKED = "What is asked"
_HELD = "What it is held to"
_WRITTEN = "What is written"
_DATA = "Data sets"


def _path(name: str, text: str, panel: str, metavar: str = "FILE") -> Any:
    return typer.Option(
        name, metavar=metavar, help=text, show_default=False, parser=named_path, rich_help_panel=panel
    )


def _option(name: str, text: str, panel: str, **more: Any) -> Any:
    return typer.Option(name, help=text, rich_help_panel=panel, **more)


TargetArgument = Annotated[
    str,
    typer.Argument(
        metavar="CASES",
        help="A case file; a run written with --output, to show it again; or subjqa, hetpqa or rc2.",
        show_default=False,
    ),
]
DataArgument = Annotated[
    Path | None,
    typer.Argument(metavar="[PATH]", help="The folder of a data set.", show_default=False, parser=named_path),
]

SystemOption = Annotated[
    str, _option("--system", "in-process, the address of a service, or module:function.", _ASKED)
]
ReviewsOption = Annotated[
    list[Path] | None,
    _path(
        "--reviews",
        "Reviews to ask about, in a store made for it. Default: those that the case file names.",
        _ASKED,
        "PATH",
    ),
]
StoreOption = Annotated[
    bool, _option("--store", "Ask the configured store, whatever the case file names.", _ASKED)
]
EngineOption = Annotated[Engine, _option("--engine", "What writes the answers.", _ASKED)]
MaxCitationsOption = Annotated[
    int, _option("--max-citations", "Quotes at most.", _ASKED, min=1, max=MAX_CITATIONS)
]
TagOption = Annotated[
    list[str] | None,
    _option(
        "--tag",
        "Only cases with this tag; the floors of the file are not for them.",
        _ASKED,
        show_default=False,
    ),
]
ConcurrencyOption = Annotated[
    int, _option("--concurrency", "Cases at once.", _ASKED, min=1, max=MAX_CONCURRENCY)
]
MatrixOption = Annotated[
    Path | None,
    _path("--matrix", "Run every combination of the settings in this YAML file.", _ASKED),
]
NameOption = Annotated[str, _option("--name", "What to call the run.", _WRITTEN, show_default=False)]

FloorOption = Annotated[
    list[str] | None,
    _option(
        "--floor",
        'What must be reached, such as "dislike: evidence_hit@1 >= 0.8", beside those in the case file.',
        _HELD,
        show_default=False,
    ),
]
BaselineOption = Annotated[Path | None, _path("--baseline", "A run to compare with, case by case.", _HELD)]
JudgeOption = Annotated[
    str | None,
    _option(
        "--judge",
        "A chat model, such as ollama:llama3.2, that judges support and relevance, apart from the rest.",
        _HELD,
        show_default=False,
    ),
]

OutputOption = Annotated[
    Path | None,
    _path("--output", "The run as JSON, to compare with later; one for each cell.", _WRITTEN),
]
HtmlOption = Annotated[Path | None, _path("--html", "A report to look at, in one file.", _WRITTEN)]
JunitOption = Annotated[Path | None, _path("--junit", "JUnit XML.", _WRITTEN)]
RagasOption = Annotated[Path | None, _path("--ragas", "Samples for ragas, as JSON Lines.", _WRITTEN)]
DeepevalOption = Annotated[
    Path | None, _path("--deepeval", "Test cases for deepeval, as JSON Lines.", _WRITTEN)
]

JsonDocumentOption = Annotated[
    bool, typer.Option("--json", help="Print scores, failures and rows as one JSON document.")
]

RankerOption = Annotated[str, _option("--ranker", "What ranks: pullquote, cosine or bm25.", _DATA)]
SplitOption = Annotated[str, _option("--split", "Which part of the data.", _DATA)]
