"""Two variants on the same samples: verdicts in words, classes, scores and flips."""

from collections.abc import Sequence
from typing import Any

from afterfit.results import (
    ClassChange,
    Difference,
    FlippedSample,
    NonInferiority,
    PairedComparison,
)
from afterfit.views.charts import Chart, make_chart
from afterfit.views.intervals import interval_layers, interval_values
from afterfit.views.numbers import (
    count,
    counted,
    decimal,
    estimate_range,
    interval,
    p_value,
    percent,
    points,
)
from afterfit.views.palette import INK, WRONG
from afterfit.views.scope import samples_text
from afterfit.views.tables import Table, make_table
from afterfit.wording import margin_text

_MOST_CLASSES = 40


def describe_difference(pair: PairedComparison) -> str:
    """Return one sentence: whether the candidate is worse, and by how much.

    "int8 is worse than float32, by 2.2 points (interval −3.7 to −0.7, p = 0.0054)."
    """
    change = pair.accuracy_change
    size = points(abs(change.value)).lstrip("+")
    ends = f"interval {estimate_range(change)}, {p_value(pair.p_value)}"
    one, other = pair.candidate.variant, pair.reference.variant
    match pair.difference.verdict:
        case "worse" | "better":
            return f"{one} is {pair.difference.verdict} than {other}, by {size} ({ends})."
        case "no_interval":
            return f"{one} differs from {other} by {size}; one recording gives no interval."
        case "not_enough_samples" if change.value == 0:
            return f"{one} is right as often as {other} ({ends})."
        case "not_enough_samples":
            return (
                f"{one} differs from {other} by {points(change.value)} ({ends}): not enough "
                f"samples to tell whether it is better or worse{_needed(pair.difference)}."
            )


def describe_non_inferiority(pair: PairedComparison) -> str:
    """Return one sentence: whether a loss of more than the margin is ruled out."""
    judged, one = pair.non_inferiority, pair.candidate.variant
    loss = f"a loss of more than {margin_text(judged.margin)}"
    match judged.verdict:
        case "non_inferior":
            return f"{one} is non-inferior: {loss} is ruled out."
        case "inferior":
            return f"{one} is inferior: {loss} is certain."
        case "undecided":
            return f"Not enough samples to rule out {loss}, or to show it{_needed(judged)}."
        case "no_interval":
            return f"One recording cannot rule out {loss}."


def _needed(judged: Difference | NonInferiority) -> str:
    if judged.n_needed is None:
        return ""
    return f"; about {counted(judged.n_needed, judged.unit)} in all would"


def table_comparison(pair: PairedComparison) -> Table:
    """Return verdicts, flips, score drift, ties and calibration, one row each."""
    flips, drift, fit = pair.flips, pair.drift, pair.calibration
    rows = [
        ["Accuracy change", interval(pair.accuracy_change), describe_difference(pair)],
        [
            f"Margin of {margin_text(pair.non_inferiority.margin)}",
            pair.non_inferiority.verdict.replace("_", "-"),
            describe_non_inferiority(pair),
        ],
        [
            "Flips",
            count(flips.n_lost + flips.n_won + flips.n_moved),
            f"{count(flips.n_lost)} right → wrong, {count(flips.n_won)} wrong → right, "
            f"{count(flips.n_moved)} wrong → wrong in another way",
        ],
        [
            "Score drift",
            percent(drift.mean_distance, reason="no scores"),
            f"mean probability that changed hands; mean |Δp| {decimal(drift.mean_change, 4)}, "
            f"largest {decimal(drift.largest_change)}",
        ],
        ["Ties", f"{count(drift.reference_ties)} → {count(drift.candidate_ties)}", _ties(pair)],
        [
            "Calibration error",
            f"{decimal(fit.reference_ece)} → {decimal(fit.candidate_ece)}",
            f"chance alone gives up to {decimal(fit.reference_ece_by_chance)} → "
            f"{decimal(fit.candidate_ece_by_chance)}",
        ],
    ]
    note = f"{_names(pair)}, {pair.reference.split} split, {samples_text(pair.reference)}."
    return make_table(
        "The comparison in full", ["", ">Value", "What it says"], rows, note=note, folds=True
    )


def _names(pair: PairedComparison) -> str:
    return f"{pair.reference.variant} → {pair.candidate.variant}"


def _ties(pair: PairedComparison) -> str:
    both = (
        (pair.reference.variant, pair.drift.reference_on_int8_grid),
        (pair.candidate.variant, pair.drift.candidate_on_int8_grid),
    )
    grids = " and ".join(name for name, on_grid in both if on_grid)
    meaning = "samples whose two highest scores are equal: the first class wins"
    return f"{meaning}; scores of {grids} are multiples of 1/256" if grids else meaning


def table_class_changes(pair: PairedComparison) -> Table:
    """Return one row a class: both recalls, the paired change, and the flips behind it."""
    rows = [
        [
            one.class_name,
            count(one.support),
            percent(one.reference_recall, reason="no samples"),
            percent(one.candidate_recall, reason="no samples"),
            interval(one.change),
            count(one.n_reference_only_right),
            count(one.n_candidate_only_right),
        ]
        for one in pair.classes
    ]
    names = pair.reference.variant, pair.candidate.variant
    recalls = (f">Recall, {name}" for name in names)
    columns = ["Class", ">Samples", *recalls, ">Change", ">Lost", ">Won"]
    note = "In brackets: paired 95 % intervals, one a class; with many classes some miss by chance."
    return make_table(f"Recall of each class, {_names(pair)}", columns, rows, note=note, folds=True)


def chart_class_changes(pair: PairedComparison) -> Chart:
    """Return the change of each class's recall with its interval, the largest loss on top."""
    known = sorted((one for one in pair.classes if one.support), key=lambda one: one.change.value)
    shown = known[:_MOST_CLASSES]
    left = len(pair.classes) - len(shown)
    rest = f"\n{counted(left, 'class', 'classes')} not drawn" if left else ""
    return make_chart(
        "Change of each class's recall",
        _describe_classes(pair, shown),
        {
            "data": {"values": [_class_point(one) for one in shown]},
            "width": 420,
            "height": {"step": 20},
            "encoding": _class_encoding([one.class_name for one in shown]),
            "layer": [_zero_line(), *interval_layers(line_width=2, point_size=60)],
        },
        subtitle=f"{_names(pair)}, {pair.reference.split} split. "
        f"Lines: paired 95 % intervals{rest}",
    )


def _class_point(one: ClassChange) -> dict[str, Any]:
    return {
        "class": one.class_name,
        **interval_values(one.change),
        "recalls": f"{percent(one.reference_recall)} → {percent(one.candidate_recall)}",
        "n": count(one.support),
        "loss": one.change.value < 0,
    }


def _describe_classes(pair: PairedComparison, shown: Sequence[ClassChange]) -> str:
    if not shown:
        return "No class has samples."
    worst = shown[0]
    return (
        f"{_names(pair)}: the recall of {worst.class_name} changes most downwards, "
        f"{interval(worst.change)}."
    )


_SIGNED_POINTS = "datum.value == 0 ? '0' : format(datum.value * 100, '+.3~g')"


def _class_encoding(names: list[str]) -> dict[str, Any]:
    axis = {"title": "Change of recall in points", "labelExpr": _SIGNED_POINTS, "tickCount": 7}
    return {
        "y": {
            "field": "class",
            "type": "nominal",
            "scale": {"domain": names},
            "axis": {"title": None, "labelLimit": 220, "grid": True, "domain": False},
        },
        "x": {"field": "value", "type": "quantitative", "axis": axis},
        "color": {
            "condition": {"test": "datum.loss", "value": WRONG},
            "value": INK,
        },
        "tooltip": [
            {"field": "class", "type": "nominal", "title": "Class"},
            {"field": "text", "type": "nominal", "title": "Change"},
            {"field": "recalls", "type": "nominal", "title": "Recall"},
            {"field": "n", "type": "nominal", "title": "Samples"},
        ],
    }


def _zero_line() -> dict[str, Any]:
    return {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": "#ADB5BD", "strokeDash": [4, 3]},
        "encoding": {
            "x": {"field": "zero", "type": "quantitative"},
            "y": None,
            "color": {"value": "#ADB5BD"},
            "tooltip": None,
        },
    }


def table_drift(pair: PairedComparison) -> Table:
    """Return one row a bin of the reference's margin: how many samples, how many flipped."""
    rows = [
        [
            f"{one.low:.1f}–{one.high:.1f}",
            count(one.n_samples),
            count(one.n_flipped),
            percent(one.n_flipped / one.n_samples) if one.n_samples else percent(float("nan")),
        ]
        for one in pair.drift.by_margin
    ]
    columns = [f"Margin of {pair.reference.variant}", ">Samples", ">Flipped", ">Share"]
    note = "Margin: highest minus second-highest score. Flips at a high margin are no rounding."
    return make_table("Flips by how sure the reference was", columns, rows, note=note, folds=True)


def table_flips(pair: PairedComparison, most: int | None = None) -> Table:
    """Return the flipped samples, lost ones first; the note says where some are left out."""
    flips = pair.flips
    parts = (("lost", flips.lost), ("won", flips.won), ("wrong both times", flips.moved))
    rows = [_flip_row(word, one) for word, listed in parts for one in listed[:most]]
    n_all = flips.n_lost + flips.n_won + flips.n_moved
    note = f"{count(len(rows))} of {counted(n_all, 'flip')} shown"
    if len(rows) < n_all:
        note += ", of each kind those whose scores moved furthest"
    names = pair.reference.variant, pair.candidate.variant
    columns = ["Flip", "True class", *names, "Recording", ">Offset"]
    return make_table(
        f"Flipped samples, {_names(pair)}", columns, rows, note=f"{note}.", folds=True
    )


def _flip_row(word: str, one: FlippedSample) -> list[str]:
    return [
        word,
        one.true_class,
        f"{one.reference_class} ({percent(one.reference_score)})",
        f"{one.candidate_class} ({percent(one.candidate_score)})",
        one.source,
        str(one.offset),
    ]
