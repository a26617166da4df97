"""Which images a detector fails in: AP, recall and false alarms of each slice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.draws import Draws, estimate_from
from afterfit.analyses.detection.matching import Matches
from afterfit.analyses.detection.measure import ap_of_images
from afterfit.analyses.slices.table import largest_slices, units_of_sources
from afterfit.records import OTHER, Slicing
from afterfit.results import DetectorSliceRow, DetectorSlices, Estimate, Scope, SlicedColumn
from afterfit.statistics import (
    Contrasts,
    benjamini_hochberg,
    contrast_means,
    contrast_shares,
)

Counts = NDArray[np.int64]


def slice_detections(
    matches: Matches,
    draws: Draws,
    confidence: float,
    scope: Scope,
    slicings: Sequence[Slicing],
    codes: Sequence[Counts],
) -> DetectorSlices:
    """Return AP, recall and false alarms an image of every slice, against all other images.

    Recall and false alarms are those of detections from *confidence* on, at an overlap of 0.50;
    their p-values are corrected for all slices of all columns (Benjamini-Hochberg). An image is in
    one slice of a column with all its objects, so intervals are by image.

    Parameters
    ----------
    matches : Matches
    draws : Draws
        Resamples of the images, for the intervals of AP.
    confidence : float
        Detections at least this sure are believed; nan believes none.
    scope : Scope
    slicings : sequence of Slicing
    codes : sequence of arrays of shape (n_images,)
        For each slicing the slice of each image.
    """
    seen = _Seen.of(matches, confidence)
    tables = [_Table.of(*pair) for pair in zip(slicings, codes, strict=True)]
    rows = [row for table in tables for row in _rows(table, seen, matches, draws)]
    told = [[row.recall_p_value for row in rows], [row.alarms_p_value for row in rows]]
    corrected = benjamini_hochberg([*told[0], *told[1]])
    pairs = corrected.reshape(2, -1).T.tolist()
    whole = _Table(None, ("all",), np.zeros(matches.n_images, np.int64), 0)
    recall, alarms = _contrasts(whole, seen)
    return DetectorSlices(
        scope=scope,
        confidence=confidence,
        recall=_inside("recall", recall, 0, int(seen.objects.sum())),
        false_alarms=_inside("false_alarms", alarms, 0, matches.n_images),
        columns=tuple(
            SlicedColumn(slicing.name, len(one.names), one.n_pooled)
            for slicing, one in zip(slicings, tables, strict=True)
        ),
        rows=tuple(
            replace(row, recall_p_value=one, alarms_p_value=other)
            for row, (one, other) in zip(rows, pairs, strict=True)
        ),
        n_tested=int((~np.isnan(corrected)).sum()),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What was found in each image; arrays of shape (n_images,)."""

    objects: Counts
    found: Counts
    alarms: Counts

    @classmethod
    def of(cls, matches: Matches, confidence: float) -> "_Seen":
        believed = matches.score >= confidence
        found, alarms = (
            np.bincount(matches.image[believed & kind[0, 0]], minlength=matches.n_images)
            for kind in (matches.is_right, matches.is_wrong)
        )
        return cls(matches.positives[0].sum(axis=0), found, alarms)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The slices of one column that have images."""

    slicing: Slicing | None
    """None for all images."""
    names: tuple[str, ...]
    place: Counts
    """Slice of each image, shape (n_images,)."""
    n_pooled: int

    @classmethod
    def of(cls, slicing: Slicing, codes: Counts) -> "_Table":
        sizes = np.bincount(codes, minlength=slicing.n_slices)
        own = largest_slices(sizes, len(slicing.columns))
        n_rest = int(np.count_nonzero(sizes)) - len(own)
        places = np.full(len(sizes), len(own))
        places[own] = np.arange(len(own))
        names = [slicing.name_of(int(code)) for code in own] + [OTHER] * bool(n_rest)
        pooled = n_rest or sum(column.n_pooled for column in slicing.columns)
        return cls(slicing, tuple(names), places[codes], pooled)

    def sums(self, values: Counts) -> Counts:
        """Return sums by slice and unit of images, shape (n_slices, n_units)."""
        unit = units_of_sources(len(values))
        n_units = int(unit.max(initial=-1)) + 1
        cells = np.bincount(
            self.place * n_units + unit, weights=values, minlength=len(self.names) * n_units
        )
        return cells.reshape(len(self.names), n_units).astype(np.int64)


def _contrasts(table: _Table, seen: _Seen) -> tuple[Contrasts, Contrasts]:
    """Return recall, and false alarms an image, inside each slice against outside."""
    alarms = np.asarray(seen.alarms, np.float64)
    squares = np.bincount(table.place, weights=alarms**2, minlength=len(table.names))
    images = table.sums(np.ones(len(seen.alarms), np.int64))
    return (
        contrast_shares(table.sums(seen.found), table.sums(seen.objects)),
        contrast_means(
            np.asarray(table.sums(seen.alarms), np.float64), np.asarray(squares, np.float64), images
        ),
    )


def _rows(table: _Table, seen: _Seen, matches: Matches, draws: Draws) -> Iterator[DetectorSliceRow]:
    recall, alarms = _contrasts(table, seen)
    missed = seen.objects - seen.found
    n_all, n_missed = int(seen.objects.sum()), int(missed.sum())
    for place, name in enumerate(table.names):
        kept = table.place == place
        n_images, n_objects = int(kept.sum()), int(seen.objects[kept].sum())
        n_with = int((kept & (seen.objects > 0)).sum())
        yield DetectorSliceRow(
            column=table.slicing.name if table.slicing else "",
            value=name,
            n_images=n_images,
            n_objects=n_objects,
            ap=estimate_from("ap", ap_of_images(matches, draws, kept), n_objects, n_with),
            recall=_inside("recall", recall, place, n_objects),
            false_alarms=_inside("false_alarms", alarms, place, n_images),
            recall_difference=_difference("recall", recall, place, n_objects),
            alarms_difference=_difference("false_alarms", alarms, place, n_images),
            recall_p_value=float(recall.p_value[place]),
            alarms_p_value=float(alarms.p_value[place]),
            share_of_misses=int(missed[kept].sum()) / n_missed if n_missed else float("nan"),
            gain=float(-recall.difference[place] * n_objects / n_all) if n_all else float("nan"),
        )


def _inside(metric: str, contrast: Contrasts, place: int, n: int) -> Estimate:
    low, high = contrast.inside_ends
    # neither is ever below 0, nor a share above 1, though a t interval may be
    most = 1.0 if metric == "recall" else np.inf
    ends = np.maximum(low[place], 0), np.minimum(high[place], most)
    return _estimate(metric, contrast.inside[place], ends, n)


def _difference(metric: str, contrast: Contrasts, place: int, n: int) -> Estimate:
    ends = contrast.low[place], contrast.high[place]
    return _estimate(f"{metric}_change", contrast.difference[place], ends, n)


def _estimate(metric: str, value: float, ends: tuple[float, float], n: int) -> Estimate:
    low, high = map(float, ends)
    method = "none" if low != low else "linearised, by image"
    return Estimate(metric, float(value), low, high, n, method)
