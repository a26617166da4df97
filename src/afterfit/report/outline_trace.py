"""Traces of a run → the document about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from afterfit.records import Windows
from afterfit.report.document import (
    Alternative,
    Alternatives,
    Block,
    BulletList,
    ChartRow,
    Document,
    Figure,
    Folded,
    Paragraph,
    Section,
)
from afterfit.results import LearningCurves, PipelineTrace, PredictionTrace
from afterfit.results.prediction_trace import VariantTrace
from afterfit.views import Chart, chart_losses, chart_window
from afterfit.views.layer_pictures import chart_layer_pictures
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
    looks_text,
    neighbours_sentence,
    parting_sentence,
    rule_sentence,
    table_neighbours,
    table_scores,
    table_traced_layers,
)
from afterfit.views.traced_values import chart_values

_BEFORE, _AFTER = "method", "errors"


@dataclass(frozen=True, slots=True, eq=False)
class TraceReport:
    """What was asked of a run: its pipeline, or some predictions."""

    title: str
    """Name of the run."""
    pipeline: PipelineTrace | None = None
    predictions: tuple[PredictionTrace, ...] = ()
    curves: LearningCurves | None = None
    """Of the training; None where there is no history."""
    windows: Windows | None = None
    """Of the test split, to draw the samples as they are; None where they are not at hand."""


def outline_trace(report: TraceReport) -> Document:
    """Return the page about a traced run: the insight first, then stage by stage, or samples."""
    if report.pipeline is not None:
        return _pipeline(report, report.pipeline)
    sections = tuple(_sample(one, report.windows, i) for i, one in enumerate(report.predictions, 1))
    figures = tuple(
        Figure(one.sample_id, looks_text(one), _pair_words(one)) for one in report.predictions
    )
    verdict = " ".join(answer_sentence(one) for one in report.predictions)
    return Document(f"{report.title}: traced predictions", verdict, figures, sections, {})


def _pair_words(one: PredictionTrace) -> str:
    return f"{one.true_class}, taken for {one.reference.predicted}; {one.chosen}"


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


def _sample(trace: PredictionTrace, windows: Windows | None, place: int) -> Section:
    return Section(trace.sample_id, f"sample-{place}", tuple(_blocks(trace, windows)))


def _blocks(trace: PredictionTrace, windows: Windows | None) -> Iterator[Block]:
    yield BulletList(tuple(sentences(trace)))
    yield ChartRow((_drawn(trace, windows), chart_values(trace.features)))
    yield table_scores(trace)
    neighbours = table_neighbours(trace)
    if neighbours is not None:
        yield neighbours
    shown = _shown(trace)
    if len(shown) > 1:
        yield Alternatives(
            tuple(Alternative(one.variant, tuple(_layers(trace, one))) for one in shown)
        )
    else:
        yield from (block for one in shown for block in _layers(trace, one))
    if trace.reference not in shown and trace.reference.layers:
        table = table_traced_layers(trace, trace.reference)
        yield Folded(f"Layers of {trace.reference.variant} in numbers", (table,))


def _shown(trace: PredictionTrace) -> list[VariantTrace]:
    """Return the variants whose layers stand beside those of the reference; else all that ran."""
    compared = [one for one in trace.variants if any(x.compared_with for x in one.layers)]
    return compared or [one for one in trace.variants if one.layers]


def _drawn(trace: PredictionTrace, windows: Windows | None) -> Chart:
    if windows is None:
        return chart_values(trace.window)
    return chart_window(windows, trace.index, f"window: {trace.true_class}", trace.sample_id)


def _layers(trace: PredictionTrace, variant: VariantTrace) -> Iterator[Block]:
    yield chart_layer_pictures(trace, variant)
    yield Folded(f"Layers of {variant.variant} in numbers", (table_traced_layers(trace, variant),))


def sentences(trace: PredictionTrace) -> list[str]:
    """Return what is to be said of a traced prediction, the answer first."""
    said = (
        answer_sentence(trace),
        rule_sentence(trace),
        neighbours_sentence(trace),
        parting_sentence(trace),
    )
    return [one for one in said if one]


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
