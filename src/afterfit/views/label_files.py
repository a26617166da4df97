"""Recordings and single answers in which labels are wrong."""

from typing import Any

from afterfit.results import (
    LabelErrors,
    LabelFiles,
)
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import (
    count,
    counted,
    percent,
)
from afterfit.views.palette import INK, REFERENCE, WRONG
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table


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
