"""ROC AUC and average precision of each class and their means, with intervals."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import without_interval
from afterfit.metrics import AVERAGE_PRECISION, MACRO_AVERAGE_PRECISION
from afterfit.metrics.from_ranks import mean_auc, roc_auc
from afterfit.records import MultilabelPredictions, Predictions
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
from afterfit.statistics.falling_order import falling_order
from afterfit.statistics.label_sets import PRESENT
from afterfit.statistics.side_by_side import side_by_side

Floats = NDArray[np.float64]
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
    method: str


_ROC_AUC = _Kind("roc_auc", "macro_roc_auc", roc_auc, roc_auc_influence, "delong")
_AVERAGE_PRECISION = _Kind(
    AVERAGE_PRECISION.name,
    MACRO_AVERAGE_PRECISION.name,
    AVERAGE_PRECISION.function,
    average_precision_influence,
    "linearised",
)


def measure_areas(
    tally: ClassificationTally, rows: Predictions | None = None
) -> tuple[Areas, Areas]:
    """Return ROC AUC and average precision, one-vs-rest and macro, with 95 % intervals.

    Where samples are independent, counts at each score are all that a class's interval needs.
    Where recordings hold several samples, and for the mean of classes, which share their samples,
    it also needs to know which scores belong together: *rows*. Without them, there is no such
    interval, and the method says so.

    Parameters
    ----------
    tally : ClassificationTally
    rows : Predictions, optional
        The rows that the tally was counted from.
    """
    levels = [one.counts for one in tally.levels()]
    kinds = (_ROC_AUC, _AVERAGE_PRECISION)
    if rows is None or not rows.has_scores or not tally.settings.exact:
        auc, precision = (_from_counts(kind, levels, tally) for kind in kinds)
        return auc, precision
    clustered = tally.n_sources < tally.n_samples
    return _from_rows(levels, rows, lambda index: rows.y_true == index, clustered)


def measure_label_areas(
    tally: MultilabelTally, rows: MultilabelPredictions | None = None
) -> tuple[Areas, Areas]:
    """Return ROC AUC and average precision of each label, and their means; see `measure_areas`."""
    levels = [one.levels()[PRESENT].counts for one in tally.labels]
    if rows is not None and tally.labels[0].settings.exact:
        clustered = tally.n_sources < tally.n_samples
        return _from_rows(levels, rows, lambda index: rows.y_true[:, index], clustered)
    auc, precision = (_of_labels(kind, levels, tally) for kind in (_ROC_AUC, _AVERAGE_PRECISION))
    return auc, precision


def _of_labels(kind: "_Kind", levels: Sequence[ScoreCounts], tally: MultilabelTally) -> Areas:
    pairs = zip(levels, tally.labels, strict=True)
    areas = [_from_counts(kind, [counts], one) for counts, one in pairs]
    values = [one.classes[0].value for one in areas]
    macro = _without(kind.macro, mean_auc(values), tally.n_samples, NOT_BY_SAMPLE)
    return Areas(tuple(one.classes[0] for one in areas), macro)


def _from_rows(
    levels: Sequence[ScoreCounts],
    rows: Predictions | MultilabelPredictions,
    positive: Callable[[int], NDArray[np.bool_]],
    clustered: bool,
) -> tuple[Areas, Areas]:
    """Return both areas of each question; *positive* marks the rows that its answer is yes for."""
    kinds = (_ROC_AUC, _AVERAGE_PRECISION)
    sums = [_Sums.of(kind, levels, rows) for kind in kinds]

    def influences(index: int, counts: ScoreCounts) -> list[_Influence] | None:
        if not (counts.n_positives and counts.n_negatives):
            return None
        order = falling_order(rows.scores[:, index])
        placed = _Placed.of(positive(index), sums[0].unit, order)
        return [one.influence(counts, placed) for one in sums]

    taken = side_by_side(influences, range(len(levels)), levels, rows.scores.size)
    for index, of_kinds in enumerate(taken):
        for one, influence in zip(sums, of_kinds or (), strict=False):
            one.take(index, influence)
    auc, precision = (one.areas(levels, clustered) for one in sums)
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
class _Placed:
    """Independent units of the samples of one class and of all others, by falling score."""

    positives: NDArray[np.int64]
    negatives: NDArray[np.int64]

    @classmethod
    def of(
        cls, positive: NDArray[np.bool_], unit: NDArray[np.int64], order: NDArray[np.int64]
    ) -> "_Placed":
        falling, chosen = unit[order], positive[order]
        return cls(falling[chosen], falling[~chosen])


@dataclass(frozen=True, slots=True, eq=False)
class _Influence:
    """Of the samples on the area of one class."""

    of_unit: Floats
    """Summed by independent unit, shape (n_units,)."""
    variance: AreaVariance


@dataclass(slots=True, eq=False)
class _Sums:
    """Influences on one kind of area, summed by what is independent: recordings, or samples."""

    kind: _Kind
    n: int
    """Samples."""
    unit: NDArray[np.int64]
    """Independent unit of each sample, shape (n_samples,)."""
    n_units: int
    together: Floats
    """Sum over classes of the influence of each unit on its class's area, shape (n_units,)."""
    variances: list[AreaVariance | None]

    @classmethod
    def of(
        cls,
        kind: _Kind,
        levels: Sequence[ScoreCounts],
        rows: Predictions | MultilabelPredictions,
    ) -> "_Sums":
        n = len(rows)
        if not rows.has_sources:
            return cls(kind, n, np.arange(n), n, np.zeros(n), [None] * len(levels))
        _, unit = np.unique(rows.source, return_inverse=True)
        m = int(unit.max(initial=-1)) + 1
        return cls(kind, n, unit, m, np.zeros(m), [None] * len(levels))

    def influence(self, counts: ScoreCounts, placed: _Placed) -> _Influence:
        """Return the influences of one class, of which there are positives and negatives."""
        influence = self.kind.influence(counts)
        a = self._sum(placed.positives, np.repeat(influence.positives, counts.positives))
        b = self._sum(placed.negatives, np.repeat(influence.negatives, counts.negatives))
        with_positives, with_negatives = (
            int(np.count_nonzero(np.bincount(unit)))
            for unit in (placed.positives, placed.negatives)
        )
        return _Influence(a + b, AreaVariance.of_sources(a, b, with_positives, with_negatives))

    def take(self, index: int, influence: _Influence) -> None:
        """Add the influences of one class."""
        self.together += influence.of_unit
        self.variances[index] = influence.variance

    def _sum(self, unit: NDArray[np.int64], influences: Floats) -> Floats:
        return np.bincount(unit, influences, self.n_units).astype(np.float64)

    def areas(self, levels: Sequence[ScoreCounts], clustered: bool) -> Areas:
        """Return the estimates of all classes and of their mean."""
        kind, n = self.kind, self.n
        method = f"{kind.method}, clustered" if clustered else kind.method
        areas = [kind.area(counts) for counts in levels]
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
