"""`pullquote eval`: cases put to a system, and whether its answers are as good as they must be."""

from __future__ import annotations

from pathlib import Path

import typer

from api.cli.console import readable
from api.cli.eval_modes import refuse_what_is_not_taken
from api.cli.eval_options import (
    BaselineOption,
    ConcurrencyOption,
    DataArgument,
    DeepevalOption,
    EngineOption,
    FloorOption,
    HtmlOption,
    JsonDocumentOption,
    JudgeOption,
    JunitOption,
    MatrixOption,
    MaxCitationsOption,
    NameOption,
    OutputOption,
    RagasOption,
    RankerOption,
    ReviewsOption,
    SplitOption,
    StoreOption,
    SystemOption,
    TagOption,
    TargetArgument,
)
from api.cli.session import Session, session_of
from qa.errors import InputError

__all__ = ["DATASETS", "evaluate"]

DATASETS = ("subjqa", "hetpqa", "rc2")


def evaluate(
    context: typer.Context,
    target: TargetArgument,
    data: DataArgument = None,
    system: SystemOption = "in-process",
    reviews: ReviewsOption = None,
    store: StoreOption = False,
    engine: EngineOption = "auto",
    max_citations: MaxCitationsOption = 6,
    tag: TagOption = None,
    concurrency: ConcurrencyOption = 2,
    matrix: MatrixOption = None,
    floor: FloorOption = None,
    baseline: BaselineOption = None,
    judge: JudgeOption = None,
    name: NameOption = "",
    output: OutputOption = None,
    html: HtmlOption = None,
    junit: JunitOption = None,
    ragas: RagasOption = None,
    deepeval: DeepevalOption = None,
    ranker: RankerOption = "pullquote",
    split: SplitOption = "test",
    as_json: JsonDocumentOption = False,
) -> None:
    """Put cases to a system and score its answers; no judge, no key and no network are needed.

    Ends with 7 where a quote is not real, a floor is missed, or something got worse than the baseline.
    """
    session = session_of(context)
    if target in DATASETS:
        refuse_what_is_not_taken(context, "A data set")
        return _evaluate_dataset(session, target, data, ranker=ranker, split=split, as_json=as_json)
    from api.cli.eval_files import Files
    from api.cli.evaluation import Asked, Wanted, evaluate_cases, is_run, show_run
    from api.cli.matrix import evaluate_matrix

    path = Path(readable(target, "The case file"))
    asked = Asked(
        target=path,
        system=readable(system, "--system"),
        reviews=tuple(reviews or ()),
        own_store=store,
        engine=engine,
        max_citations=max_citations,
        tags=tuple(tag or ()),
        concurrency=concurrency,
        name=name,
    )
    wanted = Wanted(
        floors=tuple(floor or ()),
        baseline=baseline,
        judge=judge,
        files=Files(output=output, html=html, junit=junit, ragas=ragas, deepeval=deepeval),
        as_json=as_json,
    )
    if matrix is not None:
        refuse_what_is_not_taken(context, "--matrix")
        return evaluate_matrix(session, asked, wanted, matrix)
    if is_run(path):
        refuse_what_is_not_taken(context, "A run")
        return show_run(session, path, wanted)
    refuse_what_is_not_taken(context, "A case file")
    evaluate_cases(session, asked, wanted)


def _evaluate_dataset(
    session: Session, name: str, folder: Path | None, *, ranker: str, split: str, as_json: bool
) -> None:
    from api.cli.datasets import evaluate_dataset

    if folder is None:
        raise InputError(f"Name the folder of the data set: pullquote eval {name} PATH")
    evaluate_dataset(session, name, folder, ranker=ranker, split=split, as_json=as_json)
