"""A thousand other test sets that the recordings could have made, from counts alone."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_floats_at
from afterfit.statistics.class_counts import ClassCounts
from afterfit.statistics.loss_sums import LossSums
from afterfit.statistics.quantiles import quantiles
from afterfit.statistics.source_confusion import SourceConfusion
from afterfit.statistics.student import normal_cdf, t_95

N_REPLICATES = 1000
SEED = 20_241
MAX_UNITS = 2000
"""More sources than this are first put into this many random groups."""
FEWEST_UNITS = 5
"""With fewer sources, resampling repeats itself too much to say anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """Which sources each replicate holds, and how often.

    Sources are drawn with replacement, as many as there are, and all their samples with them. The
    cost depends on sources and classes, never on samples: beyond 2,000 sources, random groups of
    them are drawn instead (the random-group method), which leaves the variance what it was.

    References
    ----------
    Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8 (clusters).
    Wolter (2007), Introduction to Variance Estimation, 2nd edition, chapter 2 (random groups).
    """

    unit: NDArray[np.int64]
    """Unit that each source belongs to, -1 where it has no samples, shape (n_sources,)."""
    weights: NDArray[np.float64]
    """Times each unit was drawn, shape (n_replicates, n_units); rows sum to n_units."""

    @classmethod
    def of_sources(cls, present: NDArray[np.bool_]) -> Self:
        """Draw the replicates; *present* marks the sources that have samples, (n_sources,)."""
        random = np.random.default_rng(SEED)
        n_units = min(int(present.sum()), MAX_UNITS)
        unit = np.full(len(present), -1, dtype=np.int64)
        places = np.flatnonzero(present)
        if len(places) > MAX_UNITS:
            places = random.permutation(places)
        unit[places] = np.arange(len(places)) % max(n_units, 1)
        return cls(unit, _draw(random, n_units))

    @property
    def n_units(self) -> int:
        """Sources, or groups of them, that are drawn."""
        return int(self.weights.shape[1])

    def counts(self, confusion: SourceConfusion) -> ClassCounts:
        """Return the counts of every replicate, shape (n_replicates, n_classes)."""
        true, predicted = confusion.by_true_class, confusion.by_predicted_class
        k = confusion.n_classes
        own, answer = (self.unit.take(one.source) * k + one.group for one in (true, predicted))
        return ClassCounts(
            hits=self._class_sums(own, true.hits, k),
            support=self._class_sums(own, true.totals, k),
            predicted=self._class_sums(answer, predicted.totals, k),
        )

    def losses(self, sums: LossSums) -> LossSums:
        """Return the loss sums of every replicate, shape (n_replicates,)."""
        samples = self.weights @ self._unit_sums(sums.n_samples)
        return LossSums(
            n_samples=samples.astype(np.int64),
            log_loss=self.weights @ self._unit_sums(sums.log_loss),
            brier=self.weights @ self._unit_sums(sums.brier),
        )

    def sums(self, by_source: NDArray[np.generic]) -> NDArray[np.float64]:
        """Return the sum over sources of every replicate, shape (n_replicates,)."""
        return np.asarray(self.weights @ self._unit_sums(by_source))

    def _class_sums(
        self, place: NDArray[np.int64], values: NDArray[np.int64], n_classes: int
    ) -> NDArray[np.int64]:
        sums = add_floats_at(place, values, self.n_units * n_classes)
        # Whole numbers below 2^53 are exact in floats, whose matrix product is the fast one.
        return np.asarray(self.weights @ sums.reshape(self.n_units, n_classes)).astype(np.int64)

    def _unit_sums(self, values: NDArray[np.generic]) -> NDArray[np.float64]:
        known = self.unit >= 0
        return add_floats_at(self.unit[known], values[known], self.n_units)


def _draw(random: np.random.Generator, n_units: int) -> NDArray[np.float64]:
    if n_units == 0:
        return np.zeros((N_REPLICATES, 0))
    times = np.empty((N_REPLICATES, n_units))
    for row in times:  # one at a time: all at once, fresh memory would take longer than drawing
        row[:] = np.bincount(random.integers(0, n_units, size=n_units), minlength=n_units)
    return times


def percentile_interval(
    value: float, replicates: NDArray[np.float64], n_units: int
) -> tuple[float, float] | None:
    """Return the 95 % interval of a bootstrapped number, or None where replicates cannot tell.

    The percentiles are taken further out than 2.5 and 97.5 where units are few, which gives back
    what the plain percentile interval is too narrow by. Replicates in which the number is not
    defined (nan) are left out. There is no interval with fewer than five units, or where all
    replicates agree: a model without errors has shown nothing of its errors to resample.

    References
    ----------
    Hesterberg (2015), The American Statistician 69(4), 371-386: expanded percentile interval.
    """
    known = replicates[~np.isnan(replicates)]
    if math.isnan(value) or n_units < FEWEST_UNITS or known.size == 0:
        return None
    tail = _expanded_tail(n_units)
    low, high = (float(end) for end in quantiles(known, [tail, 1 - tail]))
    if high - low <= 1e-12 * max(1.0, abs(value)):
        return None
    return min(low, value), max(high, value)


def _expanded_tail(n_units: int) -> float:
    return normal_cdf(-math.sqrt(n_units / (n_units - 1)) * t_95(n_units - 1))
