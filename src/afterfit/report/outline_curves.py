"""Learning curves of one or several trainings → the document about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from afterfit.report.document import (
    Block,
    BulletList,
    Document,
    Figure,
    FindingList,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import Finding, LearningCurves
from afterfit.views import (
    Chart,
    Table,
    chart_components,
    chart_learning_rate,
    chart_losses,
    chart_metric,
    chart_runs,
    make_table,
    raised_findings,
    table_findings,
    table_insights,
    table_trace,
)
from afterfit.views.numbers import counted
from afterfit.wording import agreeing

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, eq=False)
class CurvesReport:
    """The curves of one training log, and what the rules say of them."""

    curves: LearningCurves
    findings: tuple[Finding, ...]
    kind: Literal["curves_report"] = "curves_report"

    @property
    def raised(self) -> tuple[Finding, ...]:
        """The findings that ask for attention, the most severe first."""
        return raised_findings(self.findings)

    def chart(self) -> Chart:
        """Return the losses, or the metric where there is no loss.

        Raises
        ------
        InputError
            When there is neither.
        """
        return self.curves.chart()

    def table(self) -> "pl.DataFrame":
        """Return the findings, those that were raised first."""
        import polars as pl

        rest = [one for one in self.findings if one.outcome != "raised"]
        rows = [
            (one.code, one.outcome, one.severity, one.title, one.claim, list(one.next_steps))
            for one in (*self.raised, *rest)
        ]
        texts = dict.fromkeys(("code", "outcome", "severity", "title", "claim"), pl.String)
        return pl.DataFrame(rows, {**texts, "next_steps": pl.List(pl.String)}, orient="row")

    def _repr_html_(self) -> str:
        drawn = [one.svg() for one in training_blocks(self.curves) if isinstance(one, Chart)]
        return "".join(drawn) + self.table()._repr_html_()


def outline_curves(reports: Sequence[CurvesReport]) -> Document:
    """Return the page about *reports*: the verdict, then a section a training."""
    sections = tuple(_training(one, i) for i, one in enumerate(reports, 1))
    together = _together(reports)
    return Document(
        title="Learning curves",
        verdict=curves_verdict(reports),
        figures=_figures(reports),
        sections=(*together, *sections),
        facts={},
    )


def curves_verdict(reports: Sequence[CurvesReport]) -> str:
    """Return the one sentence to read first."""
    if len(reports) == 1:
        (one,) = reports
        return one.raised[0].claim if one.raised else _quiet(one)
    troubled = [one for one in reports if one.raised]
    if not troubled:
        return f"Nothing was raised in {counted(len(reports), 'training')}."
    n, have = len(troubled), agreeing(len(troubled), "has", "have")
    return f"{n:,} of {counted(len(reports), 'training')} {have} findings."


def _quiet(report: CurvesReport) -> str:
    n_clear = sum(one.outcome == "clear" for one in report.findings)
    if not n_clear:
        return "The curves could not be judged; the reasons stand below."
    return f"Nothing was raised: {counted(n_clear, 'rule')} looked and found nothing."


def _figures(reports: Sequence[CurvesReport]) -> tuple[Figure, ...]:
    if len(reports) != 1:
        return (Figure("Trainings", str(len(reports)), "logs that were found"),)
    curves = reports[0].curves
    evaluation = curves.judged_curve("eval loss")
    if evaluation is None or not len(evaluation.steps):
        return ()
    n = counted(len(evaluation.equal_steps), curves.step_unit)
    return (
        Figure(
            "Lowest evaluation loss",
            f"{evaluation.best:.4g}",
            f"{curves.step_unit} {evaluation.best_step:,g}; {n} as good within noise",
        ),
    )


def _together(reports: Sequence[CurvesReport]) -> tuple[Section, ...]:
    if len(reports) < 2:
        return ()
    rows = [
        [one.curves.name, one.curves.log_kind, ", ".join(f.code for f in one.raised) or "none"]
        for one in reports
    ]
    table = make_table("Trainings", ["Log", "Kind", "Findings"], rows)
    runs = [one.curves for one in reports]
    drawn = [chart_runs(runs, part) for part in ("train loss", "eval loss", "eval metric")]
    blocks: list[Block] = [table, *(one for one in drawn if one is not None)]
    return (Section("All trainings", "trainings", tuple(blocks)),)


def _training(report: CurvesReport, index: int) -> Section:
    curves = report.curves
    blocks: list[Block] = [FindingList(report.raised)] if report.raised else []
    if not report.raised:
        blocks.append(Paragraph(_quiet(report)))
    if curves.notes:
        blocks += [Paragraph("About the log:"), BulletList(curves.notes)]
    blocks += training_blocks(curves)
    blocks.append(Folded("All rules", (table_findings(report.findings),)))
    return Section(f"{curves.name} ({curves.log_kind})", f"training-{index}", tuple(blocks))


def training_blocks(curves: LearningCurves) -> list[Block]:
    """Return charts and tables of one training; its findings stand elsewhere."""
    charts: list[Chart | None] = [
        chart_losses(curves),
        chart_metric(curves),
        chart_components(curves),
        chart_learning_rate(curves),
    ]
    blocks: list[Block] = [one for one in charts if one is not None]
    if curves.curves:
        blocks.append(table_insights(curves))
    trace = table_trace(curves)
    if trace.rows:
        blocks.append(Folded(trace.title, (trace,)))
    if curves.curves:
        blocks.append(Folded("What each series was taken for", (table_series(curves),)))
    return blocks


def table_series(curves: LearningCurves) -> Table:
    """Return what each series of the log was taken for, so that it can be corrected."""
    judged = {name: part for part, name in curves.judged.items()}
    better = {True: "higher", False: "lower", None: ""}
    rows = [
        [
            one.name,
            one.role.replace("_", " "),
            "" if one.split == "none" else one.split,
            better[one.higher_is_better],
            f"{len(one.steps):,}",
            judged.get(one.name, ""),
        ]
        for one in curves.curves
    ]
    heads = ["Series", "Role", "Split", "Better", ">Values", "Judged as"]
    return make_table("Series", heads, rows)
