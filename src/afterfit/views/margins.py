"""How sure the model was when it was right, and when it was wrong."""

from typing import Any

import numpy as np

from afterfit.results import MarginHistogram, MarginHistograms
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart, shortened
from afterfit.views.most_classes import shown_classes, shown_note
from afterfit.views.numbers import NO_VALUE, count, percent
from afterfit.views.palette import CORRECT, WRONG
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import some_names

_SURE = 0.5
_MOST_PANELS = 20


def chart_margins(margins: MarginHistograms) -> Chart:
    """Return histograms of the margin, for all samples and for each predicted class.

    The margin is the highest minus the second-highest score. Right and wrong predictions are
    each drawn as shares of their own group, so a few errors beside many hits stay visible.
    Classes that were never predicted have no panel and are named in the subtitle.
    """
    predicted = [one for one in margins.classes if _total(one)]
    worst = shown_classes([int(one.wrong.sum()) for one in predicted], _MOST_PANELS)
    shown = [margins.overall, *(predicted[i] for i in worst)]
    highest = max((float(_shares(one).max(initial=0)) for one in shown), default=0) or 1.0
    return make_chart(
        "Confidence of right and wrong predictions",
        _describe(margins),
        {
            "concat": [_panel(one, highest) for one in shown],
            "columns": min(3, len(shown)),
            "spacing": {"row": 18, "column": 22},
        },
        subtitle=_subtitle(margins, shown_note(len(worst), len(predicted), "most errors")),
    )


def _total(histogram: MarginHistogram) -> int:
    return int(histogram.correct.sum() + histogram.wrong.sum())


def _shares(histogram: MarginHistogram) -> np.ndarray[Any, np.dtype[np.float64]]:
    groups = [group / max(group.sum(), 1) for group in (histogram.correct, histogram.wrong)]
    return np.array(groups, dtype=np.float64)


def _panel(histogram: MarginHistogram, highest: float) -> dict[str, Any]:
    right, wrong = int(histogram.correct.sum()), int(histogram.wrong.sum())
    name = "All samples" if histogram.class_name is None else f"as {histogram.class_name}"
    return {
        "title": {
            "text": shortened(name, 32),
            "subtitle": f"{count(right)} right, {count(wrong)} wrong",
            "fontSize": 12,
            "offset": 6,
        },
        "width": 220,
        "height": 120,
        "data": {"values": _bars(histogram)},
        "mark": {"type": "bar", "fillOpacity": 0.4, "strokeWidth": 1.5, "binSpacing": 0},
        "encoding": _encoding(highest),
    }


def _bars(histogram: MarginHistogram) -> list[dict[str, Any]]:
    shares = _shares(histogram)
    return [
        {
            "low": round(float(histogram.edges[i]), 6),
            "high": round(float(histogram.edges[i + 1]), 6),
            "group": group,
            "count": int(counts[i]),
            "share": round(float(shares[place, i]), 6),
            "zero": 0,
            "range": f"{histogram.edges[i]:.2f} to {histogram.edges[i + 1]:.2f}",
        }
        for place, (group, counts) in enumerate(
            (("right", histogram.correct), ("wrong", histogram.wrong))
        )
        for i in np.flatnonzero(counts)
    ]


def _encoding(highest: float) -> dict[str, Any]:
    groups = {"domain": ["right", "wrong"], "range": [CORRECT, WRONG]}
    legend = {"title": "Prediction", "symbolType": "square", "orient": "right"}
    colour = {"field": "group", "type": "nominal", "scale": groups}
    return {
        "x": {
            "field": "low",
            "type": "quantitative",
            "scale": {"domain": [0, 1]},
            "axis": {"title": "Margin: highest − second score", "tickCount": 5, "grid": False},
        },
        "x2": {"field": "high"},
        "y": {
            "field": "share",
            "type": "quantitative",
            "scale": {"domain": [0, highest]},
            "stack": None,
            "axis": {"title": "Share of group", "labelExpr": PERCENT_LABELS, "tickCount": 4},
        },
        "y2": {"field": "zero"},
        "fill": {**colour, "legend": legend},
        "stroke": {**colour, "legend": legend},
        "tooltip": [
            {"field": "group", "type": "nominal", "title": "Prediction"},
            {"field": "range", "type": "nominal", "title": "Margin"},
            {"field": "count", "type": "quantitative", "title": "Samples"},
            {"field": "share", "type": "quantitative", "title": "Share", "format": ".1%"},
        ],
    }


def _subtitle(margins: MarginHistograms, left_out: str) -> str:
    lines = [
        scope_line(margins.scope),
        "Wrong predictions far to the right are confident mistakes: look at those first",
    ]
    never = [one.class_name or "" for one in margins.classes if not _total(one)]
    if never:
        lines.append(f"Never predicted: {some_names(never, 8)}")
    if left_out:
        lines.append(f"Shown: {left_out}")
    return "\n".join(lines)


def _describe(margins: MarginHistograms) -> str:
    overall = margins.overall
    n_wrong = int(overall.wrong.sum())
    start = f"{scope_line(margins.scope)}: {count(int(overall.correct.sum()))} right"
    if not n_wrong:
        return f"{start}, none wrong."
    return (
        f"{start}, {count(n_wrong)} wrong, of which {count(_sure(overall, overall.wrong))} "
        f"with a margin of {_SURE} or more."
    )


def _sure(histogram: MarginHistogram, counts: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    return int(counts[histogram.edges[:-1] >= _SURE - 1e-9].sum())


def table_margins(margins: MarginHistograms) -> Table:
    """Return, for all samples and each predicted class, how many were sure and right or wrong."""
    columns = ["Predicted class", ">Right", ">of them sure", ">Wrong", ">of them sure"]
    rows = [
        [
            one.class_name or "All samples",
            count(int(one.correct.sum())),
            _sure_share(one, one.correct),
            count(int(one.wrong.sum())),
            _sure_share(one, one.wrong),
        ]
        for one in (margins.overall, *margins.classes)
    ]
    note = f"{scope_line(margins.scope)}. Sure: a margin of {_SURE} or more."
    return make_table("Confidence", columns, rows, note=note)


def _sure_share(histogram: MarginHistogram, counts: np.ndarray[Any, np.dtype[np.int64]]) -> str:
    total = int(counts.sum())
    return percent(_sure(histogram, counts) / total) if total else NO_VALUE
