"""Charts of anomaly scores themselves: their distribution, and where errors lie."""

from math import isnan
from typing import Any

from afterfit.results import ErrorLocation, ErrorPlace, ScoreDistribution
from afterfit.views.charts import PERCENT_LABELS, Chart, make_chart
from afterfit.views.numbers import significant
from afterfit.views.palette import CANDIDATE, INK, QUIET, REFERENCE, WRONG
from afterfit.views.reason import chart_reason
from afterfit.views.scope import scope_line

_POPULATIONS = ("normal, training", "normal", "anomaly", "unlabelled")
_COLOURS = (QUIET, REFERENCE, WRONG, CANDIDATE)
_WIDTH = 420


def chart_score_distribution(
    distribution: ScoreDistribution, threshold: float | None = None, *, log: bool = False
) -> Chart:
    """Return the scores of normal samples and anomalies in common bins, and the threshold.

    Parameters
    ----------
    distribution : ScoreDistribution
    threshold : float, optional
        Drawn as a dashed line: scores above it raise an alarm.
    log : bool
        Bins of equal width in the logarithm; only where all scores are above 0.
    """
    edges = distribution.log_edges if log else distribution.edges
    title = "Scores of normal samples and anomalies" + (", logarithmic" if log else "")
    if not edges:
        why = "A score is 0 or below and has no logarithm." if log else "There are no samples."
        return chart_reason(title, why)
    scale = {"type": "log", "nice": False} if log else {"zero": False}
    return make_chart(
        title,
        f"{scope_line(distribution.scope)}. {_describe_populations(distribution)}",
        {
            "width": _WIDTH,
            "height": 240,
            "layer": [*_histogram_layers(distribution, scale, log), *_threshold_layer(threshold)],
        },
        subtitle=f"{scope_line(distribution.scope)}\n{_marks(distribution, threshold)}",
    )


def _marks(distribution: ScoreDistribution, threshold: float | None) -> str:
    bins = f"{len(distribution.edges) - 1} common bins"
    if threshold is None:
        return f"{bins}; no threshold"
    return f"{bins}; dashed: threshold {threshold:.6g}, above it is an alarm"


def _histogram_layers(
    distribution: ScoreDistribution, scale: dict[str, Any], log: bool
) -> list[dict[str, Any]]:
    names = [one.name for one in distribution.populations]
    colours = [_COLOURS[_POPULATIONS.index(name)] for name in names]
    encoding = {
        "x": {"field": "low", "type": "quantitative", "scale": scale,
              "axis": {"title": "Score (higher is more anomalous)", "labelOverlap": True}},
        "x2": {"field": "high"},
        "y": {"field": "share", "type": "quantitative", "stack": None,
              "axis": {"title": "Share of its samples", "labelExpr": PERCENT_LABELS,
                       "tickCount": 5}},
        "y2": {"datum": 0},
        "color": {"field": "population", "type": "nominal",
                  "scale": {"domain": names, "range": colours},
                  "legend": {"title": None, "orient": "top"}},
        "tooltip": [
            {"field": "population", "type": "nominal", "title": "Samples"},
            {"field": "low", "type": "quantitative", "title": "From"},
            {"field": "high", "type": "quantitative", "title": "To"},
            {"field": "n", "type": "quantitative", "title": "Count"},
        ],
    }  # fmt: skip
    values = [value for one in _bins(distribution, log) for value in one]
    return [
        {"data": {"values": values}, "mark": {"type": "rect", "opacity": 0.55},
         "encoding": encoding}
    ]  # fmt: skip


def _bins(distribution: ScoreDistribution, log: bool) -> list[list[dict[str, Any]]]:
    edges = distribution.log_edges if log else distribution.edges
    return [
        [
            {"low": significant(edges[i], 6), "high": significant(edges[i + 1], 6), "n": n,
             "share": significant(n / one.statistics.n, 4), "population": one.name}
            for i, n in enumerate(one.log_counts if log else one.counts)
            if n
        ]
        for one in distribution.populations
    ]  # fmt: skip


def _threshold_layer(threshold: float | None) -> list[dict[str, Any]]:
    if threshold is None:
        return []
    return [
        {"data": {"values": [{"threshold": threshold}]},
         "mark": {"type": "rule", "color": INK, "strokeDash": [5, 4], "strokeWidth": 1.5},
         "encoding": {"x": {"field": "threshold", "type": "quantitative"}}}
    ]  # fmt: skip


def _describe_populations(distribution: ScoreDistribution) -> str:
    told = [
        f"{one.name}: mean {one.statistics.mean:.4g}"
        + ("" if isnan(one.statistics.std) else f", std {one.statistics.std:.4g}")
        for one in distribution.populations
    ]
    return "; ".join(told) + "."


def chart_error_location(location: ErrorLocation) -> Chart:
    """Return the mean error of each channel and each part of the window, by kind of sample."""
    title = "Where the error lies"
    panels = [
        _place_panel(name, places)
        for name, places in (("Channel", location.channels), ("Part", location.parts))
        if places
    ]
    if not panels:
        return chart_reason(title, "Errors of channels and parts of the window are not known.")
    return make_chart(
        title,
        f"{scope_line(location.scope)}.",
        {"hconcat": panels, "spacing": 30},
        subtitle=f"{scope_line(location.scope)}\nMean error; parts in the order of the window",
    )


def _place_panel(title: str, places: tuple[ErrorPlace, ...]) -> dict[str, Any]:
    values = [
        {"place": one.name, "population": name, "error": significant(error, 5)}
        for one in places
        for name, error in (("normal", one.normal), ("anomaly", one.anomaly))
        if not isnan(error)
    ]
    present = [one for one in _POPULATIONS if any(value["population"] == one for value in values)]
    colours = [_COLOURS[_POPULATIONS.index(one)] for one in present]
    return {
        "data": {"values": values},
        "width": {"step": 14},
        "height": 180,
        "mark": "bar",
        "encoding": {
            "x": {"field": "place", "type": "nominal", "sort": None,
                  "axis": {"title": title, "labelAngle": 0, "labelLimit": 90}},
            "xOffset": {"field": "population", "type": "nominal", "scale": {"domain": present}},
            "y": {"field": "error", "type": "quantitative", "axis": {"title": "Mean error"}},
            "color": {"field": "population", "type": "nominal",
                      "legend": {"title": None, "orient": "top"},
                      "scale": {"domain": present, "range": colours}},
            "tooltip": [
                {"field": "place", "type": "nominal", "title": title},
                {"field": "population", "type": "nominal", "title": "Samples"},
                {"field": "error", "type": "quantitative", "title": "Mean error"},
            ],
        },
    }  # fmt: skip
