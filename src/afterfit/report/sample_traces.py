"""One traced answer, whatever the task → what a page or a terminal shows of it."""

from collections.abc import Iterator
from typing import assert_never

from afterfit.records import Windows
from afterfit.report.document import (
    Alternative,
    Alternatives,
    Block,
    BulletList,
    ChartRow,
    Figure,
    Folded,
)
from afterfit.results import AnomalyTrace, NumbersTrace, PredictionTrace, SampleTrace
from afterfit.views import Chart, Table, chart_window
from afterfit.views.anomaly_trace import (
    carriers_sentence,
    chart_carriers,
    rank_sentence,
    score_sentence,
    table_carriers,
    table_scored,
)
from afterfit.views.layer_pictures import chart_layer_pictures
from afterfit.views.numbers_trace import (
    error_sentence,
    nearest_targets_sentence,
    numbers_sentence,
    table_number_neighbours,
    table_told,
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
from afterfit.views.traced_layers import AnyVariant
from afterfit.views.traced_values import chart_values
from afterfit.wording import quantity


def said_of(trace: SampleTrace) -> str:
    """Return what was said of the sample, in one sentence."""
    match trace:
        case PredictionTrace():
            return answer_sentence(trace)
        case NumbersTrace():
            return numbers_sentence(trace)
        case AnomalyTrace():
            return score_sentence(trace)
    assert_never(trace)


def sentences(trace: SampleTrace) -> list[str]:
    """Return what is to be said of a traced answer, the answer first."""
    match trace:
        case PredictionTrace():
            more = (rule_sentence(trace), neighbours_sentence(trace))
        case NumbersTrace():
            more = (error_sentence(trace), nearest_targets_sentence(trace))
        case AnomalyTrace():
            more = (rank_sentence(trace), carriers_sentence(trace))
        case _:
            assert_never(trace)
    said = (said_of(trace), *more, parting_sentence(trace))
    return [one for one in said if one]


def figure_of(trace: SampleTrace) -> Figure:
    """Return the sample as a number that is seen first."""
    first = trace.reference.variant
    match trace:
        case PredictionTrace():
            taken = f"{trace.true_class}, taken for {trace.reference.predicted}; {trace.chosen}"
            return Figure(trace.sample_id, looks_text(trace), taken)
        case NumbersTrace():
            off = trace.reference.predicted[0] - trace.y_true[0]
            name = trace.target_names[0]
            value = quantity(off, trace.units[0])
            return Figure(trace.sample_id, value, f"error of {name}, {first}; {trace.chosen}")
        case AnomalyTrace():
            times = trace.reference.score / trace.reference.threshold
            value = "no threshold" if times != times else f"{times:.3g} × threshold"
            return Figure(trace.sample_id, value, f"{trace.true_kind}, {first}; {trace.chosen}")
    assert_never(trace)


def sample_tables(trace: SampleTrace) -> Iterator[Table]:
    """Give what was told in numbers, and what the neighbours or the parts say."""
    match trace:
        case PredictionTrace():
            tables = (table_scores(trace), table_neighbours(trace))
        case NumbersTrace():
            tables = (table_told(trace), table_number_neighbours(trace))
        case AnomalyTrace():
            tables = (table_scored(trace), table_carriers(trace))
        case _:
            assert_never(trace)
    return (one for one in tables if one is not None)


def sample_blocks(trace: SampleTrace, windows: Windows | None) -> Iterator[Block]:
    """Give the section of a traced answer; *windows* of its test, where they are at hand."""
    yield BulletList(tuple(sentences(trace)))
    yield ChartRow(tuple(_drawn(trace, windows)))
    if isinstance(trace, AnomalyTrace):
        carriers = chart_carriers(trace)
        yield from () if carriers is None else (carriers,)
    yield from sample_tables(trace)
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


def _shown(trace: SampleTrace) -> list[AnyVariant]:
    """Return the variants whose layers stand beside those of the reference; else all that ran."""
    compared = [one for one in trace.variants if any(x.compared_with for x in one.layers)]
    return [*compared] or [one for one in trace.variants if one.layers]


def _drawn(trace: SampleTrace, windows: Windows | None) -> Iterator[Chart]:
    if isinstance(trace, PredictionTrace):
        title = f"window: {trace.true_class}"
        yield (
            chart_values(trace.window)
            if windows is None
            else chart_window(windows, trace.index, title, trace.sample_id)
        )
    elif isinstance(trace, AnomalyTrace) and windows is not None:
        yield chart_window(windows, trace.index, f"window: {trace.true_kind}", trace.sample_id)
    yield chart_values(trace.features)
    if isinstance(trace, AnomalyTrace):
        for one in trace.variants:
            if one.reconstruction is not None:
                yield chart_values(one.reconstruction)


def _layers(trace: SampleTrace, variant: AnyVariant) -> Iterator[Block]:
    yield chart_layer_pictures(trace, variant)
    yield Folded(f"Layers of {variant.variant} in numbers", (table_traced_layers(trace, variant),))
