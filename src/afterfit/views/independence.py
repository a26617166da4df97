"""The honest interval beside the naive one."""

from afterfit.results import IntervalComparison
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import count, counted, decimal, estimate_range, interval, significant
from afterfit.views.palette import REFERENCE
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_TITLE = "Accuracy, by recordings and by samples"


def interval_sentence(comparison: IntervalComparison) -> str:
    """Return by how much the interval of independent samples is too narrow."""
    samples = counted(comparison.scope.n_samples, "sample")
    start = f"Treating the {samples} as independent would have given"
    ratio = decimal(comparison.times_too_narrow, 1, reason="one recording")
    return f"{start} {estimate_range(comparison.naive)}, {ratio} times too narrow."


def table_independence(comparison: IntervalComparison) -> Table:
    """Return both intervals with the number of independent samples they rest on."""
    n_effective = decimal(comparison.n_effective, 0, reason="one recording")
    rows = [
        ["recordings", interval(comparison.honest), n_effective],
        ["samples", interval(comparison.naive), count(comparison.scope.n_samples)],
    ]
    note = f"{scope_line(comparison.scope)}. {interval_sentence(comparison)}"
    return make_table(_TITLE, ["Independent are", ">Accuracy", ">Worth"], rows, note=note)


def chart_independence(comparison: IntervalComparison) -> Chart:
    """Return both intervals, one above the other."""
    values = [
        {
            "unit": unit,
            "value": significant(one.value),
            "low": significant(one.low),
            "high": significant(one.high),
        }
        for unit, one in (("recordings", comparison.honest), ("samples", comparison.naive))
    ]
    y = {"field": "unit", "type": "nominal", "sort": None, "axis": {"title": "Independent are"}}
    x = {"type": "quantitative", "scale": {"zero": False},
         "axis": {"title": "Accuracy", "labelExpr": PERCENT_LABELS}}  # fmt: skip
    rule = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "color": REFERENCE},
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }
    point = {
        "mark": {"type": "point", "filled": True, "color": REFERENCE, "size": 60},
        "encoding": {"y": y, "x": {**x, "field": "value"}},
    }
    return make_chart(
        _TITLE,
        interval_sentence(comparison),
        {"data": {"values": values}, "width": 320, "height": {"step": 26}, "layer": [rule, point]},
        subtitle=scope_line(comparison.scope),
    )
