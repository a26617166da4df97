"""Which of a log's series stands for the loss, the metric and the learning rate."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from afterfit.records import CurveSplit, Meaning, Series

_METRICS = (
    *("map50-95", "map_0.5:0.95", "bbox_map", "bbox/ap", "map"),
    *("accuracy", "acc", "f1", "auc", "ap"),
)
"""Metrics that people choose a model by, the first that a log has first."""
_COMPONENTS = ("classification_loss", "localisation_loss", "regularisation_loss", "other_loss")


def losses_of(series: Sequence[Series], split: CurveSplit) -> list[Series]:
    """Return the total losses of a split, the one to judge first.

    A loss by epoch goes before the same by step. Where there is none, the sum of the components
    stands for it, at the steps that all of them have.
    """
    found = [
        one for one in series if (one.meaning.role, one.meaning.split) == ("total_loss", split)
    ]
    if found:
        return sorted(found, key=lambda one: "epoch" not in one.name.lower())
    parts = [
        one
        for one in series
        if one.meaning.role in _COMPONENTS and one.meaning.split == split and len(one)
    ]
    return [_sum(parts, split)] if parts else []


def metrics_of(series: Sequence[Series], split: CurveSplit) -> list[Series]:
    """Return the metrics of a split that have a direction, the one to judge first."""
    found = [
        one
        for one in series
        if (one.meaning.role, one.meaning.split) == ("metric", split)
        and one.meaning.higher_is_better is not None
    ]
    return sorted(found, key=_place)


def _place(series: Series) -> int:
    name = series.name.lower()
    return next((i for i, one in enumerate(_METRICS) if one in name), len(_METRICS))


def _sum(parts: Sequence[Series], split: CurveSplit) -> Series:
    if len(parts) == 1:
        return Series(
            f"{parts[0].name} (total)",
            parts[0].steps,
            parts[0].values,
            Meaning("total_loss", split, higher_is_better=False),
        )
    steps = reduce(np.intersect1d, [one.steps for one in parts])
    with np.errstate(invalid="ignore"):  # infinity less infinity is nan, as it should be
        total = sum(one.values[np.searchsorted(one.steps, steps)] for one in parts)
    return Series(
        " + ".join(one.name for one in parts),
        steps,
        np.asarray(total),
        Meaning("total_loss", split, higher_is_better=False),
    )
