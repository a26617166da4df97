"""What a candidate loses against its reference in each slice."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.slices.measure import slice_scope
from afterfit.analyses.slices.table import SliceTable, tables_of
from afterfit.results import Estimate, SliceChange, SliceChanges
from afterfit.statistics import SliceTally, benjamini_hochberg, contrast_changes


def compare_slices(reference: SliceTally, candidate: SliceTally) -> SliceChanges | None:
    """Return the change of the accuracy in each slice, against that in all other samples.

    Both count the same samples, so hits of the candidate minus hits of the reference in each
    recording are the flips that do not cancel: the change is paired by recording. None where the
    two were not tested on the same samples.
    """
    pairs = list(zip(tables_of(reference), tables_of(candidate), strict=True))
    if reference.source_names != candidate.source_names:
        return None
    if not all(_same_samples(*pair) for pair in pairs):
        return None
    rows = [row for pair in pairs for row in _rows(*pair, independent=reference.independent)]
    apart = benjamini_hochberg([row.p_value for row in rows]).tolist()
    changed = benjamini_hochberg([row.p_no_change for row in rows]).tolist()
    corrected = (
        replace(row, p_value=p, p_no_change=q)
        for row, p, q in zip(rows, apart, changed, strict=True)
    )
    return SliceChanges(
        reference=slice_scope(reference),
        candidate=slice_scope(candidate),
        rows=tuple(corrected),
        n_tested=sum(not math.isnan(row.p_value) for row in rows),
    )


def _same_samples(one: SliceTable, other: SliceTable) -> bool:
    """Tell whether both have as many samples of each class in each slice and unit."""
    if one.names != other.names or one.n_units != other.n_units:
        return False
    return all(
        np.array_equal(
            one.samples(one.counts.true_class == k), other.samples(other.counts.true_class == k)
        )
        for k in range(one.counts.n_classes)
    )


def _rows(one: SliceTable, other: SliceTable, *, independent: bool) -> Iterator[SliceChange]:
    before, after, totals = one.samples(one.is_right), other.samples(other.is_right), one.samples()
    contrast = contrast_changes(after - before, totals)
    n, n_sources = totals.sum(axis=1), one.n_sources_of_slices()
    for place, name in enumerate(one.names):
        n_here = int(n[place])
        yield SliceChange(
            column=one.counts.slicing.name,
            value=name,
            n_samples=n_here,
            n_sources=n_here if independent else int(n_sources[place]),
            reference_accuracy=float(before[place].sum() / n_here),
            candidate_accuracy=float(after[place].sum() / n_here),
            change=_change(contrast.inside, contrast.inside_ends, place, n_here),
            change_elsewhere=_change(
                contrast.outside, contrast.outside_ends, place, int(n.sum()) - n_here
            ),
            p_value=float(contrast.p_value[place]),
            p_no_change=float(contrast.inside_p_value[place]),
        )


def _change(
    values: NDArray[np.float64],
    ends: tuple[NDArray[np.float64], NDArray[np.float64]],
    place: int,
    n: int,
) -> Estimate:
    low, high = (float(end[place]) for end in ends)
    method = "none" if math.isnan(low) else "paired"
    return Estimate("accuracy_change", float(values[place]), low, high, n, method)
