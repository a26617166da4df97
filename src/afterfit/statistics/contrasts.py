"""A share or a mean in each slice against that in all other samples, recordings respected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.bootstrap import FEWEST_UNITS

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Floor = Callable[[Any, Counts, Counts], Array]
"""Hits or sums, samples, and independent samples at least → smallest variance of the value."""


@dataclass(frozen=True, slots=True, eq=False)
class Contrasts:
    """Inside minus outside, of each slice; arrays of shape (n_slices,)."""

    inside: Array
    """Share, or mean change, inside the slice; nan where it is empty."""
    outside: Array
    """The same of all other samples; nan where there are none."""
    difference: Array
    low: Array
    """Ends of the 95 % interval of the difference; nan where there are too few sources."""
    high: Array
    p_value: Array
    """Of no difference, two-sided; nan likewise."""
    inside_ends: tuple[Array, Array]
    """95 % interval of the value inside."""
    outside_ends: tuple[Array, Array]
    """95 % interval of the value outside."""
    inside_p_value: Array
    """Of a value of 0 inside, two-sided; nan with fewer than five sources inside."""


def contrast_shares(hits: Counts, totals: Counts) -> Contrasts:
    """Return how the share of hits in each slice differs from that in all others.

    The variance is that of the linearised difference of two ratios, summed over sources; a source
    with samples in both parts counts in both at once, so what its samples share cancels. It is
    never taken to be less than that of independent samples, and few sources widen it by Student's
    t with Welch's degrees of freedom. With fewer than five sources on a side nothing is said.

    Parameters
    ----------
    hits, totals : array of shape (n_slices, n_sources)
        Each sample in exactly one slice.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, sections 6.3 and 9A.
    Welch (1947), Biometrika 34(1/2), 28-35.

    Examples
    --------
    >>> totals = np.full((2, 20), 10)
    >>> found = contrast_shares(np.vstack([[5, 7] * 10, [9, 8] * 10]), totals)
    >>> found.difference.round(2).tolist(), bool(found.p_value[0] < 0.001)
    ([-0.25, 0.25], True)
    """

    def floor(hits: Counts, n: Counts, n_independent: Counts) -> Array:
        # A slice without errors has not shown that it makes none.
        share = (hits / n * n_independent + 1) / (n_independent + 2)
        return np.asarray(share * (1 - share) / n_independent)

    return _contrast(hits, totals, floor)


def contrast_changes(changes: Counts, totals: Counts) -> Contrasts:
    """Return how the change of a share in each slice differs from that in all others.

    Parameters
    ----------
    changes : array of shape (n_slices, n_sources)
        Hits of the candidate minus hits of the reference on the same samples.
    totals : array of shape (n_slices, n_sources)
    """

    def floor(changes: Counts, n: Counts, n_independent: Counts) -> Array:
        share = (np.abs(changes) + 1) / (n + 2)  # at least so many flipped; 0 seen is not never
        return np.asarray(share * (1 - share) / n)

    return _contrast(changes, totals, floor)


def contrast_means(sums: Array, squares: Array, totals: Counts) -> Contrasts:
    """Return how the mean of numbers in each slice differs from that in all others.

    As `contrast_shares`; with one sample a source it is Welch's test.

    Parameters
    ----------
    sums : array of shape (n_slices, n_sources)
        Sum of the numbers of the samples.
    squares : array of shape (n_slices,)
        Sum of their squares.
    totals : array of shape (n_slices, n_sources)
        Each sample in exactly one slice.

    Examples
    --------
    >>> numbers = np.array([[1.0, 2.0, 3.0, 2.0, 2.0, 0, 0, 0, 0, 0],
    ...                     [0, 0, 0, 0, 0, 4.0, 5.0, 6.0, 5.0, 5.0]])
    >>> found = contrast_means(numbers, (numbers**2).sum(axis=1), (numbers > 0).astype(np.int64))
    >>> found.difference.tolist(), bool(found.p_value[0] < 0.001)
    ([-3.0, 3.0], True)
    """

    def floor_with(squares: Array) -> Floor:
        def floor(sums: Array, n: Counts, _: Counts) -> Array:
            return np.asarray(np.maximum(squares - sums**2 / n, 0) / (n * (n - 1)))

        return floor

    return _contrast(sums, totals, floor_with(squares), floor_with(squares.sum() - squares))


def _contrast(
    hits: Counts | Array, totals: Counts, floor: Floor, floor_outside: Floor | None = None
) -> Contrasts:
    elsewhere = floor_outside or floor
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = _Side.of(hits, totals, floor)
        outside = _Side.of(hits.sum(axis=0) - hits, totals.sum(axis=0) - totals, elsewhere)
        shared = (inside.influence * outside.influence).sum(axis=1)
        shared *= np.sqrt(inside.correction * outside.correction)
        variance = np.maximum(inside.variance + outside.variance - 2 * shared, 0)
        freedom = np.minimum(_welch(inside, outside), (totals.sum(axis=0) > 0).sum() - 1)
        difference = inside.value - outside.value
        half = _t_point(freedom) * np.sqrt(variance)
        known = inside.can_tell & outside.can_tell & (variance > 0)
        return Contrasts(
            inside.value,
            outside.value,
            difference,
            _where(known, difference - half),
            _where(known, difference + half),
            _where(known, _p_value(difference / np.sqrt(variance), freedom)),
            inside.ends(),
            outside.ends(),
            inside.p_value(),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    value: Array
    influence: Array
    """What each source adds to the error of the value, shape (n_slices, n_sources)."""
    variance: Array
    correction: Array
    """m / (m - 1) for m sources."""
    n_sources: Counts

    @classmethod
    def of(cls, hits: Counts | Array, totals: Counts, floor: Floor) -> "_Side":
        n, m = totals.sum(axis=1), (totals > 0).sum(axis=1)
        value = hits.sum(axis=1) / n
        influence = np.nan_to_num((hits - value[:, None] * totals) / n[:, None])
        correction = np.where(m > 1, m / (m - 1), 1.0)
        clustered = correction * (influence**2).sum(axis=1)
        # Where all sources agree they show no spread; then they count as one sample each.
        least = floor(hits.sum(axis=1), n, np.where(clustered > 1e-15, n, m))
        return cls(value, influence, np.maximum(clustered, least), correction, m)

    @property
    def can_tell(self) -> NDArray[np.bool_]:
        return np.asarray(self.n_sources >= FEWEST_UNITS)

    @property
    def is_known(self) -> NDArray[np.bool_]:
        return np.asarray(self.can_tell & (self.variance > 0))

    def p_value(self) -> Array:
        t = self.value / np.sqrt(self.variance)
        return _where(self.is_known, _p_value(t, np.asarray(self.n_sources - 1)))

    def ends(self) -> tuple[Array, Array]:
        half = _t_point(self.n_sources - 1) * np.sqrt(self.variance)
        return _where(self.is_known, self.value - half), _where(self.is_known, self.value + half)


def _welch(one: _Side, other: _Side) -> Array:
    parts = one.variance**2 / (one.n_sources - 1) + other.variance**2 / (other.n_sources - 1)
    return np.asarray((one.variance + other.variance) ** 2 / parts)


def _t_point(freedom: NDArray[np.generic]) -> Array:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.maximum(freedom, 1), 0.975))


def _p_value(t: Array, freedom: NDArray[np.generic]) -> Array:
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(np.maximum(freedom, 1), -np.abs(t)))


def _where(known: NDArray[np.bool_], values: Array) -> Array:
    return np.where(known, values, np.nan)
