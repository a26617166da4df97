"""How many independent samples windows of the same recordings are worth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_at, add_floats_at
from afterfit.statistics.source_tallies import SourceTallies
from afterfit.statistics.student import t_95_of
from afterfit.statistics.wilson import Z_95


@dataclass(frozen=True, slots=True, eq=False)
class ClusteredShare:
    """A share of each group, with the number of independent samples it is worth."""

    share: NDArray[np.float64]
    """Hits / samples; nan where a group has no samples, shape (n_groups,)."""
    n_samples: NDArray[np.int64]
    """Samples of each group, shape (n_groups,)."""
    n_sources: NDArray[np.int64]
    """Sources that the samples come from, shape (n_groups,)."""
    n_effective: NDArray[np.float64]
    """Independent samples that would tell as much; nan where it cannot be known, (n_groups,)."""


def share_of(tallies: SourceTallies) -> ClusteredShare:
    """Return each group's share and its effective number of samples.

    Windows of one recording resemble each other, so a hundred of them tell less than a hundred
    recordings. With p = h / n over all sources, the variance between sources is the linearised
    variance of a ratio, v = m / (m - 1) · Σ (h_s - p n_s)² / n², over the group's m sources, and
    the effective size is n / max(1, v n / (p (1 - p))), times (1.96 / t)² where t is Student's
    97.5 % point with m - 1 degrees of freedom, since a variance from few sources is itself unsure.

    - As many sources as samples, or no sources at all: independent, n_effective = n.
    - p of 0 or 1: the variance between sources is blind; n_effective = m, the cautious end.
    - A single source of several samples: unknown, nan.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24(2), 193-201: effective size and its t-factor.
    Cochran (1977), Sampling Techniques, 3rd edition, section 9A: ratio estimates of clusters.

    Examples
    --------
    Ten recordings of a hundred windows, each wholly right or wholly wrong:

    >>> tallies = SourceTallies(1, np.zeros(10, int), np.repeat([0, 100], [2, 8]),
    ...                         np.full(10, 100))
    >>> round(share_of(tallies).n_effective.item(), 1)
    6.8
    """
    k, group = tallies.n_groups, tallies.group
    n = add_at(group, tallies.totals, k)
    m = n if tallies.independent else np.bincount(group, minlength=k)
    hits = add_at(group, tallies.hits, k)
    share = hits / np.where(n > 0, n, np.nan)
    residual = tallies.hits - share[group] * tallies.totals
    between = add_floats_at(group, residual**2, k)
    return ClusteredShare(share, n, m, _effective_size(n, m, hits, between))


def _effective_size(
    n: NDArray[np.int64],
    m: NDArray[np.int64],
    hits: NDArray[np.int64],
    between: NDArray[np.float64],
) -> NDArray[np.float64]:
    several = np.where(m > 1, m, np.nan)
    blind = (hits == 0) | (hits == n)
    binomial = hits * (n - hits) / np.where(n > 0, n, np.nan)  # n² · p (1 - p) / n
    clustered = several / (several - 1) * between  # n² · v
    design_effect = np.maximum(1, clustered / np.where(blind, np.nan, binomial))
    sized = np.where(blind, several, n / design_effect * _t_factor(several))
    return np.where(m == n, n.astype(np.float64), sized)


def _t_factor(n_sources: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((Z_95 / t_95_of(n_sources - 1)) ** 2)
