"""Traces of a run, for a terminal."""

from collections.abc import Iterator

from afterfit.report.outline_trace import TraceReport
from afterfit.report.sample_traces import sample_tables, sentences
from afterfit.report.text_table import one_line, text_table
from afterfit.results import AnomalyTrace, PipelineTrace, PredictionTrace, SampleTrace
from afterfit.results.pipeline_trace import TracedValues
from afterfit.views import Table
from afterfit.views.pipeline_trace import (
    flow_words,
    insight_of,
    seconds_text,
    table_by_class,
    table_epochs,
)
from afterfit.views.prediction_trace import table_traced_layers
from afterfit.views.traced_values import range_text, spark_lines


def summarize_trace(report: TraceReport) -> str:
    """Return what was traced in plain lines, without control characters."""
    if report.pipeline is not None:
        return "\n".join(_pipeline(report.title, report.pipeline))
    return "\n\n".join("\n".join(_prediction(one)) for one in report.predictions)


def _pipeline(title: str, trace: PipelineTrace) -> Iterator[str]:
    yield one_line(title)
    yield one_line(insight_of(trace))
    for number, stage in enumerate(trace.stages, start=1):
        yield ""
        yield f"{number}. {stage.name}  ({seconds_text(stage.seconds)})  {one_line(stage.does)}"
        yield one_line(f"   in:  {flow_words(stage.takes)}")
        yield one_line(f"   out: {flow_words(stage.gives)}")
        if stage.parameters:
            keys = ", ".join(f"{key} {value}" for key, value in stage.parameters)
            yield one_line(f"   with {keys}")
        for example in stage.examples:
            yield one_line(f"   {example.what}: {range_text(example)}")
            yield from (one_line(f"     {line}") for line in spark_lines(example))
        yield from (one_line(f"   note: {note}") for note in stage.notes)
    if trace.followed:
        yield one_line(f"\nValues are those of {trace.followed}.".strip())
    yield from _table(table_by_class(trace))
    if trace.epochs:
        yield from _table(table_epochs(trace))


def _prediction(trace: SampleTrace) -> Iterator[str]:
    yield one_line(f"{trace.sample_id} ({trace.chosen})")
    yield from (one_line(f"  {sentence}") for sentence in sentences(trace))
    for values in _values(trace):
        yield one_line(f"  {values.what}: {range_text(values)}")
        yield from (one_line(f"    {line}") for line in spark_lines(values))
    for table in sample_tables(trace):
        yield from _table(table)
    for variant in trace.variants:
        if variant.layers:
            yield from _table(table_traced_layers(trace, variant))
        elif variant.note:
            yield one_line(f"{variant.variant}: {variant.note}")


def _values(trace: SampleTrace) -> Iterator[TracedValues]:
    if isinstance(trace, PredictionTrace):
        yield trace.window
    yield trace.features
    if isinstance(trace, AnomalyTrace) and trace.reference.reconstruction is not None:
        yield trace.reference.reconstruction


def _table(table: Table | None) -> Iterator[str]:
    if table is None:
        return
    yield ""
    yield one_line(table.title)
    yield text_table(table)
    if table.note:
        yield one_line(table.note)
