"""Two variants that predict numbers, side by side: every metric, and every recording."""

from collections.abc import Sequence
from math import isnan, sqrt

from afterfit.metrics import ERROR_METRICS
from afterfit.results import ErrorComparison, Estimate, FileErrors, MetricChange
from afterfit.views.charts import Chart, make_chart
from afterfit.views.error_numbers import error_interval, error_range, error_value, named
from afterfit.views.intervals import interval_layers
from afterfit.views.numbers import NO_VALUE, count, metric_title, significant
from afterfit.views.palette import INK
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

MOST_RECORDINGS = 10
"""Recordings that a table shows in each direction."""


def chart_rmse_changes(cost: ErrorComparison) -> Chart:
    """Return the change of each output's RMSE with its paired interval."""
    names = f"{cost.reference.variant} to {cost.candidate.variant}"
    values = [_drawn(one.name, one.change) for one in cost.outputs]
    return make_chart(
        f"Change of the RMSE from {names}",
        f"{scope_line(cost.reference)}: "
        + "; ".join(f"{one.name} {error_value(one.change)}" for one in cost.outputs[:3]),
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 26},
            "encoding": {
                "y": {"field": "output", "type": "nominal", "sort": None, "axis": {"title": None}},
                "x": {"field": "value", "type": "quantitative", "scale": {"zero": True},
                      "axis": {"title": "Change of the RMSE", "format": "+.1%"}},
                "tooltip": [
                    {"field": "output", "type": "nominal", "title": "Output"},
                    {"field": "text", "type": "nominal", "title": "Change"},
                ],
            },
            "layer": [
                {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0}}},
                *interval_layers(line_width=1.5, point_size=55),
            ],
        },
        subtitle=f"{scope_line(cost.reference)}\nLines: paired 95 % intervals",
    )  # fmt: skip


def _drawn(name: str, change: Estimate) -> dict[str, object]:
    return {
        "output": name,
        "value": significant(change.value, 5),
        "low": significant(change.low, 5),
        "high": significant(change.high, 5),
        "text": error_interval(change, reason="the reference makes no error"),
    }


def table_metric_changes(cost: ErrorComparison) -> Table:
    """Return every metric of both variants, its paired change, and which of them is better."""
    one, other = cost.reference.variant, cost.candidate.variant
    rows = [
        [
            named(output.name, output.unit),
            metric_title(metric.change.metric),
            error_value(_plain(metric, metric.reference)),
            error_value(_plain(metric, metric.candidate)),
            _signed(metric.change),
            _better(metric.change, one, other),
        ]
        for output in cost.outputs
        for metric in output.metrics
    ]
    note = (
        f"{scope_line(cost.reference)}. In brackets: paired 95 % intervals. Better: the interval "
        "leaves out 0."
    )
    columns = ["Output", "Metric", f">{one}", f">{other}", ">Change", "Better"]
    return make_table(f"Every metric, {one} → {other}", columns, rows, note=note)


def _plain(metric: MetricChange, value: float) -> Estimate:
    return Estimate(metric.change.metric, value, float("nan"), float("nan"), 0, "none")


def _signed(change: Estimate) -> str:
    if isnan(change.value):
        return NO_VALUE
    sign = "+" if change.value > 0 else ""
    value, ends = error_value(change), error_range(change)
    return sign + value + ("" if ends == NO_VALUE else f" ({ends})")


def _better(change: Estimate, reference: str, candidate: str) -> str:
    """Return the variant that is surely better; a bias has no better side."""
    if isnan(change.low) or change.metric == "bias" or change.low <= 0 <= change.high:
        return NO_VALUE
    higher_wins = ERROR_METRICS[change.metric].better == "higher"
    return candidate if (change.low > 0) == higher_wins else reference


def table_recording_changes(
    cost: ErrorComparison, reference: Sequence[FileErrors], candidate: Sequence[FileErrors]
) -> Table:
    """Return the recordings whose squared error rose most, and those where it fell most.

    The size of a recording's error is its share of the squared error over all outputs, each in
    relation to what the reference does on the whole split.
    """
    base = [one.reference_rmse.value for one in cost.outputs]
    there = {one.source: one for one in candidate}
    pairs = [(one, there[one.source]) for one in reference if one.source in there]
    pairs.sort(key=lambda pair: _size(pair[0], base) - _size(pair[1], base))
    shown = pairs
    if len(pairs) > 2 * MOST_RECORDINGS:
        shown = [*pairs[:MOST_RECORDINGS], *pairs[-MOST_RECORDINGS:]]
    rows = [
        [
            one.source,
            count(one.n_samples),
            *(_pair(a, b) for a, b in zip(one.rmse, other.rmse, strict=True)),
            _percent(_size(other, base), _size(one, base)),
        ]
        for one, other in shown
    ]
    names = [f">RMSE of {named(one.name, one.unit)}" for one in cost.outputs]
    note = "From the largest rise of the error to the largest fall."
    if len(shown) < len(pairs):
        note += f" {count(len(pairs) - len(shown))} between them are in analysis.json."
    title = f"Recordings, {cost.reference.variant} → {cost.candidate.variant}"
    return make_table(title, ["Recording", ">Samples", *names, ">Change"], rows, note=note)


def _size(one: FileErrors, base: Sequence[float]) -> float:
    """Return the root of the mean squared error over outputs, each over its reference's RMSE."""
    parts = [(rmse / of) ** 2 for rmse, of in zip(one.rmse, base, strict=True) if of > 0]
    return sqrt(sum(parts) / len(parts)) if parts else 0.0


def _pair(one: float, other: float) -> str:
    def shown(value: float) -> str:
        return error_value(Estimate("rmse", value, float("nan"), float("nan"), 0, "none"))

    return f"{shown(one)} → {shown(other)}"


def _percent(now: float, before: float) -> str:
    if not before:
        return NO_VALUE
    change = now / before - 1
    return error_value(Estimate("rmse_change", change, float("nan"), float("nan"), 0, "none"))
