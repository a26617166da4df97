"""What a quantised model loses against its float reference."""

from typing import Any

from afterfit.results import Estimate, QuantizationCost
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    NO_VALUE,
    count,
    decimal,
    interval,
    p_value,
    percent,
    points,
    size,
)
from afterfit.views.palette import CANDIDATE, REFERENCE
from afterfit.views.tables import Table, make_table
from afterfit.wording import counted


def table_quantization(cost: QuantizationCost) -> Table:
    """Return accuracy, F1, size and agreement, reference beside candidate."""
    f1_change = cost.candidate_macro_f1.value - cost.reference_macro_f1.value
    rows = [
        [
            "Accuracy",
            interval(cost.reference_accuracy),
            interval(cost.candidate_accuracy),
            interval(cost.accuracy_change),
        ],
        [
            "Macro F1",
            interval(cost.reference_macro_f1),
            interval(cost.candidate_macro_f1),
            _signed(f1_change),
        ],
        ["Model file", size(cost.reference_bytes), size(cost.candidate_bytes), _ratio(cost)],
        [
            "Right where the other is wrong",
            count(cost.n_reference_only_right),
            count(cost.n_candidate_only_right),
            f"{p_value(cost.p_value)} (exact McNemar)",
        ],
        ["Different predictions", "", "", _disagreements(cost)],
    ]
    columns = ["", f">{cost.reference.variant}", f">{cost.candidate.variant}", ">Change"]
    note = (
        f"The same {count(cost.reference.n_samples)} samples of the {cost.reference.split} split. "
        "In brackets: 95 % intervals; that of the change is paired."
    )
    title = f"{cost.reference.variant} against {cost.candidate.variant}"
    return make_table(title, columns, rows, note=note, folds=True)


def _signed(change: float) -> str:
    text = decimal(change)
    return f"+{text}" if change > 0 else text


def _ratio(cost: QuantizationCost) -> str:
    if not cost.reference_bytes or cost.candidate_bytes is None:
        return NO_VALUE
    return f"{percent(cost.candidate_bytes / cost.reference_bytes)} of the size"


def _disagreements(cost: QuantizationCost) -> str:
    n = cost.reference.n_samples
    share = percent(cost.n_disagreements / n) if n else NO_VALUE
    return f"{count(cost.n_disagreements)} of {count(n)} ({share})"


def chart_quantization(cost: QuantizationCost) -> Chart:
    """Return the accuracy of both variants as points with their 95 % intervals."""
    values = [
        _point(cost.reference.variant, cost.reference_accuracy),
        _point(cost.candidate.variant, cost.candidate_accuracy),
    ]
    names = [cost.reference.variant, cost.candidate.variant]
    return make_chart(
        "Accuracy of both variants",
        describe_cost(cost),
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 30},
            "encoding": _encoding(names),
            "layer": interval_layers(line_width=2, point_size=80),
        },
        subtitle=f"{cost.reference.split} split, n = {count(cost.reference.n_samples)}\n"
        f"Lines: 95 % intervals. Change: {interval(cost.accuracy_change)}",
    )


def _point(variant: str, estimate: Estimate) -> dict[str, Any]:
    return {
        "variant": variant,
        **interval_values(estimate),
    }


def _encoding(names: list[str]) -> dict[str, Any]:
    return {
        "y": {
            "field": "variant",
            "type": "nominal",
            "scale": {"domain": names},
            "axis": {"title": None, "domain": False, "ticks": False},
        },
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False},
            "axis": {"title": "Accuracy", "labelExpr": PERCENT_LABELS, "tickCount": 6},
        },
        "color": {
            "field": "variant",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": names, "range": [REFERENCE, CANDIDATE]},
        },
        "tooltip": [
            {"field": "variant", "type": "nominal", "title": "Variant"},
            {"field": "text", "type": "nominal", "title": "Accuracy"},
        ],
    }


def describe_cost(cost: QuantizationCost) -> str:
    """Return one sentence: both accuracies, the change, its test and the sizes."""
    sizes = ""
    if cost.reference_bytes is not None and cost.candidate_bytes is not None:
        sizes = f"; {size(cost.candidate_bytes)} instead of {size(cost.reference_bytes)}"
    return (
        f"On the same {counted(cost.reference.n_samples, f'{cost.reference.split} sample')}, "
        f"{cost.candidate.variant} has {percent(cost.candidate_accuracy.value)} accuracy and "
        f"{cost.reference.variant} {percent(cost.reference_accuracy.value)}: "
        f"{points(cost.accuracy_change.value)}, {p_value(cost.p_value)}{sizes}."
    )
