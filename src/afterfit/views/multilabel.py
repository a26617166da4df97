"""Charts and tables of models whose samples have any number of labels."""

from math import isnan
from typing import Any

from afterfit.results import (
    LabelErrors,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
    QuantizationCost,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import (
    count,
    counted,
    decimal,
    estimate_range,
    estimate_value,
    interval,
    metric_title,
    p_value,
    percent,
    points,
)
from afterfit.views.palette import CANDIDATE, EMPTY, INK, REFERENCE, SHARES, WRONG
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

_METRICS = ("precision", "recall")


def table_label_metrics(quality: MultilabelQuality) -> Table:
    """Return one row a metric of whole sets and averages over labels."""
    rows = [
        [
            metric_title(one.metric),
            estimate_value(one),
            estimate_range(one),
            count(one.n),
            one.method,
        ]
        for one in quality.overall
    ]
    note = f"{scope_line(quality.scope)}. A label is seen where its score ≥ {quality.threshold:g}."
    columns = ["Metric", ">Value", ">95 % interval", ">n", "Interval method"]
    return make_table(f"Metrics, {quality.scope.variant}", columns, rows, note=note)


def table_labels(quality: MultilabelQuality, mistakes: LabelMistakes) -> Table:
    """Return one row a label: quality with intervals, and counts."""
    columns = [
        "Label",
        ">Precision",
        ">Recall",
        ">F1",
        ">ROC AUC",
        ">Average precision",
        ">Has it",
        ">Missed",
        ">Falsely seen",
    ]
    rows = [
        [
            one.class_name,
            interval(one.precision, reason="never seen"),
            interval(one.recall, reason="no samples"),
            interval(one.f1, reason="no samples"),
            interval(one.roc_auc, reason="samples of one kind only"),
            interval(one.average_precision, reason="no samples"),
            count(one.support),
            count(counts.fn),
            count(counts.fp),
        ]
        for one, counts in zip(quality.labels, mistakes.labels, strict=True)
    ]
    note = (
        f"{scope_line(quality.scope)}. In brackets: 95 % intervals. A label is seen where its "
        f"score ≥ {quality.threshold:g}."
    )
    return make_table(f"Labels, {quality.scope.variant}", columns, rows, note=note)


def chart_labels(quality: MultilabelQuality) -> Chart:
    """Return precision and recall of each label as points with their 95 % intervals."""
    shown = _lowest_f1(quality)
    values = [
        {"label": one.class_name, "metric": estimate.metric, **interval_values(estimate)}
        for one in shown
        for estimate in (one.precision, one.recall)
        if not isnan(estimate.value)
    ]
    names = [one.class_name for one in shown]
    subtitle = f"{scope_line(quality.scope)}\nLines: 95 % intervals"
    if len(shown) < len(quality.labels):
        subtitle += f"; the {len(shown)} labels of lowest F1 of {count(len(quality.labels))}"
    return make_chart(
        "Precision and recall of each label",
        f"{scope_line(quality.scope)}: all labels right in "
        f"{interval(quality.estimate('subset_accuracy'))} of the samples.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 16},
            "encoding": _label_encoding(names),
            "layer": interval_layers(line_width=1.5, point_size=55),
        },
        subtitle=subtitle,
    )


def _lowest_f1(quality: MultilabelQuality) -> list[Any]:
    by_f1 = sorted(quality.labels, key=lambda one: -1.0 if isnan(one.f1.value) else one.f1.value)
    kept = {one.class_name for one in by_f1[:MOST_CLASSES]}
    return [one for one in quality.labels if one.class_name in kept]


def _label_encoding(names: list[str]) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": 220, "grid": True, "domain": False, "ticks": False}
    return {
        "y": {"field": "label", "type": "nominal", "scale": {"domain": names}, "axis": axis},
        "yOffset": {"field": "metric", "type": "nominal", "scale": {"domain": list(_METRICS)}},
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": None, "labelExpr": PERCENT_LABELS, "tickCount": 5},
        },
        "color": {
            "field": "metric",
            "type": "nominal",
            "legend": {"title": None},
            "scale": {"domain": list(_METRICS), "range": [REFERENCE, CANDIDATE]},
        },
        "tooltip": [
            {"field": "label", "type": "nominal", "title": "Label"},
            {"field": "metric", "type": "nominal", "title": "Metric"},
            {"field": "text", "type": "nominal", "title": "Value"},
        ],
    }


def chart_label_confusion(mistakes: LabelMistakes) -> Chart:
    """Return how often one label was missed while another one was falsely seen, as a heatmap."""
    n = len(mistakes.labels)
    by_errors = sorted(range(n), key=lambda i: -(mistakes.labels[i].fn + mistakes.labels[i].fp))
    shown = sorted(by_errors[:MOST_CLASSES])
    names = [mistakes.labels[i].label for i in shown]
    values = [_confusion_cell(mistakes, i, j) for i in shown for j in shown if i != j]
    subtitle = f"{scope_line(mistakes.scope)}\nShare of the misses of a row; the number of samples"
    if len(shown) < n:
        subtitle += f"; the {len(shown)} labels with most mistakes of {count(n)}"
    side = max(28, min(54, 480 // max(len(shown), 1)))
    return make_chart(
        "Missed here, seen there",
        _describe_mistakes(mistakes),
        {
            "data": {"values": values},
            "width": {"step": side},
            "height": {"step": side * 0.6},
            "encoding": _confusion_axes(names),
            "layer": [
                {"mark": {"type": "rect", "color": EMPTY}},
                {"mark": "rect", "encoding": {"color": _share_colour()},
                 "transform": [{"filter": "datum.n > 0"}]},
                {"mark": {"type": "text", "fontSize": 10, "color": INK},
                 "encoding": {"text": {"field": "n", "type": "quantitative"}},
                 "transform": [{"filter": "datum.n > 0"}]},
            ],
        },
        subtitle=subtitle,
    )  # fmt: skip


def _confusion_cell(mistakes: LabelMistakes, i: int, j: int) -> dict[str, Any]:
    missed, together = mistakes.labels[i], mistakes.missed_and_seen[i][j]
    share = together / missed.fn if missed.fn else 0.0
    return {
        "missed": missed.label,
        "seen": mistakes.labels[j].label,
        "n": together,
        "share": round(share, 4),
        "text": f"{count(together)} of {count(missed.fn)} misses",
    }


def _confusion_axes(names: list[str]) -> dict[str, Any]:
    bare = {"labelLimit": 180, "domain": False, "ticks": False}
    return {
        "x": {"field": "seen", "type": "nominal", "scale": {"domain": names},
              "axis": {**bare, "title": "Falsely seen", "labelAngle": -40}},
        "y": {"field": "missed", "type": "nominal", "scale": {"domain": names},
              "axis": {**bare, "title": "Missed"}},
        "tooltip": [
            {"field": "missed", "type": "nominal", "title": "Missed"},
            {"field": "seen", "type": "nominal", "title": "Falsely seen"},
            {"field": "text", "type": "nominal", "title": "Samples"},
        ],
    }  # fmt: skip


def _share_colour() -> dict[str, Any]:
    return {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 1], "range": list(SHARES)},
        "legend": {"title": "Share of misses", "labelExpr": PERCENT_LABELS, "tickCount": 5},
    }


def _describe_mistakes(mistakes: LabelMistakes) -> str:
    missed = sum(one.fn for one in mistakes.labels)
    false = sum(one.fp for one in mistakes.labels)
    return (
        f"{scope_line(mistakes.scope)}: {counted(missed, 'label')} missed, "
        f"{count(false)} falsely seen."
    )


def table_label_mistakes(mistakes: LabelMistakes) -> Table:
    """Return one row a label: counts of the four answers, and whether its score is calibrated."""
    rows = [
        [
            one.label,
            *(count(n) for n in (one.tp, one.fn, one.fp, one.tn)),
            decimal(one.ece),
            f"{decimal(one.ece_band.low)}–{decimal(one.ece_band.high)}",
        ]
        for one in mistakes.labels
    ]
    columns = [
        "Label", ">Found", ">Missed", ">Falsely seen", ">Rightly not seen", ">Calibration error",
        ">By chance alone",
    ]  # fmt: skip
    return make_table("Answers", columns, rows, note=scope_line(mistakes.scope) + ".")


def chart_label_files(files: LabelFiles, most: int = 15) -> Chart:
    """Return the worst recordings as bars: the share of their samples with a wrong label."""
    rows = files.rows[:most]
    values = [
        {
            "source": row.source,
            "rate": round(row.error_rate, 6),
            "text": f"{count(row.n_samples - row.n_exact)} of {count(row.n_samples)}",
            "missed": row.n_missed,
            "false": row.n_false,
        }
        for row in rows
    ]
    with_errors = sum(row.n_exact < row.n_samples for row in files.rows)
    return make_chart(
        "Recordings with the most wrong samples",
        f"{scope_line(files.scope)}: {counted(with_errors, 'recording')} with errors.",
        {
            "data": {"values": values},
            "width": 300,
            "height": {"step": 22},
            "encoding": _file_encoding(),
            "layer": [
                {"mark": {"type": "bar", "color": WRONG, "height": {"band": 0.7}}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5, "color": INK},
                    "encoding": {"text": {"field": "text", "type": "nominal"}},
                },
            ],
        },
        subtitle=f"{scope_line(files.scope)}\nThe worst {count(len(rows))} of "
        f"{count(len(files.rows))} shown",
    )


def _file_encoding() -> dict[str, Any]:
    return {
        "y": {"field": "source", "type": "nominal", "sort": None,
              "axis": {"title": None, "labelLimit": 300, "domain": False, "ticks": False}},
        "x": {"field": "rate", "type": "quantitative", "scale": {"domain": [0, 1]},
              "axis": {"title": "Share of its samples with a wrong label",
                       "labelExpr": PERCENT_LABELS, "tickCount": 5}},
        "tooltip": [
            {"field": "source", "type": "nominal", "title": "Recording"},
            {"field": "text", "type": "nominal", "title": "Samples with a wrong label"},
            {"field": "missed", "type": "quantitative", "title": "Labels missed"},
            {"field": "false", "type": "quantitative", "title": "Labels falsely seen"},
        ],
    }  # fmt: skip


def table_label_files(files: LabelFiles, most: int | None = None) -> Table:
    """Return one row a recording, the worst first."""
    kept = files.rows if most is None else files.rows[:most]
    rows = [
        [
            row.source,
            count(row.n_samples),
            percent(row.error_rate),
            count(row.n_missed),
            count(row.n_false),
        ]
        for row in kept
    ]
    note = f"{scope_line(files.scope)}, the worst first."
    if len(kept) < len(files.rows):
        note += f" {count(len(files.rows) - len(kept))} more in analysis.json."
    columns = ["Recording", ">Samples", ">With a wrong label", ">Labels missed", ">Falsely seen"]
    return make_table("Recordings", columns, rows, note=note)


def table_label_errors(errors: LabelErrors, most: int | None = None) -> Table:
    """Return one row a wrong answer, the surest first; the note says what is left out."""
    surest = sorted(errors.errors, key=lambda one: -abs(one.score - 0.5))
    kept = surest if most is None else surest[:most]
    rows = [
        [one.label, one.mistake, percent(one.score), one.source, str(one.offset)] for one in kept
    ]
    shown = f"{count(len(kept))} of {count(errors.n_errors)} wrong answers"
    note = f"{scope_line(errors.scope)}. {shown}."
    columns = ["Label", "Mistake", ">Its probability", "Recording", ">Offset"]
    return make_table("Wrong answers, the surest first", columns, rows, note=note)


def chart_label_errors(errors: LabelErrors) -> Chart:
    """Return the probability of each wrong answer that was kept, a line of ticks a label."""
    values = [
        {"label": one.label, "score": round(one.score, 5), "mistake": one.mistake,
         "source": one.source, "offset": one.offset}
        for one in errors.errors
    ]  # fmt: skip
    return make_chart(
        "Probability that wrong answers rest on",
        f"{scope_line(errors.scope)}: {counted(errors.n_errors, 'wrong answer')}.",
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 24},
            "mark": {"type": "tick", "thickness": 2, "opacity": 0.7},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "axis": {"title": None}},
                "x": {"field": "score", "type": "quantitative", "scale": {"domain": [0, 1]},
                      "axis": {"title": "Probability of the label", "labelExpr": PERCENT_LABELS,
                               "tickCount": 5}},
                "color": {"field": "mistake", "type": "nominal", "legend": {"title": None},
                          "scale": {"domain": ["missed", "falsely seen"],
                                    "range": [REFERENCE, WRONG]}},
                "tooltip": [
                    {"field": "label", "type": "nominal", "title": "Label"},
                    {"field": "source", "type": "nominal", "title": "Recording"},
                    {"field": "offset", "type": "quantitative", "title": "Offset"},
                    {"field": "score", "type": "quantitative", "title": "Probability"},
                ],
            },
        },
        subtitle=scope_line(errors.scope),
    )  # fmt: skip


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
