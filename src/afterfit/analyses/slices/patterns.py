"""Mistakes that gather in a slice."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.slices.table import SliceTable
from afterfit.results import ErrorPattern, Estimate
from afterfit.statistics import benjamini_hochberg, contrast_shares

MOST_CONFUSIONS = 20
"""Mistakes that are looked for: those that happen most often."""
FEWEST_ERRORS = 5
"""A mistake that happens less often in a slice is no pattern."""
LEVEL = 0.05


def find_patterns(
    tables: Sequence[SliceTable], class_names: tuple[str, ...]
) -> tuple[tuple[ErrorPattern, ...], int]:
    """Return mistakes that are surely more frequent in a slice, and how many pairs were tested.

    Of the 20 most frequent mistakes, each in each slice: among samples of the true class, the
    share that is so mistaken inside against outside, recordings respected, p-values corrected for
    all pairs (Benjamini-Hochberg).
    """
    found = [one for table in tables for one in _patterns(table, class_names)]
    corrected = benjamini_hochberg([one.p_value for one in found]).tolist()
    judged = (replace(one, p_value=p) for one, p in zip(found, corrected, strict=True))
    sure = [
        one
        for one in judged
        if one.p_value < LEVEL and one.difference.low > 0 and one.n >= FEWEST_ERRORS
    ]
    n_tested = sum(not math.isnan(one.p_value) for one in found)
    return tuple(sorted(sure, key=lambda one: (-one.n, one.p_value))), n_tested


def _patterns(table: SliceTable, class_names: tuple[str, ...]) -> Iterator[ErrorPattern]:
    if len(table.names) < 2:
        return
    for true, predicted in _most_frequent(table.total()):
        of_class = table.counts.true_class == true
        hits = table.samples(of_class & (table.counts.predicted_class == predicted))
        yield from _of_confusion(
            table, hits, table.samples(of_class), class_names[true], class_names[predicted]
        )


def _most_frequent(confusion: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the cells of the most frequent mistakes, those that happen too seldom left out."""
    errors = confusion.copy()
    np.fill_diagonal(errors, 0)
    order = np.argsort(-errors, axis=None, kind="stable")[:MOST_CONFUSIONS]
    cells = [divmod(int(place), len(errors)) for place in order]
    return [cell for cell in cells if errors[cell] >= FEWEST_ERRORS]


def _of_confusion(
    table: SliceTable,
    hits: NDArray[np.int64],
    totals: NDArray[np.int64],
    true_class: str,
    predicted_class: str,
) -> Iterator[ErrorPattern]:
    contrast = contrast_shares(hits, totals)
    n, support = hits.sum(axis=1), totals.sum(axis=1)
    overall = n.sum() / support.sum()
    for place, name in enumerate(table.names):
        ends = float(contrast.low[place]), float(contrast.high[place])
        method = "none" if math.isnan(ends[0]) else "linearised, clustered"
        gap, rate = float(contrast.difference[place]), float(contrast.inside[place])
        yield ErrorPattern(
            column=table.counts.slicing.name,
            value=name,
            true_class=true_class,
            predicted_class=predicted_class,
            n=int(n[place]),
            support=int(support[place]),
            n_everywhere=int(n.sum()),
            rate=rate,
            rate_elsewhere=float(contrast.outside[place]),
            lift=rate / overall,
            difference=Estimate("accuracy_change", gap, *ends, int(support[place]), method),
            p_value=float(contrast.p_value[place]),
        )
