"""ROC AUC and average precision of each class and their means, with intervals."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.area_sums import AreaSums, Units
from afterfit.analyses.estimates import without_interval
from afterfit.analyses.observed import Rows
from afterfit.metrics import AVERAGE_PRECISION, MACRO_AVERAGE_PRECISION
from afterfit.metrics.from_ranks import mean_auc, roc_auc
from afterfit.records import MultilabelPredictions
from afterfit.results import Estimate
from afterfit.statistics import (
    AreaInfluence,
    AreaVariance,
    ClassificationTally,
    MultilabelTally,
    ScoreCounts,
    average_precision_influence,
    roc_auc_influence,
)
from afterfit.statistics.label_sets import PRESENT
from afterfit.statistics.placed_samples import PlacedSamples
from afterfit.statistics.scored_rows import score_column
from afterfit.statistics.side_by_side import side_by_side

Floats = NDArray[np.float64]
AnyRows = Rows | MultilabelPredictions
NOT_BY_RECORDING = "none, scores by recording were not kept"
NOT_BY_SAMPLE = "none, scores by sample were not kept"


@dataclass(frozen=True, slots=True)
class Areas:
    """One area under a curve: of each class against the rest, and the mean of the classes."""

    classes: tuple[Estimate, ...]
    macro: Estimate


@dataclass(frozen=True, slots=True)
class _Kind:
    metric: str
    macro: str
    area: Callable[[ScoreCounts], float]
    influence: Callable[[ScoreCounts], AreaInfluence]
    sums: Callable[[PlacedSamples, int, int, Callable[[], ScoreCounts]], AreaSums]
    method: str


_ROC_AUC = _Kind("roc_auc", "macro_roc_auc", roc_auc, roc_auc_influence, AreaSums.of_auc, "delong")
_AVERAGE_PRECISION = _Kind(
    AVERAGE_PRECISION.name,
    MACRO_AVERAGE_PRECISION.name,
    AVERAGE_PRECISION.function,
    average_precision_influence,
    AreaSums.of_precision,
    "linearised",
)
_KINDS = (_ROC_AUC, _AVERAGE_PRECISION)


def measure_areas(tally: ClassificationTally, rows: Rows | None = None) -> tuple[Areas, Areas]:
    """Return ROC AUC and average precision, one-vs-rest and macro, with 95 % intervals.

    Where samples are independent, counts at each score are all that a class's interval needs.
    Where recordings hold several samples, and for the mean of classes, which share their samples,
    it also needs to know which scores belong together: *rows*. Without them, there is no such
    interval, and the method says so.

    Parameters
    ----------
    tally : ClassificationTally
    rows : Predictions or PredictionColumns, optional
        The rows that the tally was counted from.
    """
    if rows is None or not rows.has_scores or not tally.settings.exact:
        levels = [one.counts for one in tally.levels()]
        auc, precision = (_from_counts(kind, levels, tally) for kind in _KINDS)
        return auc, precision
    clustered = tally.n_sources < tally.n_samples
    return _from_rows(
        lambda index: tally.levels_of(index).counts,
        rows,
        lambda index: rows.y_true == index,
        clustered,
    )


def measure_label_areas(
    tally: MultilabelTally, rows: MultilabelPredictions | None = None
) -> tuple[Areas, Areas]:
    """Return ROC AUC and average precision of each label, and their means; see `measure_areas`."""
    if rows is not None and tally.labels[0].settings.exact:
        return _from_rows(
            lambda index: tally.labels[index].levels_of(PRESENT).counts,
            rows,
            lambda index: rows.y_true[:, index],
            clustered=tally.n_sources < tally.n_samples,
        )
    levels = [one.levels_of(PRESENT).counts for one in tally.labels]
    auc, precision = (_of_labels(kind, levels, tally) for kind in _KINDS)
    return auc, precision


def _of_labels(kind: "_Kind", levels: Sequence[ScoreCounts], tally: MultilabelTally) -> Areas:
    pairs = zip(levels, tally.labels, strict=True)
    areas = [_from_counts(kind, [counts], one) for counts, one in pairs]
    values = [one.classes[0].value for one in areas]
    macro = _without(kind.macro, mean_auc(values), tally.n_samples, NOT_BY_SAMPLE)
    return Areas(tuple(one.classes[0] for one in areas), macro)


def _from_rows(
    counts: Callable[[int], ScoreCounts],
    rows: AnyRows,
    positive: Callable[[int], NDArray[np.bool_]],
    clustered: bool,
) -> tuple[Areas, Areas]:
    """Return both areas of each question; *positive* marks the rows that its answer is yes for."""
    units, n_classes = Units.of(rows), len(rows.class_names)
    found = tuple(_Found(kind, len(rows), np.zeros(len(units))) for kind in _KINDS)

    def measure(index: int) -> list[_OfClass]:
        chosen, get_counts = positive(index), partial(counts, index)
        n_positives = int(np.count_nonzero(chosen))
        if n_positives in (0, len(chosen)):
            return [_OfClass(kind.area(get_counts())) for kind in _KINDS]
        placed = PlacedSamples.of(score_column(rows, index), chosen, units.index)
        sums = (kind.sums(placed, n_positives, len(units), get_counts) for kind in _KINDS)
        held = units.with_both(chosen)
        return [_OfClass.of(one, *held) for one in sums]

    for of_class in side_by_side(measure, range(n_classes), len(rows) * n_classes):
        for one, part in zip(found, of_class, strict=True):
            one.take(part)
    auc, precision = (one.areas(clustered) for one in found)
    return auc, precision


def _from_counts(kind: _Kind, levels: Sequence[ScoreCounts], tally: ClassificationTally) -> Areas:
    areas = [kind.area(counts) for counts in levels]
    n, independent = tally.n_samples, tally.n_sources == tally.n_samples
    estimates = [
        _of_samples(kind, area, counts)
        if independent
        else _without(kind.metric, area, n, NOT_BY_RECORDING)
        for area, counts in zip(areas, levels, strict=True)
    ]
    return Areas(tuple(estimates), _without(kind.macro, mean_auc(areas), n, NOT_BY_SAMPLE))


def _of_samples(kind: _Kind, area: float, counts: ScoreCounts) -> Estimate:
    n = counts.n_positives + counts.n_negatives
    if not (counts.n_positives and counts.n_negatives):
        return without_interval(kind.metric, area, n)
    variance = AreaVariance.of_samples(counts, kind.influence(counts))
    return _estimate(kind.metric, area, variance, n, kind.method)


def _without(metric: str, area: float, n: int, reason: str) -> Estimate:
    return Estimate(metric, area, math.nan, math.nan, n, "none" if math.isnan(area) else reason)


def _estimate(metric: str, area: float, variance: AreaVariance, n: int, method: str) -> Estimate:
    low, high = variance.interval(area)
    if math.isnan(low):
        return without_interval(metric, area, n)
    return Estimate(metric, area, min(low, area), max(high, area), n, method)


@dataclass(frozen=True, slots=True, eq=False)
class _OfClass:
    """The area of one class; without positives or without negatives, nothing else is known."""

    area: float
    of_unit: Floats | None = None
    """Summed influences, shape (n_units,)."""
    variance: AreaVariance | None = None

    @classmethod
    def of(cls, sums: AreaSums, with_positives: int, with_negatives: int) -> "_OfClass":
        a, b = sums.of_positives, sums.of_negatives
        return cls(sums.area, a + b, AreaVariance.of_sources(a, b, with_positives, with_negatives))


@dataclass(slots=True, eq=False)
class _Found:
    """One kind of area of the classes so far."""

    kind: _Kind
    n: int
    """Samples."""
    together: Floats
    """Sum over classes of the influence of each unit on its class's area, shape (n_units,)."""
    areas_so_far: list[float] = field(default_factory=list)
    variances: list[AreaVariance | None] = field(default_factory=list)

    def take(self, part: _OfClass) -> None:
        """Add the next class."""
        self.areas_so_far.append(part.area)
        self.variances.append(part.variance)
        if part.of_unit is not None:
            self.together += part.of_unit

    def areas(self, clustered: bool) -> Areas:
        """Return the estimates of all classes and of their mean."""
        kind, n, areas = self.kind, self.n, self.areas_so_far
        method = f"{kind.method}, clustered" if clustered else kind.method
        classes = [
            without_interval(kind.metric, area, n)
            if variance is None
            else _estimate(kind.metric, area, variance, n, method)
            for area, variance in zip(areas, self.variances, strict=True)
        ]
        known = [one for one in self.variances if one is not None]
        if not known:
            return Areas(tuple(classes), without_interval(kind.macro, mean_auc(areas), n))
        fewest = min(min(one.n_with_positives, one.n_with_negatives) for one in known)
        whole = AreaVariance.of_mean(self.together / len(known), fewest)
        return Areas(tuple(classes), _estimate(kind.macro, mean_auc(areas), whole, n, method))
