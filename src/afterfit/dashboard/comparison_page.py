"""A comparison of runs → the page about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from afterfit.dashboard.comparison import Compared, Comparison
from afterfit.report import (
    About,
    Document,
    RunReport,
    outline_anomaly,
    outline_detection,
    outline_forecast,
    outline_multilabel,
    outline_regression,
    outline_run,
)
from afterfit.report.document import Block, BulletList, Figure, Paragraph, Section
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    DetectorAnalysis,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
)
from afterfit.views import chart_pareto, chart_runs, chart_variants, make_table, table_pareto
from afterfit.views.numbers import counted
from afterfit.views.tables import kept_together
from afterfit.views.variants import table_variant_costs
from afterfit.views.yardstick import estimate_text

_PARTS = ("train loss", "eval loss", "eval metric")


def comparison_document(comparison: Comparison) -> Document:
    """Return numbers side by side, each run against the first, costs, settings and curves."""
    sections = (
        _side_by_side(comparison),
        *_pairs(comparison.runs),
        _costs(comparison),
        _settings(comparison),
        _curves(comparison),
    )
    return Document(
        title=f"{counted(len(comparison.runs), 'run')} side by side",
        verdict=comparison_verdict(comparison),
        figures=_figures(comparison),
        sections=tuple(one for one in sections if one is not None),
        facts={},
    )


def comparison_verdict(comparison: Comparison) -> str:
    """Return what can be said of the differences in a sentence or two."""
    first, *others = comparison.runs
    compared = [one for one in others if not one.refusal]
    if not compared:
        return (
            f"None of the others was tested on the samples of {first.name}, so no difference can "
            "be told; the reasons stand below."
        )
    told = "; ".join(f"{one.name}: {_change(one)}" for one in compared)
    rest = f" {counted(len(others) - len(compared), 'run')} cannot be compared with it."
    return f"Against {first.name}: {told}." + (rest if len(compared) < len(others) else "")


def _change(one: Compared) -> str:
    if one.row.change is None:
        return "no difference can be told"
    return f"change {kept_together(estimate_text(one.row.change))}"


def _figures(comparison: Comparison) -> tuple[Figure, ...]:
    table = comparison.table
    if table is None:
        return ()
    return tuple(
        Figure(
            row.variant,
            estimate_text(row.quality, table.yardstick.unit).partition(" (")[0],
            f"{table.yardstick.title}, {table.split} split, n = {row.quality.n:,}",
        )
        for row in table.rows
    )


def _side_by_side(comparison: Comparison) -> Section:
    blocks: list[Block] = []
    if comparison.table is None:
        blocks.append(
            Paragraph("The runs are not judged by the same metric on a split of the same name.")
        )
    else:
        blocks += [table_variant_costs(comparison.table), chart_variants(comparison.table)]
    if comparison.refusals:
        blocks += [
            Paragraph("No difference is given, since it would mix the runs with their samples:"),
            BulletList(comparison.refusals),
        ]
    return Section("Side by side", "side-by-side", tuple(blocks))


def _pairs(runs: Sequence[Compared]) -> Iterator[Section]:
    for place, one in enumerate(runs):
        if one.pair is not None:
            found = pair_section(one.pair)
            title = f"{one.name} against {runs[0].name}"
            if found is not None:
                yield replace(found, title=title, anchor=f"pair-{place}")


def pair_section(pair: TaskAnalysis) -> Section | None:
    """Return what the report of that comparison says of the two together."""
    sections = _outlined(pair).sections
    return next((one for one in sections if one.anchor == "comparison"), None)


def _outlined(pair: TaskAnalysis) -> Document:
    about = About("")
    match pair:
        case Analysis():
            return outline_run(RunReport("", pair))
        case RegressionAnalysis():
            return outline_regression(pair, about)
        case ForecastAnalysis():
            return outline_forecast(pair, about)
        case MultilabelAnalysis():
            return outline_multilabel(pair, about)
        case AnomalyAnalysis():
            return outline_anomaly(pair, about)
        case DetectorAnalysis():
            return outline_detection(pair, about)
    assert_never(pair)


def _costs(comparison: Comparison) -> Section:
    if comparison.front is not None:
        blocks: tuple[Block, ...] = (
            chart_pareto(comparison.front),
            table_pareto(comparison.front),
        )
        return Section("Metric against cost", "costs", blocks)
    why = "The metrics are of different samples, so none of the runs can be said to beat another."
    return Section("Metric against cost", "costs", (Paragraph(why),))


def _settings(comparison: Comparison) -> Section:
    names = [one.name for one in comparison.runs]
    if not comparison.settings:
        same = "No key of the configurations differs, or the runs kept none."
        return Section("Settings that differ", "settings", (Paragraph(same),))
    rows = [(one.key.replace(".", " → "), *one.values) for one in comparison.settings]
    note = "A dash: the run's configuration has no such key, or it kept no configuration."
    table = make_table("Settings that differ", ["Key", *names], rows, note=note, folds=True)
    return Section("Settings that differ", "settings", (table,))


def _curves(comparison: Comparison) -> Section | None:
    drawn = [chart_runs(comparison.curves, part) for part in _PARTS]
    blocks: list[Block] = [one for one in drawn if one is not None]
    blocks += [Paragraph(note) for note in comparison.notes]
    if not blocks:
        return None
    return Section("Training curves", "curves", tuple(blocks))
