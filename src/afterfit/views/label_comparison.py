"""Multi-label variants side by side."""

from afterfit.results import (
    MultilabelAnalysis,
    MultilabelComparison,
    QuantizationCost,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import (
    count,
    interval,
    p_value,
    percent,
    points,
)
from afterfit.views.palette import INK
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table


def table_label_comparison(comparison: MultilabelComparison) -> Table:
    """Return the change of whole sets first, then of each label."""
    sets = comparison.sets
    rows = [_change_row("all labels of a sample", sets)]
    rows += [_change_row(one.label, one.cost) for one in comparison.labels]
    names = (sets.reference.variant, sets.candidate.variant)
    columns = ["Right", *(f">{name}" for name in names), ">Change", ">Only one right", ">McNemar"]
    note = f"{scope_line(sets.reference)}. In brackets: paired 95 % intervals."
    return make_table(f"{names[0]} → {names[1]}", columns, rows, note=note)


def _change_row(name: str, cost: QuantizationCost) -> list[str]:
    return [
        name,
        percent(cost.reference_accuracy.value),
        percent(cost.candidate_accuracy.value),
        interval(cost.accuracy_change),
        f"{count(cost.n_reference_only_right)} / {count(cost.n_candidate_only_right)}",
        p_value(cost.p_value),
    ]


def chart_label_comparison(comparison: MultilabelComparison) -> Chart:
    """Return the change of each label with its paired interval."""
    rows = [("all labels of a sample", comparison.sets)]
    rows += [(one.label, one.cost) for one in comparison.labels]
    rows = rows[: MOST_CLASSES + 1]
    values = [{"label": name, **interval_values(cost.accuracy_change)} for name, cost in rows]
    sets = comparison.sets
    return make_chart(
        f"Change from {sets.reference.variant} to {sets.candidate.variant}",
        f"{scope_line(sets.reference)}: all labels right "
        f"{points(sets.accuracy_change.value)} more often.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 22},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": None, "axis": {"title": None}},
                "x": {"field": "value", "type": "quantitative",
                      "axis": {"title": "Change of the share of right answers",
                               "labelExpr": PERCENT_LABELS}},
                "tooltip": [
                    {"field": "label", "type": "nominal", "title": "Label"},
                    {"field": "text", "type": "nominal", "title": "Change"},
                ],
            },
            "layer": [
                {"mark": {"type": "rule", "strokeDash": [4, 4], "color": INK},
                 "encoding": {"x": {"datum": 0}, "y": {"value": 0},
                              "y2": {"value": 22 * len(values)}}},
                *interval_layers(line_width=1.5, point_size=55),
            ],
        },
        subtitle=f"{scope_line(sets.reference)}\nLines: paired 95 % intervals",
    )  # fmt: skip


def table_multilabel_variants(analysis: MultilabelAnalysis) -> Table:
    """Return one row a variant and split."""
    rows = [
        [
            one.variant,
            one.split,
            count(one.quality.scope.n_samples),
            count(one.quality.scope.n_sources),
            interval(one.quality.estimate("subset_accuracy")),
            interval(one.quality.estimate("hamming_loss")),
            interval(one.quality.estimate("micro_f1")),
            interval(one.quality.estimate("macro_f1")),
        ]
        for one in analysis.variants
    ]
    columns = [
        "Variant", "Split", ">Samples", ">Recordings", ">All labels right", ">Hamming loss",
        ">Micro F1", ">Macro F1",
    ]  # fmt: skip
    return make_table("Variants and splits", columns, rows, note="In brackets: 95 % intervals.")
