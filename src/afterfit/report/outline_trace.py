"""Traces of a run → the document about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from afterfit.records import Windows
from afterfit.report.document import (
    Block,
    BulletList,
    ChartRow,
    Document,
    Figure,
    Folded,
    Paragraph,
    Section,
)
from afterfit.report.sample_traces import figure_of, said_of, sample_blocks
from afterfit.results import LearningCurves, PipelineTrace, PredictionTrace, SampleTrace
from afterfit.views import chart_losses
from afterfit.views.numbers import count, counted
from afterfit.views.pipeline_trace import (
    chart_stages,
    insight_of,
    seconds_text,
    table_by_class,
    table_epochs,
    table_parameters,
    table_stage_files,
    table_stages,
    total_seconds,
)
from afterfit.views.prediction_trace import (
    answer_sentence,
    neighbours_sentence,
    parting_sentence,
)
from afterfit.views.traced_values import chart_values

_BEFORE, _AFTER = "method", "errors"


@dataclass(frozen=True, slots=True, eq=False)
class TraceReport:
    """What was asked of a run: its pipeline, or some predictions."""

    title: str
    """Name of the run."""
    pipeline: PipelineTrace | None = None
    predictions: tuple[SampleTrace, ...] = ()
    curves: LearningCurves | None = None
    """Of the training; None where there is no history."""
    windows: Windows | None = None
    """Of the test split, to draw the samples as they are; None where they are not at hand."""


def outline_trace(report: TraceReport) -> Document:
    """Return the page about a traced run: the insight first, then stage by stage, or samples."""
    if report.pipeline is not None:
        return _pipeline(report, report.pipeline)
    sections = tuple(_sample(one, report.windows, i) for i, one in enumerate(report.predictions, 1))
    figures = tuple(figure_of(one) for one in report.predictions)
    verdict = " ".join(said_of(one) for one in report.predictions)
    return Document(f"{report.title}: traced predictions", verdict, figures, sections, {})


def _pipeline(report: TraceReport, trace: PipelineTrace) -> Document:
    sections = (
        Section("Stages", "stages", (table_stages(trace), chart_stages(trace))),
        _followed(trace),
        _classes(trace),
        _training(trace, report.curves),
        _noted(trace),
        Section(
            "Parameters and files",
            "parameters",
            (
                Folded("Every parameter that acted", (table_parameters(trace),)),
                Folded("Every file", (table_stage_files(trace),)),
            ),
        ),
    )
    present = tuple(one for one in sections if one)
    title = f"{report.title}: trace of the pipeline"
    return Document(title, insight_of(trace), _figures(trace), present, {})


def _figures(trace: PipelineTrace) -> tuple[Figure, ...]:
    files = sum(len(one.files) for one in trace.stages)
    whole = total_seconds(trace)
    time = seconds_text(whole) if whole else seconds_text(float("nan"))
    return (
        Figure("Stages", count(len(trace.stages)), "from the recordings to the report"),
        Figure("Time", time, "of the stages that were measured"),
        Figure("Files", count(files), "written and still there"),
    )


def _followed(trace: PipelineTrace) -> Section | None:
    charts = tuple(chart_values(one) for stage in trace.stages for one in stage.examples)
    if not charts:
        return None
    words = Paragraph(
        f"The window {trace.followed} at each point of the way. Long lines are drawn by the mean "
        "of each stretch."
    )
    return Section("One window, followed", "followed", (words, ChartRow(charts)))


def _classes(trace: PipelineTrace) -> Section | None:
    table = table_by_class(trace)
    return Section("Classes", "classes", (table,)) if table else None


def _training(trace: PipelineTrace, curves: LearningCurves | None) -> Section | None:
    if not trace.epochs:
        return None
    drawn = chart_losses(curves) if curves is not None else None
    blocks: list[Block] = [table_epochs(trace), *([drawn] if drawn is not None else [])]
    return Section("Training, epoch by epoch", "training", tuple(blocks))


def _noted(trace: PipelineTrace) -> Section | None:
    notes = tuple(f"{stage.name}: {note}" for stage in trace.stages for note in stage.notes)
    return Section("Noted on the way", "notes", (BulletList(notes),)) if notes else None


def _sample(trace: SampleTrace, windows: Windows | None, place: int) -> Section:
    return Section(trace.sample_id, f"sample-{place}", tuple(sample_blocks(trace, windows)))


def with_trace(
    document: Document, trace: PipelineTrace, mistakes: Sequence[PredictionTrace]
) -> Document:
    """Return the report of a run with its traced mistakes, and its pipeline folded away."""
    sections = list(document.sections)
    anchors = [one.anchor for one in sections]
    if mistakes:
        at = anchors.index(_AFTER) + 1 if _AFTER in anchors else len(sections)
        sections.insert(at, _mistakes(mistakes))
    at = next((i for i, one in enumerate(sections) if one.anchor == _BEFORE), len(sections))
    sections.insert(at, _folded(trace))
    return replace(document, sections=tuple(sections))


def _mistakes(mistakes: Sequence[PredictionTrace]) -> Section:
    blocks = tuple(_mistake(one) for one in mistakes)
    more = Paragraph(
        "Layer by layer, with pictures: afterfit trace RUN --sample RECORDING@OFFSET -o page."
    )
    return Section("Traced: the most confident mistake", "traced", (*blocks, more))


def _mistake(trace: PredictionTrace) -> Paragraph:
    chosen = trace.chosen[:1].upper() + trace.chosen[1:]
    said = " ".join((answer_sentence(trace), neighbours_sentence(trace), parting_sentence(trace)))
    return Paragraph(f"{chosen}: {said}".strip())


def _folded(trace: PipelineTrace) -> Section:
    stages = counted(len(trace.stages), "stage")
    blocks: tuple[Block, ...] = (table_stages(trace), table_parameters(trace))
    words = Paragraph(insight_of(trace))
    return Section("Pipeline", "pipeline", (words, Folded(f"All {stages}", blocks)))
