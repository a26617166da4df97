"""Samples that the model got wrong."""

from typing import Any

from afterfit.results import ErrorSample, ErrorSamples
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import count, counted, percent, significant
from afterfit.views.palette import WRONG
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table


def confidence(error: ErrorSample) -> float:
    """Return the probability that the model gave to the class it chose."""
    return max(error.scores)


def table_errors(errors: ErrorSamples, most: int | None = None) -> Table:
    """Return one row an error; where *most* or the selection leaves some out, the note says so."""
    kept = errors.samples if most is None else errors.samples[:most]
    rows = [
        [one.true_class, one.predicted_class, percent(confidence(one)), one.source, str(one.offset)]
        for one in kept
    ]
    columns = ["True class", "Predicted class", ">Confidence", "Recording", ">Offset"]
    note = f"{scope_line(errors.scope)}. {_selection(errors, len(kept))}"
    return make_table("Errors", columns, rows, note=note)


def _selection(errors: ErrorSamples, n_shown: int) -> str:
    shown = f"{count(n_shown)} of {counted(errors.n_errors, 'error')} shown"
    if n_shown < errors.n_errors:
        shown += ", the most confident ones of each class first"
    return shown + "."


def chart_errors(errors: ErrorSamples) -> Chart:
    """Return the confidence of each error that was kept, one line of ticks a true class."""
    values = [
        {
            "true": one.true_class,
            "predicted": one.predicted_class,
            "confidence": significant(confidence(one), 5),
            "text": percent(confidence(one)),
            "source": one.source,
            "offset": one.offset,
        }
        for one in errors.samples
    ]
    names = [name for name in errors.class_names if any(v["true"] == name for v in values)]
    return make_chart(
        "Confidence of the errors",
        _describe(errors),
        {
            "data": {"values": values},
            "width": 360,
            "height": {"step": 24},
            "mark": {"type": "tick", "color": WRONG, "thickness": 2, "opacity": 0.7},
            "encoding": _encoding(names),
        },
        subtitle=f"{scope_line(errors.scope)}\n{_selection(errors, len(values))}",
    )


def _encoding(names: list[str]) -> dict[str, Any]:
    return {
        "y": {
            "field": "true",
            "type": "nominal",
            "scale": {"domain": names},
            "axis": {"title": "True class", "labelLimit": 220, "grid": True},
        },
        "x": {
            "field": "confidence",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {
                "title": "Probability of the wrong class that was chosen",
                "labelExpr": PERCENT_LABELS,
                "tickCount": 5,
            },
        },
        "tooltip": [
            {"field": "true", "type": "nominal", "title": "True class"},
            {"field": "predicted", "type": "nominal", "title": "Predicted class"},
            {"field": "text", "type": "nominal", "title": "Confidence"},
            {"field": "source", "type": "nominal", "title": "Recording"},
            {"field": "offset", "type": "quantitative", "title": "Offset"},
        ],
    }


def _describe(errors: ErrorSamples) -> str:
    start = scope_line(errors.scope)
    if not errors.samples:
        return f"{start}: {counted(errors.n_errors, 'error')}, none kept."
    worst = max(errors.samples, key=confidence)
    return (
        f"{start}: {counted(errors.n_errors, 'error')}; the most confident takes "
        f"{worst.true_class} for {worst.predicted_class} with {percent(confidence(worst))}."
    )
