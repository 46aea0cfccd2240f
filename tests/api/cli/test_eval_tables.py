"""Runs made by hand, as tables."""

from __future__ import annotations

import pytest

from api.cli.eval_tables import (
    MAX_SHOWN,
    TAG_METRICS,
    show_comparison,
    show_judged,
    show_measures,
    show_tags,
    show_verdict,
)
from qa.evaluation.cases import Case
from qa.evaluation.comparison import Change, Comparison, MetricChange, compare
from qa.evaluation.resampling import Interval
from qa.evaluation.runs import MetricInfo, Row, Run, ScoreRow
from qa.evaluation.summary import summarise
from qa.evaluation.verdict import RunVerdict

Shown = pytest.CaptureFixture[str]

HIT = MetricInfo(name="evidence_hit@1")
QUOTES = MetricInfo(name="quote_validity", must_hold=True)
RECALL = MetricInfo(name="abstention_recall")
LATENCY = MetricInfo(name="latency_ms", unit="ms", higher_is_better=False)
COST = MetricInfo(name="cost_usd", unit="usd", higher_is_better=False)
TOKENS = MetricInfo(name="tokens", unit="tokens", higher_is_better=False)


def row(key: str, *tags: str, judged: float | None = None, **scores: float | ScoreRow) -> Row:
    """A row with scores by the names of metrics, `hit` for evidence_hit@1."""
    named = {("evidence_hit@1" if name == "hit" else name): score for name, score in scores.items()}
    return Row(
        key=key,
        case=Case(id=key, question=f"{key}?", tags=tags),
        scores={n: s if isinstance(s, ScoreRow) else ScoreRow(value=s) for n, s in named.items()},
        judged={} if judged is None else {"relevance": ScoreRow(value=judged)},
    )


def run_of(*rows: Row, metrics: tuple[MetricInfo, ...] = (HIT, LATENCY)) -> Run:
    return Run(metrics=metrics, rows=rows)


def lines(shown: Shown) -> list[list[str]]:
    """The words of each line that holds some; rules are left out."""
    out = shown.readouterr().out
    return [line.split() for line in out.splitlines() if line.strip(" ─")]


def measures(shown: Shown, run: Run) -> list[list[str]]:
    show_measures(run, summarise(run))
    return lines(shown)


def test_every_metric_has_its_value_interval_chance_and_cases(capsys: Shown) -> None:
    rows = [row(f"c{n}", hit=ScoreRow(value=1.0, chance=0.25)) for n in range(2)]
    assert measures(capsys, run_of(*rows)) == [
        ["metric", "value", "95%", "interval", "chance", "cases"],
        ["evidence_hit@1", "1.000", "1.000", "to", "1.000", "0.250", "2"],
    ]


def test_a_measure_is_the_mean_weighed(capsys: Shown) -> None:
    rows = [row("a", hit=ScoreRow(value=1.0, weight=3.0)), row("b", hit=ScoreRow(value=0.0, weight=1.0))]
    assert measures(capsys, run_of(*rows))[1][:2] == ["evidence_hit@1", "0.750"]


@pytest.mark.parametrize(
    ("info", "value", "told"),
    [
        (LATENCY, 1234.56, "1,235 ms 1,235 to 1,235"),
        (LATENCY, 0.12345, "0.1235 ms 0.1235 to 0.1235"),
        (COST, 0.00042, "0.00042 USD 0.00042 to 0.00042"),
        (TOKENS, 350.0, "350 tokens 350 to 350"),
    ],
)
def test_what_is_no_share_has_its_unit(capsys: Shown, info: MetricInfo, value: float, told: str) -> None:
    run = run_of(row("a", **{info.name: value}), metrics=(info,))
    assert " ".join(measures(capsys, run)[1]) == f"{info.name} {told} 1"


def test_a_metric_that_applies_to_no_case_is_not_shown(capsys: Shown) -> None:
    shown = measures(capsys, run_of(row("a", latency_ms=2.0)))
    assert [line[0] for line in shown] == ["metric", "latency_ms"]


def test_a_metric_that_failed_is_shown_although_it_has_no_value(capsys: Shown) -> None:
    shown = measures(capsys, run_of(row("a", hit=ScoreRow(error="ValueError: broken"))))
    assert shown[1] == ["evidence_hit@1", "0", "(1", "failed)"]


def test_a_metric_that_failed_on_some_says_on_how_many(capsys: Shown) -> None:
    run = run_of(row("a", hit=1.0), row("b", hit=ScoreRow(error="ValueError: broken")))
    assert measures(capsys, run)[1][-3:] == ["1", "(1", "failed)"]


def test_what_must_hold_and_does_not_is_red(capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    for value, red in ((1.0, False), (0.5, True)):
        run = run_of(row("a", quote_validity=value), metrics=(QUOTES,))
        show_measures(run, summarise(run))
        assert ("\x1b[31m" in capsys.readouterr().out) is red


def test_tags_stand_below_all_in_the_order_of_their_first_use(capsys: Shown) -> None:
    run = run_of(row("a", "late", "film", hit=1.0), row("b", "film", hit=0.0), row("c", hit=0.0))
    show_tags(run, summarise(run))
    assert lines(capsys) == [
        ["evidence"],
        ["tag", "cases", "hit@1"],
        ["all", "3", "0.333"],
        ["late", "1", "1.000"],
        ["film", "2", "0.500"],
    ]


def test_a_metric_that_applies_to_no_case_has_no_column(capsys: Shown) -> None:
    run = run_of(row("a", "film", hit=1.0), metrics=(HIT, RECALL))
    show_tags(run, summarise(run))
    assert lines(capsys)[:2] == [["evidence"], ["tag", "cases", "hit@1"]]


def test_a_tag_that_a_metric_does_not_apply_to_has_an_empty_cell(capsys: Shown) -> None:
    run = run_of(row("a", "film", hit=1.0), row("b", "absent", abstention_recall=1.0), metrics=(HIT, RECALL))
    show_tags(run, summarise(run))
    assert lines(capsys)[3:] == [["film", "1", "1.000"], ["absent", "1", "1.000"]]


@pytest.mark.parametrize("run", [run_of(row("a", hit=1.0)), run_of(row("a", "film", latency_ms=1.0)), Run()])
def test_without_tags_or_without_what_is_told_by_tag_there_is_no_table(capsys: Shown, run: Run) -> None:
    show_tags(run, summarise(run))
    assert capsys.readouterr().out == ""


def test_what_a_model_judged_stands_apart(capsys: Shown) -> None:
    run = run_of(row("a", "film", judged=1.0), row("b", judged=0.5))
    show_judged(summarise(run, judged=True))
    assert lines(capsys) == [
        ["judged", "by", "a", "model", "value", "95%", "interval", "cases"],
        ["relevance", "0.750", "0.500", "to", "1.000", "2"],
    ]


def test_where_no_model_judged_there_is_no_table(capsys: Shown) -> None:
    show_judged(summarise(run_of(row("a", hit=1.0)), judged=True))
    assert capsys.readouterr().out == ""


def test_a_run_beside_itself_differs_in_nothing(capsys: Shown) -> None:
    run = run_of(row("a", hit=1.0, latency_ms=5.0))
    show_comparison(compare(run, run))
    assert capsys.readouterr().out == (
        "Against the baseline, over 1 case that both have:\n  no score differs.\n"
    )


def test_cases_that_only_one_run_has_are_counted(capsys: Shown) -> None:
    show_comparison(compare(run_of(row("a"), row("b")), run_of(row("b"), row("c"), row("d"))))
    shown = capsys.readouterr().out
    assert "  1 case in the baseline only.\n  2 cases in the new run only.\n" in shown


def test_a_change_is_told_with_its_interval_its_p_and_its_cases(capsys: Shown) -> None:
    change = MetricChange(
        metric="evidence_hit@1",
        before=0.75,
        after=0.5,
        interval=Interval(-0.5, 0.125),
        p=0.02,
        corrected_p=0.04,
        verdict="worse",
        changes=(Change(key="a", before=1.0, after=0.0),),
    )
    show_comparison(Comparison(metrics=(change,), measured=(), shared=4, only_before=(), only_after=()))
    row_shown = "evidence_hit@1 0.750 0.500 -0.500 to +0.125 0.0400 1 worse"
    assert " ".join(lines(capsys)[-2]) == row_shown


def test_a_metric_that_was_redefined_is_named_and_not_compared(capsys: Shown) -> None:
    before = run_of(row("a", hit=1.0), metrics=(HIT.model_copy(update={"about": "as it was"}),))
    show_comparison(compare(before, run_of(row("a", hit=0.0))))
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  Defined otherwise in the baseline, and not compared: evidence_hit@1.",
        "  no score differs.",
    ]


def test_metrics_that_only_one_run_could_measure_are_named(capsys: Shown) -> None:
    show_comparison(compare(run_of(row("a", hit=1.0)), run_of(row("a"))))
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  In one run only: evidence_hit@1.",
        "  no score differs.",
    ]


def test_a_run_that_passes_says_so_and_nothing_else(capsys: Shown) -> None:
    show_verdict(RunVerdict(cases={}, whole=()))
    assert capsys.readouterr().out == "Passed.\n"


def test_what_is_wrong_is_told_by_case_and_then_of_the_whole(capsys: Shown) -> None:
    broken = ["first", "second", "third", "fourth"]
    show_verdict(RunVerdict(cases={"a": broken, "b": ["fifth"]}, whole=["a floor"]))
    assert capsys.readouterr().out.splitlines() == [
        "FAILED a: first",
        "       second",
        "       third",
        "FAILED b: fifth",
        "FAILED a floor",
    ]


def test_of_many_failing_cases_the_first_are_told_and_the_rest_counted(capsys: Shown) -> None:
    show_verdict(RunVerdict(cases={f"c{n}": ["broken"] for n in range(MAX_SHOWN + 2)}, whole=()))
    shown = capsys.readouterr().out.splitlines()
    assert shown[-2:] == [f"FAILED c{MAX_SHOWN - 1}: broken", "and 2 cases more"]


EVIL = "evil\x1b[2J\x07\x9b31m\u202e[bold red]x[/]"


def test_what_cases_and_answers_hold_can_neither_drive_the_terminal_nor_set_its_style(capsys: Shown) -> None:
    show_verdict(RunVerdict(cases={EVIL: [EVIL, EVIL]}, whole=[EVIL]))
    shown = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert shown.count("[bold red]x[/]") == 4


def test_a_tag_of_a_hostile_run_cannot_drive_the_terminal(capsys: Shown) -> None:
    case = Case(id="a", question="a?").model_copy(update={"tags": (EVIL,)})
    run = run_of(row("a", hit=1.0).model_copy(update={"case": case}))
    show_tags(run, summarise(run))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(capsys.readouterr().out)


def test_a_metric_of_a_hostile_run_cannot_drive_the_terminal(capsys: Shown) -> None:
    run = run_of(row("a", **{EVIL: 1.0}, judged=1.0), metrics=(MetricInfo(name=EVIL),))
    show_measures(run, summarise(run))
    assert "\x1b" not in capsys.readouterr().out


def test_every_table_fits_eighty_columns(capsys: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = dict.fromkeys((*TAG_METRICS, "abstention_precision"), 1.0)
    metrics = tuple(MetricInfo(name=name) for name in scores)
    run = run_of(*(row(f"c{n}", "false-premise", **scores) for n in range(1000)), metrics=metrics)
    worse = run_of(*(row(f"c{n}", **dict.fromkeys(scores, n % 2)) for n in range(1000)), metrics=metrics)
    show_measures(run, summarise(run))
    show_tags(run, summarise(run))
    show_comparison(compare(run, worse))
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


@pytest.mark.parametrize("columns", [None, 40])
def test_a_row_is_one_line_however_narrow_the_terminal(
    capsys: Shown, monkeypatch: pytest.MonkeyPatch, columns: int | None
) -> None:
    if columns is not None:
        monkeypatch.setenv("COLUMNS", str(columns))
    shown = measures(capsys, run_of(row("a", hit=1.0, latency_ms=5.0)))
    assert [line[0] for line in shown] == ["metric", "evidence_hit@1", "latency_ms"]
