"""How surely an area under the ROC curve is known, samples of one recording being alike."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_floats_at
from afterfit.statistics.student import expit, logit, t_95
from afterfit.statistics.wilson import Z_95, wilson_interval


@dataclass(frozen=True, slots=True, eq=False)
class AucPlacements:
    """Sums of placements of each recording; the AUC, or a difference of two, is their mean.

    The placement of a positive is the share of negatives that it scores above, ties counted half,
    and that of a negative the share of positives that score above it.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), 837-845.
    Obuchowski (1997), Biometrics 53(2), 567-578 (the same with clusters).

    Examples
    --------
    >>> score, positive = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])
    >>> placements = AucPlacements.of(score, positive, np.arange(4))
    >>> placements.auc, round(placements.standard_error, 4)
    (0.75, 0.3536)
    """

    positives: NDArray[np.float64]
    """Sum of placements of the positives of each recording, shape (n_units,)."""
    negatives: NDArray[np.float64]
    """The same of the negatives, shape (n_units,)."""
    n_positives: NDArray[np.int64]
    """Positives of each recording, shape (n_units,)."""
    n_negatives: NDArray[np.int64]
    """Negatives of each recording, shape (n_units,)."""

    @classmethod
    def of(
        cls, score: NDArray[np.float64], positive: NDArray[np.bool_], unit: NDArray[np.int64]
    ) -> Self:
        """Return the placements of samples; *unit* is the recording of each, (n_samples,)."""
        n_units = int(unit.max()) + 1 if len(unit) else 0
        above, below = score[positive], score[~positive]
        return cls(
            positives=add_floats_at(unit[positive], _share_below(above, below), n_units),
            negatives=add_floats_at(unit[~positive], 1 - _share_below(below, above), n_units),
            n_positives=np.bincount(unit[positive], minlength=n_units),
            n_negatives=np.bincount(unit[~positive], minlength=n_units),
        )

    def __sub__(self, other: Self) -> Self:
        """Return the difference of two models on the same samples."""
        return type(self)(
            self.positives - other.positives,
            self.negatives - other.negatives,
            self.n_positives,
            self.n_negatives,
        )

    @property
    def auc(self) -> float:
        """Area under the curve, or difference of areas; nan with samples of one kind only."""
        n = int(self.n_positives.sum())
        return float(self.positives.sum()) / n if n and self.n_negatives.sum() else float("nan")

    @property
    def fewest_units(self) -> int:
        """Recordings with samples of the rarer kind."""
        return int(min(np.count_nonzero(self.n_positives), np.count_nonzero(self.n_negatives)))

    @property
    def independent(self) -> bool:
        """Whether every sample is a recording of its own."""
        return bool((self.n_positives + self.n_negatives <= 1).all())

    @property
    def standard_error(self) -> float:
        """Of the AUC; nan where either kind comes from a single recording."""
        if self.fewest_units < 2:
            return float("nan")
        n, m = int(self.n_positives.sum()), int(self.n_negatives.sum())
        up = (self.positives - self.auc * self.n_positives) / n
        down = (self.negatives - self.auc * self.n_negatives) / m
        both = np.count_nonzero(self.n_positives + self.n_negatives)
        variance = (
            _unbiased(np.count_nonzero(self.n_positives)) * float(up @ up)
            + _unbiased(np.count_nonzero(self.n_negatives)) * float(down @ down)
            + 2 * _unbiased(both) * float(up @ down)
        )
        return float(np.sqrt(max(variance, 0.0)))


def auc_interval(placements: AucPlacements) -> tuple[float, float] | None:
    """Return the 95 % interval of an AUC, None where it cannot be known.

    The interval is symmetric in the logit of the AUC, which keeps it within 0 and 1, with
    Student's t where recordings hold several samples. An AUC of 0 or 1 leaves its variance blind:
    the Wilson interval of as many hits as there are recordings of the rarer kind takes its place.
    """
    auc, error = placements.auc, placements.standard_error
    if np.isnan(auc) or placements.fewest_units < 2:
        return None
    if auc in (0.0, 1.0):
        low, high = wilson_interval(auc, placements.fewest_units)
        return float(low), float(high)
    if error == 0:
        return None
    half = _quantile(placements) * error / (auc * (1 - auc))
    return expit(logit(auc) - half), expit(logit(auc) + half)


def auc_change_interval(change: AucPlacements) -> tuple[float, float] | None:
    """Return the 95 % interval of a difference of two AUCs, None where it cannot be known."""
    error = change.standard_error
    if np.isnan(error) or error == 0:
        return None
    half = _quantile(change) * error
    return max(-1.0, change.auc - half), min(1.0, change.auc + half)


def auc_change_p_value(change: AucPlacements) -> float:
    """Return the two-sided p-value of equal AUCs; 1 where no sample is placed otherwise."""
    from scipy.special import ndtr, stdtr

    error = change.standard_error
    if np.isnan(error):
        return float("nan")
    if error == 0:
        return 1.0 if change.auc == 0 else 0.0
    z = -abs(change.auc) / error
    return float(2 * (ndtr(z) if change.independent else stdtr(change.fewest_units - 1, z)))


def _share_below(these: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of *others* below each of *these*, equal ones counted half."""
    rising = np.sort(others)
    twice = np.searchsorted(rising, these, "left") + np.searchsorted(rising, these, "right")
    return np.asarray(twice / max(2 * len(others), 1))


def _unbiased(n_units: int | np.intp) -> float:
    return float(n_units / (n_units - 1)) if n_units > 1 else 1.0


def _quantile(placements: AucPlacements) -> float:
    return Z_95 if placements.independent else t_95(placements.fewest_units - 1)
