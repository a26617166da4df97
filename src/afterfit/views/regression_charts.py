"""What was found out about predicted numbers, as charts."""

from collections.abc import Sequence
from math import exp, isnan, pi, sqrt
from typing import Any

from afterfit.results import Course, FileErrors, OutputErrors
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.error_numbers import error_interval, named
from afterfit.views.numbers import count, percent, significant
from afterfit.views.palette import CANDIDATE, FAINT_INK, INK, REFERENCE, WRONG
from afterfit.views.regression_tables import WORST_FILES
from afterfit.wording import quantity

_TAIL = "length(datum.label) > 44 ? '…' + slice(datum.label, -43) : datum.label"


def axis(field: str, title: str, **scale: Any) -> dict[str, Any]:
    """Return a numeric axis that need not start at zero."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": False, **scale},
        "axis": {"title": title, "tickCount": 6},
    }


def chart_actual(one: OutputErrors, subtitle: str = "") -> Chart:
    """Return predicted against actual values; on the line they agree."""
    drawn = one.drawn
    values = _points(one)
    both = [*drawn.y_true.tolist(), *drawn.y_pred.tolist()]
    ends = [{"end": significant(end, 6)} for end in (min(both), max(both))] if both else []
    name = named(one.name, one.unit)
    return make_chart(
        f"Predicted against actual: {one.name}",
        f"{count(len(values))} samples; errors have a standard deviation of "
        f"{quantity(one.distribution.std, one.unit)} around {quantity(one.distribution.mean)}.",
        {
            "width": 290,
            "height": 260,
            "layer": [
                {
                    "data": {"values": ends},
                    "mark": {"type": "line", "color": FAINT_INK, "strokeDash": [4, 3]},
                    "encoding": {
                        "x": axis("end", f"Actual {name}"),
                        "y": axis("end", f"Predicted {name}"),
                    },
                },
                {
                    "data": {"values": values},
                    "mark": _dot(),
                    "encoding": {
                        "x": axis("actual", f"Actual {name}"),
                        "y": axis("predicted", f"Predicted {name}"),
                        "tooltip": _tips(),
                    },
                },
            ],
        },
        subtitle=subtitle + _drawn_note(one),
    )


def chart_residuals(one: OutputErrors, subtitle: str = "") -> Chart:
    """Return the error of each sample against its prediction; above zero it said too much."""
    name = named(one.name, one.unit)
    spread = one.spread
    return make_chart(
        f"Error against prediction: {one.name}",
        f"Rank correlation of |error| and prediction: {error_interval(spread.correlation)}.",
        {
            "width": 290,
            "height": 260,
            "data": {"values": _points(one)},
            "encoding": {
                "x": axis("predicted", f"Predicted {name}"),
                "y": axis("error", "Predicted − actual"),
            },
            "layer": [
                {"mark": _dot(), "encoding": {"tooltip": _tips()}},
                zero_line(),
            ],
        },
        subtitle=subtitle + _drawn_note(one),
    )


def zero_line() -> dict[str, Any]:
    """Return a line at an error of zero; of data of its own, else it is drawn once a sample."""
    return {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": [4, 3]},
        "encoding": {"y": {"field": "zero", "type": "quantitative"}, "x": None},
    }


def _dot() -> dict[str, Any]:
    return {"type": "point", "filled": True, "size": 14, "opacity": 0.45, "color": REFERENCE}


def _points(one: OutputErrors) -> list[dict[str, Any]]:
    drawn = one.drawn
    return [
        {
            "row": row,
            "actual": significant(true, 5),
            "predicted": significant(said, 5),
            "error": significant(said - true, 4),
        }
        for row, true, said in zip(
            drawn.rows.tolist(), drawn.y_true.tolist(), drawn.y_pred.tolist(), strict=True
        )
    ]


def _tips() -> list[dict[str, Any]]:
    names = ("row", "actual", "predicted", "error")
    return [{"field": n, "type": "quantitative", "title": n.capitalize()} for n in names]


def _drawn_note(one: OutputErrors) -> str:
    n, drawn = one.drawn.n_samples, len(one.drawn.rows)
    if drawn == n:
        return ""
    return f"\n{count(drawn)} of {count(n)} samples drawn, evenly spaced rows"


def chart_distribution(one: OutputErrors, subtitle: str = "") -> Chart:
    """Return the histogram of the errors with the normal curve of their mean and spread."""
    found = one.distribution
    edges, counts = found.edges.tolist(), found.counts.tolist()
    bars = [
        {"low": significant(low, 6), "high": significant(high, 6), "n": n}
        for low, high, n in zip(edges, edges[1:], counts, strict=False)
    ]
    outside = found.n_below + found.n_above
    title = f"Predicted − actual {named(one.name, one.unit)}"
    x = {"field": "low", "type": "quantitative", "scale": {"zero": False}, "title": title}
    bar = {
        "data": {"values": bars},
        "mark": {"type": "bar", "color": REFERENCE, "opacity": 0.75},
        "encoding": {
            "x": {**x, "bin": {"binned": True}},
            "x2": {"field": "high"},
            "y": {"field": "n", "type": "quantitative", "axis": {"title": "Samples"}},
            "tooltip": [
                {"field": "low", "type": "quantitative", "title": "From"},
                {"field": "high", "type": "quantitative", "title": "To"},
                {"field": "n", "type": "quantitative", "title": "Samples"},
            ],
        },
    }
    curve = {
        "data": {"values": _normal(one)},
        "mark": {"type": "line", "color": WRONG, "strokeWidth": 1.5},
        "encoding": {"x": axis("x", title), "y": {"field": "y", "type": "quantitative"}},
    }
    note = f"Line: normal distribution of the same mean and spread. {count(outside)} outside"
    return make_chart(
        f"Distribution of the error: {one.name}",
        f"Mean {quantity(found.mean, one.unit)}, standard deviation {quantity(found.std)}; "
        f"{count(outside)} errors lie outside the bins.",
        {"width": 290, "height": 220, "layer": [bar, curve]},
        subtitle=f"{subtitle}\n{note}".strip(),
    )


def _normal(one: OutputErrors) -> list[dict[str, Any]]:
    found = one.distribution
    if isnan(found.std) or found.std == 0 or len(found.counts) < 2:
        return []
    low, high = float(found.edges[0]), float(found.edges[-1])
    width = (high - low) / len(found.counts)
    scale = one.drawn.n_samples * width / (found.std * sqrt(2 * pi))
    places = [low + (high - low) * step / 80 for step in range(81)]
    return [
        {
            "x": significant(x, 5),
            "y": significant(scale * exp(-0.5 * ((x - found.mean) / found.std) ** 2), 4),
        }
        for x in places
    ]


def chart_ranges(one: OutputErrors, subtitle: str = "") -> Chart:
    """Return the mean error by range of the target, with 95 % intervals."""
    name = named(one.name, one.unit)
    values = [
        {
            "range": f"{quantity(row.low)} to {quantity(row.high)}",
            "bias": significant(row.bias.value, 5),
            "low": significant(row.bias.low, 5),
            "high": significant(row.bias.high, 5),
            "text": error_interval(row.bias),
            "n": count(row.n_samples),
        }
        for row in one.ranges
    ]
    line = {
        "mark": {"type": "rule", "color": REFERENCE, "strokeWidth": 2},
        "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
        "transform": [{"filter": "isValid(datum.low)"}],
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1, "color": REFERENCE}
    }
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": FAINT_INK, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "zero", "type": "quantitative"}, "y": None},
    }
    rows = {
        "field": "range",
        "type": "nominal",
        "sort": None,
        "axis": {"title": f"Actual {name}", "labelLimit": 160, "domain": False, "ticks": False},
    }
    tips = [
        {"field": "range", "type": "nominal", "title": "Range"},
        {"field": "text", "type": "nominal", "title": "Bias"},
        {"field": "n", "type": "nominal", "title": "Samples"},
    ]
    return make_chart(
        f"Bias by range of the target: {one.name}",
        "; ".join(f"{row['range']}: {row['text']}" for row in values[:1] + values[-1:]) + ".",
        {
            "width": 230,
            "height": {"step": 22},
            "data": {"values": values},
            "encoding": {
                "y": rows,
                "x": {
                    "field": "bias",
                    "type": "quantitative",
                    "axis": {"title": "Mean of predicted − actual", "tickCount": 6},
                },
                "tooltip": tips,
            },
            "layer": [zero, line, point],
        },
        subtitle=f"{subtitle}\nLines: 95 % intervals. Ranges of about as many samples".strip(),
    )


def chart_error_files(files: Sequence[FileErrors], subtitle: str = "") -> Chart:
    """Return the worst recordings by their share of the squared error beside that of samples."""
    shown = files[:WORST_FILES]
    n_all = sum(row.n_samples for row in files)
    values = [
        {
            "source": row.source,
            "share": round(row.share, 6),
            "fair": round(row.n_samples / n_all, 6),
            "text": percent(row.share),
            "n": count(row.n_samples),
        }
        for row in shown
    ]
    x = {
        "field": "share",
        "type": "quantitative",
        "axis": {
            "title": "Share of the squared error",
            "labelExpr": PERCENT_LABELS,
            "tickCount": 5,
        },
    }
    y = {
        "field": "source",
        "type": "nominal",
        "sort": None,
        "axis": {
            "title": None,
            "labelLimit": 300,
            "labelExpr": _TAIL,
            "domain": False,
            "ticks": False,
        },
    }
    tips = [
        {"field": "source", "type": "nominal", "title": "Recording"},
        {"field": "text", "type": "nominal", "title": "Share of squared error"},
        {"field": "n", "type": "nominal", "title": "Samples"},
    ]
    fair = {
        "mark": {"type": "tick", "color": INK, "thickness": 2},
        "encoding": {"x": {"field": "fair", "type": "quantitative"}},
    }
    rest = len(files) - len(shown)
    more = f"; {count(rest)} more are in analysis.json" if rest else ""
    return make_chart(
        "Recordings with the largest errors",
        f"{shown[0].source} holds {percent(shown[0].share)} of the squared error."
        if shown
        else "No recordings are known.",
        {
            "width": 290,
            "height": {"step": 22},
            "data": {"values": values},
            "encoding": {"y": y, "x": x, "tooltip": tips},
            "layer": [{"mark": {"type": "bar", "color": WRONG, "height": {"band": 0.7}}}, fair],
        },
        subtitle=f"{subtitle}\nTick: its share of the samples{more}".strip(),
    )


def chart_course(course: Course, output: int, name: str, unit: str) -> Chart:
    """Return actual and predicted values of one recording from start to end."""
    lines = ("actual", course.y_true[output]), ("predicted", course.y_pred[output])
    values = [
        {"offset": offset, "line": line, "value": significant(value, 5)}
        for line, numbers in lines
        for offset, value in zip(course.offset.tolist(), numbers.tolist(), strict=True)
    ]
    thinned = ""
    if len(course.offset) < course.n_samples:
        thinned = (
            f"\n{count(len(course.offset))} of {count(course.n_samples)} samples, evenly spaced"
        )
    return make_chart(
        f"{name}: {course.source or 'in the order of the file'}",
        f"{count(course.n_samples)} samples of {course.source or 'the file'} in order.",
        {
            "width": 300,
            "height": 180,
            "data": {"values": values},
            "mark": {"type": "line", "strokeWidth": 1.3},
            "encoding": {
                "x": axis("offset", "Place in the recording (time steps)"),
                "y": axis("value", named(name, unit)),
                "color": two_lines("actual", "predicted"),
            },
        },
        subtitle=thinned.strip(),
        widest=320,
    )


def two_lines(first: str, second: str) -> dict[str, Any]:
    """Return the colours of the actual and the predicted line."""
    return {
        "field": "line",
        "type": "nominal",
        "legend": {"title": None, "symbolStrokeWidth": 3, "orient": "top"},
        "scale": {"domain": [first, second], "range": [REFERENCE, CANDIDATE]},
    }
