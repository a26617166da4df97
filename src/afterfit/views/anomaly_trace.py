"""Why the models of a run found one sample unusual, or did not."""

from math import isnan
from typing import Any

from afterfit.results import AnomalyTrace, AnomalyVariantTrace, ErrorPart
from afterfit.views.anomaly_tables import score
from afterfit.views.charts import Chart, make_chart
from afterfit.views.numbers import NO_VALUE, percent, significant
from afterfit.views.palette import QUIET, WRONG
from afterfit.views.tables import Table, make_table
from afterfit.wording import listing, quantity

_MOST = 0.5
"""Channels or stretches are named until they carry this share of a score."""


def score_sentence(trace: AnomalyTrace) -> str:
    """Return what the sample is, what each variant scores it, and whether that is an alarm."""
    said = ", ".join(f"{one.variant} {_score_words(one)}" for one in trace.variants)
    return f"{trace.sample_id} is {trace.true_kind}; {said}: {_verdict(trace)}."


def _score_words(one: AnomalyVariantTrace) -> str:
    if isnan(one.threshold):
        return f"scores it {quantity(one.score)}, and has no threshold"
    side = "above" if one.is_alarm else "not above"
    return f"scores it {quantity(one.score)}, {side} its threshold of {quantity(one.threshold)}"


def _verdict(trace: AnomalyTrace) -> str:
    first = trace.reference
    if isnan(first.threshold):
        return "nothing is an alarm"
    if trace.is_anomaly:
        return "found" if first.is_alarm else "a miss"
    return "a false alarm" if first.is_alarm else "rightly quiet"


def rank_sentence(trace: AnomalyTrace) -> str:
    """Return how the score of the reference lies among those of normal windows."""
    one = trace.reference
    if isnan(one.normal_above):
        return "There are no normal test windows to set its score against."
    return (
        f"{percent(one.normal_above)} of the normal test windows score higher with {one.variant}."
    )


def carriers_sentence(trace: AnomalyTrace) -> str:
    """Return which channels and stretches carry the score; empty where nobody knows."""
    one = trace.reference
    said = [_carriers(parts) for parts in (one.channels, one.stretches) if len(parts) > 1]
    said = [words for words in said if words]
    return f"Most of the score comes from {' and from '.join(said)}." if said else ""


def _carriers(parts: tuple[ErrorPart, ...]) -> str:
    ranked = sorted((one for one in parts if not isnan(one.share)), key=lambda one: -one.share)
    shown, carried = [], 0.0
    for one in ranked:
        shown.append(f"{one.name} ({percent(one.share)})")
        carried += one.share
        if carried >= _MOST:
            return listing(shown)
    return ""


def chart_carriers(trace: AnomalyTrace, variant: AnomalyVariantTrace | None = None) -> Chart | None:
    """Return the error of each channel and stretch beside what is usual; None where unknown."""
    one = variant or trace.reference
    parts = (("Channel", one.channels), ("Part of the window", one.stretches))
    panels = [_panel(title, found) for title, found in parts if found]
    if not panels:
        return None
    return make_chart(
        "Where the score comes from",
        f"{trace.sample_id}, {one.variant}: {carriers_sentence(trace) or 'evenly spread.'}",
        {"hconcat": panels, "spacing": 30},
        subtitle=f"{one.variant}: mean squared error of this window, beside the mean of the normal "
        "test windows",
    )


def _panel(title: str, parts: tuple[ErrorPart, ...]) -> dict[str, Any]:
    kinds = {"this window": WRONG, "normal windows": QUIET}
    values = [
        {"place": one.name, "windows": name, "error": significant(error, 5)}
        for one in parts
        for name, error in zip(kinds, (one.error, one.usual), strict=True)
        if not isnan(error)
    ]
    return {
        "data": {"values": values},
        "width": 200,
        "height": {"step": 13},
        "mark": "bar",
        "encoding": {
            "y": {"field": "place", "type": "nominal", "sort": None,
                  "axis": {"title": title, "labelLimit": 120}},
            "yOffset": {"field": "windows", "type": "nominal", "scale": {"domain": list(kinds)}},
            "x": {"field": "error", "type": "quantitative", "axis": {"title": "Mean squared error",
                                                                     "tickCount": 4}},
            "color": {"field": "windows", "type": "nominal",
                      "legend": {"title": None, "orient": "top"},
                      "scale": {"domain": list(kinds), "range": list(kinds.values())}},
            "tooltip": [
                {"field": "place", "type": "nominal", "title": title},
                {"field": "windows", "type": "nominal", "title": "Windows"},
                {"field": "error", "type": "quantitative", "title": "Mean squared error"},
            ],
        },
    }  # fmt: skip


def table_carriers(trace: AnomalyTrace) -> Table | None:
    """Return one row a channel and stretch of the reference; None where they are not known."""
    one = trace.reference
    rows = [
        [kind, part.name, score(part.error), percent(part.share), score(part.usual)]
        for kind, parts in (("channel", one.channels), ("part", one.stretches))
        for part in parts
    ]
    columns = ["Of", "Name", ">Mean squared error", ">Share of it", ">Normal windows"]
    note = (
        f"{one.variant}, {trace.sample_id}. Shares of the channels, and of the parts, make 100 %."
    )
    return make_table("Where the score comes from", columns, rows, note=note) if rows else None


def table_scored(trace: AnomalyTrace) -> Table:
    """Return one row a variant: score, threshold, answer, and where it parts from the reference."""
    rows = [
        [
            one.variant,
            score(one.score),
            score(one.threshold),
            NO_VALUE if isnan(one.k) else f"{one.k:g}",
            NO_VALUE if isnan(one.threshold) else ("alarm" if one.is_alarm else "quiet"),
            percent(one.normal_above),
            one.parts_at or NO_VALUE,
        ]
        for one in trace.variants
    ]
    columns = [
        *("Variant", ">Score", ">Threshold", ">k", "Answer", ">Normal windows above"),
        "Parts at",
    ]
    note = f"{trace.sample_id}, {trace.true_kind}. Threshold: mean + k · std of normal training."
    return make_table("One score", columns, rows, note=note)
