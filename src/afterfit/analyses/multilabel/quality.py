"""How good whole sets of labels are, and each label for itself."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.areas import measure_label_areas
from afterfit.analyses.estimates import share_estimates, without_interval
from afterfit.metrics import COUNT_METRICS, SET_METRICS, SetSums
from afterfit.records import MultilabelPredictions
from afterfit.results import (
    ClassQuality,
    Estimate,
    MultilabelQuality,
    Scope,
)
from afterfit.statistics import (
    ClassCounts,
    MultilabelTally,
    Resampling,
    SourceTallies,
    percentile_interval,
)
from afterfit.statistics.label_sets import LABEL_THRESHOLD, PRESENT

_OF_LABELS = (
    "micro_precision",
    "micro_recall",
    "micro_f1",
    "macro_precision",
    "macro_recall",
    "macro_f1",
    "weighted_f1",
)
"""Averages over labels that pool or average what the counts of each label give."""


def scope_of_tally(tally: MultilabelTally) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from."""
    return Scope(tally.variant, tally.split, tally.n_samples, tally.n_sources)


def measure_multilabel_quality(
    tally: MultilabelTally, rows: MultilabelPredictions | None = None
) -> MultilabelQuality:
    """Return every metric of one model on one split, with its 95 % interval.

    Subset accuracy has a Wilson interval, with the effective number of samples where recordings
    hold several; sums over samples and averages over labels are bootstrapped by recording, all
    labels with the same draws, since labels of one sample are not independent.

    Parameters
    ----------
    tally : MultilabelTally
    rows : MultilabelPredictions, optional
        The rows that it was counted from: without them, areas of labels have an interval only where
        samples are independent, and their means have none.
    """
    estimator = _Estimator(tally)
    auc_of, ap_of = measure_label_areas(tally, rows)
    aucs, aps = auc_of.classes, ap_of.classes
    return MultilabelQuality(
        scope=scope_of_tally(tally),
        threshold=LABEL_THRESHOLD,
        overall=(
            estimator.exact(),
            *(estimator.of_sets(name) for name in SET_METRICS if name != "subset_accuracy"),
            *(estimator.of_labels(name) for name in _OF_LABELS),
            auc_of.macro,
            ap_of.macro,
        ),
        labels=tuple(
            estimator.label(place, auc, ap)
            for place, (auc, ap) in enumerate(zip(aucs, aps, strict=True))
        ),
    )


class _Estimator:
    """A thousand replicates of everything that was counted, resampled by source."""

    def __init__(self, tally: MultilabelTally) -> None:
        self.tally = tally
        self.resampling = Resampling.of_sources(tally.sets.n_samples > 0)
        counts = [one.confusion.total().by_class() for one in tally.labels]
        replicates = [self.resampling.counts(one.confusion) for one in tally.labels]
        self.counts, self.replicates = _of_labels(counts), _of_labels(replicates)
        self.sums = self._sums(lambda values: np.asarray(values.sum()))
        self.sum_replicates = self._sums(self.resampling.sums)

    def exact(self) -> Estimate:
        """Return the share of samples whose whole set was right."""
        sets, seen = self.tally.sets, self.tally.sets.n_samples > 0
        one_group = np.zeros(int(seen.sum()), dtype=np.int64)
        tallies = SourceTallies(
            1, one_group, sets.n_exact[seen], sets.n_samples[seen], self.tally.independent
        )
        return share_estimates("subset_accuracy", tallies)[0]

    def of_sets(self, metric: str) -> Estimate:
        """Return a metric of `SET_METRICS`."""
        function = SET_METRICS[metric].function
        return self._bootstrapped(metric, function(self.sums), function(self.sum_replicates))

    def of_labels(self, metric: str) -> Estimate:
        """Return an average over labels of `COUNT_METRICS`."""
        function = COUNT_METRICS[metric].function
        return self._bootstrapped(metric, function(self.counts), function(self.replicates))

    def label(self, place: int, auc: Estimate, average_precision: Estimate) -> ClassQuality:
        """Return one label against its absence."""
        confusion, name = self.tally.labels[place].confusion, self.tally.class_names[place]
        either = self.counts.support + self.counts.predicted - self.counts.hits
        f1 = COUNT_METRICS["f1"].function
        return ClassQuality(
            class_name=name,
            precision=share_estimates("precision", confusion.right_by_predicted_class())[PRESENT],
            recall=share_estimates("recall", confusion.right_by_true_class())[PRESENT],
            f1=self._bootstrapped(
                "f1", f1(self.counts)[place], f1(self.replicates)[:, place], int(either[place])
            ),
            support=int(self.counts.support[place]),
            n_predicted=int(self.counts.predicted[place]),
            roc_auc=auc,
            average_precision=average_precision,
        )

    def _sums(self, total: Callable[[NDArray[Any]], NDArray[Any]]) -> SetSums:
        sets = self.tally.sets
        return SetSums(
            n_labels=len(self.tally.class_names),
            n_samples=total(sets.n_samples),
            n_exact=total(sets.n_exact),
            n_wrong=total(sets.n_missed + sets.n_false),
            overlap=total(sets.overlap.floats()),
            ranking_precision=total(sets.ranking_precision.floats()),
            ranking_loss=total(sets.ranking_loss.floats()),
            coverage=total(sets.coverage),
        )

    def _bootstrapped(
        self, metric: str, value: Any, replicates: NDArray[np.float64], n: int | None = None
    ) -> Estimate:
        n = self.tally.n_samples if n is None else n
        number = float(value)
        ends = percentile_interval(number, replicates, self.resampling.n_units)
        if ends is None or math.isnan(number):
            return without_interval(metric, number, n)
        clustered = self.tally.n_sources < self.tally.n_samples
        return Estimate(
            metric, number, *ends, n, "bootstrap, clustered" if clustered else "bootstrap"
        )


def _of_labels(questions: list[ClassCounts]) -> ClassCounts:
    """Return the counts of all labels, shape (..., n_labels), from those of each question."""
    return ClassCounts(
        hits=np.stack([one.hits[..., PRESENT] for one in questions], axis=-1),
        support=np.stack([one.support[..., PRESENT] for one in questions], axis=-1),
        predicted=np.stack([one.predicted[..., PRESENT] for one in questions], axis=-1),
    )
