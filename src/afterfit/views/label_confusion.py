"""Which labels are missed, and which are falsely seen in their place."""

from typing import Any

from afterfit.results import (
    LabelMistakes,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.most_classes import MOST_CLASSES
from afterfit.views.numbers import (
    count,
    counted,
    decimal,
)
from afterfit.views.palette import EMPTY, INK, SHARES
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table


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
