"""Which recordings the errors come from."""

from typing import Any

from afterfit.results import FileRow, FileSummary
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.most_classes import shown_classes, shown_note
from afterfit.views.numbers import count, counted, percent
from afterfit.views.palette import INK, WRONG
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table

WORST = 15
"""Recordings that a chart or a table on a page shows at most; the file-level log has all."""


def chart_files(files: FileSummary, most: int = WORST) -> Chart:
    """Return the worst recordings as bars of their error rate, what they were taken for beside."""
    rows = files.rows[:most]
    labels = {"labelLimit": 300, "labelExpr": _TAIL, "domain": False, "ticks": False}
    bars = {"type": "bar", "color": WRONG, "height": {"band": 0.7}}
    text = {"type": "text", "align": "left", "dx": 5, "color": INK, "limit": 320}
    return make_chart(
        "Recordings with the highest error rate",
        _describe(files),
        {
            "data": {"values": [_bar(row, files.class_names) for row in rows]},
            "width": 300,
            "height": {"step": 22},
            "encoding": {
                "y": {
                    "field": "source",
                    "type": "nominal",
                    "sort": None,
                    "axis": {**labels, "title": None},
                },
                "x": _rate_axis(),
                "tooltip": _tooltip(),
            },
            "layer": [
                {"mark": bars},
                {"mark": text, "encoding": {"text": {"field": "story", "type": "nominal"}}},
            ],
        },
        subtitle=_subtitle(files, len(rows)),
    )


_TAIL = "length(datum.label) > 44 ? '…' + slice(datum.label, -43) : datum.label"
"""Of a long path the end is kept: it tells files apart."""


def _rate_axis() -> dict[str, Any]:
    return {
        "field": "error_rate",
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {
            "title": "Share of its samples taken for a wrong class",
            "labelExpr": PERCENT_LABELS,
            "tickCount": 5,
        },
    }


def _bar(row: FileRow, class_names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "source": row.source,
        "true": row.true_class,
        "error_rate": round(row.error_rate, 6),
        "share": percent(row.error_rate),
        "wrong": count(row.n_wrong),
        "samples": count(row.n_samples),
        "story": _story(row, class_names),
    }


def _story(row: FileRow, class_names: tuple[str, ...]) -> str:
    wrong = f"{count(row.n_wrong)} of {count(row.n_samples)}"
    taken = usual_mistake(row, class_names)
    return f"{wrong}, as {taken}" if taken else wrong


def usual_mistake(row: FileRow, class_names: tuple[str, ...]) -> str:
    """Return the wrong class that most samples of a recording were taken for.

    Empty where none is wrong, or where the recording has no one true class.
    """
    if not row.n_wrong or row.true_class not in class_names:
        return ""
    others = [
        (n, name)
        for n, name in zip(row.predicted, class_names, strict=True)
        if name != row.true_class
    ]
    return max(others, key=lambda one: one[0])[1]


def _tooltip() -> list[dict[str, Any]]:
    return [
        {"field": "source", "type": "nominal", "title": "Recording"},
        {"field": "true", "type": "nominal", "title": "True class"},
        {"field": "wrong", "type": "nominal", "title": "Wrong"},
        {"field": "samples", "type": "nominal", "title": "Samples"},
        {"field": "share", "type": "nominal", "title": "Error rate"},
    ]


def _subtitle(files: FileSummary, n_shown: int) -> str:
    with_errors = sum(row.n_wrong > 0 for row in files.rows)
    return (
        f"{scope_line(files.scope)}\n{count(with_errors)} with errors; "
        f"the worst {count(n_shown)} of {count(len(files.rows))} shown"
    )


def _describe(files: FileSummary) -> str:
    start = scope_line(files.scope)
    if not files.rows or not files.rows[0].n_wrong:
        return f"{start}: no recording has an error."
    worst = files.rows[0]
    with_errors = counted(sum(row.n_wrong > 0 for row in files.rows), "recording")
    return (
        f"{start}: {with_errors} with errors; the worst is {worst.source} ({worst.true_class}), "
        f"{_story(worst, files.class_names)}."
    )


def table_files(files: FileSummary, most: int | None = None) -> Table:
    """Return one row a recording, the worst first, with what its samples were taken for.

    Where *most* leaves recordings out, the note says how many.
    """
    rows = files.rows if most is None else files.rows[:most]
    shown = shown_classes(_taken_for(files))
    columns = [
        "True Class",
        "File",
        ">Total Samples",
        ">Wrong",
        ">Error Rate",
        *(f">Predicted as {files.class_names[i]}" for i in shown),
    ]
    cells = [
        [
            row.true_class,
            row.source,
            count(row.n_samples),
            count(row.n_wrong),
            percent(row.error_rate),
            *(count(row.predicted[i]) for i in shown),
        ]
        for row in rows
    ]
    note = f"{scope_line(files.scope)}, the worst first."
    if len(rows) < len(files.rows):
        note += f" {count(len(files.rows) - len(rows))} more in the file-level summary."
    left_out = shown_note(len(shown), len(files.class_names), "most wrong answers")
    if left_out:
        note += f" Columns: {left_out}."
    return make_table("Files", columns, cells, note=note)


def _taken_for(files: FileSummary) -> list[int]:
    """Return, for each class, how often a recording of another class was taken for it."""
    return [
        sum(row.predicted[i] for row in files.rows if row.true_class != name)
        for i, name in enumerate(files.class_names)
    ]
