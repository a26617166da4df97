"""How sure the area under a curve is."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.area_influence import AreaInfluence
from afterfit.statistics.score_counts import ScoreCounts
from afterfit.statistics.student import expit, logit, t_95
from afterfit.statistics.wilson import wilson_interval

Floats = NDArray[np.float64]

_ROUNDING = 1e-20  # a variance below is what rounding left of influences that cancel


@dataclass(frozen=True, slots=True)
class AreaVariance:
    """Variance of an area from units that are independent: samples, or recordings.

    With a_u the summed influence of a unit's positives and b_u that of its negatives, it is
    c₁ Σ a_u² + c₀ Σ b_u² + 2 c Σ a_u b_u, each c being m / (m - 1) for the m units that hold
    positives, negatives, any samples. For the ROC AUC of independent samples this is DeLong's
    variance, for that of recordings Obuchowski's.

    References
    ----------
    Obuchowski (1997), Biometrics 53(2), 567-578: ROC areas of clustered data.
    """

    of_positives: float
    """c₁ Σ a_u²."""
    of_negatives: float
    """c₀ Σ b_u²."""
    of_both: float
    """2 c Σ a_u b_u; 0 where samples are independent."""
    n_with_positives: int
    """Units that hold positives."""
    n_with_negatives: int
    """Units that hold negatives."""
    n_units: int

    @classmethod
    def of_samples(cls, counts: ScoreCounts, influence: AreaInfluence) -> Self:
        """Return the variance where each sample is a unit of its own."""
        p, n = counts.n_positives, counts.n_negatives
        squares = (
            float((counts.positives * influence.positives**2).sum()),
            float((counts.negatives * influence.negatives**2).sum()),
        )
        return cls(squares[0] * _inflation(p), squares[1] * _inflation(n), 0.0, p, n, p + n)

    @classmethod
    def of_sources(cls, a: Floats, b: Floats, n_with_positives: int, n_with_negatives: int) -> Self:
        """Return the variance from the sums *a* and *b* of each source that has samples."""
        return cls(
            float((a**2).sum()) * _inflation(n_with_positives),
            float((b**2).sum()) * _inflation(n_with_negatives),
            2 * float((a * b).sum()) * _inflation(len(a)),
            n_with_positives,
            n_with_negatives,
            len(a),
        )

    @classmethod
    def of_mean(cls, sums: Floats, fewest: int) -> Self:
        """Return the variance of a mean of areas from the summed influence of each unit.

        *fewest* are the units that hold the rarer kind of any class; they count where the
        variance is blind.
        """
        squares = float((sums**2).sum())
        n = len(sums) if squares > _ROUNDING else fewest
        return cls(squares * _inflation(len(sums)), 0.0, 0.0, n, n, n)

    @property
    def value(self) -> float:
        """The variance; nan where positives or negatives are of a single unit."""
        return self.of_positives + self.of_negatives + self.of_both

    @property
    def degrees_of_freedom(self) -> float:
        """By Welch and Satterthwaite, at most one less than the units."""
        parts = self.of_positives, self.of_negatives
        squares = parts[0] ** 2 / (self.n_with_positives - 1)
        squares += parts[1] ** 2 / (self.n_with_negatives - 1)
        return min(sum(parts) ** 2 / squares, self.n_units - 1)

    def interval(self, area: float) -> tuple[float, float]:
        """Return the ends of the area's 95 % interval; nan where it is unknown.

        Made on the logit of the area, with Student's quantile, so that it stays within 0 and 1.
        Where no unit differs from another, as at an area of 1, the variance is blind; Wilson's
        interval for as many samples as units hold the rarer kind is then the cautious end.

        References
        ----------
        Boyd, Eng & Page (2013), ECML PKDD, 451-466: the logit, for precision-recall areas too.
        """
        fewest = min(self.n_with_positives, self.n_with_negatives)
        if fewest < 2 or math.isnan(area):
            return math.nan, math.nan
        if not 0 < area < 1 or self.value <= _ROUNDING:
            low, high = wilson_interval(area, fewest)
            return low.item(), high.item()
        half = t_95(self.degrees_of_freedom) * math.sqrt(self.value) / area / (1 - area)
        return expit(logit(area) - half), expit(logit(area) + half)


def _inflation(n: int) -> float:
    return n / (n - 1) if n > 1 else math.nan
