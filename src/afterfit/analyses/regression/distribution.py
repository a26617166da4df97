"""How errors are spread, and whether they grow with the prediction."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.estimates import without_interval
from afterfit.results import ErrorDistribution, Estimate, SpreadTrend
from afterfit.statistics import ErrorUnits, percentile_interval

Floats = NDArray[np.float64]
_N_BINS = 40
_MIDDLE = (0.005, 0.995)
_FIFTH = 0.2


def spread_errors(errors: Floats) -> ErrorDistribution:
    """Return the distribution of the errors of one output, shape (n_samples,)."""
    edges = _edges(errors)
    counts, _ = np.histogram(errors, edges)
    return ErrorDistribution(
        edges=edges,
        counts=counts.astype(np.int64),
        n_below=int((errors < edges[0]).sum()),
        n_above=int((errors > edges[-1]).sum()),
        mean=float(errors.mean()) if len(errors) else float("nan"),
        std=float(errors.std(ddof=1)) if len(errors) > 1 else float("nan"),
        worst_percent_share=_worst_share(errors),
    )


def _edges(errors: Floats) -> Floats:
    low, high = np.quantile(errors, _MIDDLE) if len(errors) else (0.0, 0.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        half = max(abs(low), 1.0) * 0.5  # all the same: one bin around it
        return np.array([low - half, low + half])
    return np.linspace(low, high, _N_BINS + 1)


def _worst_share(errors: Floats) -> float:
    squares = np.sort(errors**2)[::-1]
    total = squares.sum()
    n_worst = max(1, round(0.01 * len(squares)))
    return float(squares[:n_worst].sum() / total) if total > 0 else float("nan")


def trend_of_spread(y_pred: Floats, errors: Floats, units: ErrorUnits) -> SpreadTrend:
    """Return how |error| goes with the prediction, for one output; arrays (n_samples,).

    References
    ----------
    Breusch & Pagan (1979), Econometrica 47(5), 1287-1294; Koenker (1981), Journal of
    Econometrics 17(1), 107-112: its form for errors that are not normal.
    """
    order = np.argsort(y_pred, kind="stable")
    n_fifth = max(1, round(_FIFTH * len(order)))
    low, high = errors[order[:n_fifth]], errors[order[-n_fifth:]]
    return SpreadTrend(
        correlation=_rank_correlation(y_pred, np.abs(errors), units),
        breusch_pagan_p=_breusch_pagan(y_pred, errors),
        low_spread=float(low.std()) if len(low) else float("nan"),
        high_spread=float(high.std()) if len(high) else float("nan"),
    )


def _rank_correlation(y_pred: Floats, sizes: Floats, units: ErrorUnits) -> Estimate:
    """Return Spearman's correlation; the ranks stay those of all samples in each replicate."""
    from scipy.stats import rankdata

    n = len(y_pred)
    if n < 3 or np.ptp(y_pred) == 0 or np.ptp(sizes) == 0:
        return without_interval("spearman", float("nan"), n)
    x, y = (rankdata(values) - (n + 1) / 2 for values in (y_pred, sizes))
    parts = np.stack([np.ones(n), x, y, x * x, y * y, x * y], axis=1)
    sums = np.stack([np.bincount(units.unit, p, units.n_units) for p in parts.T], axis=1)
    value = float(_correlation(sums.sum(axis=0)))
    ends = percentile_interval(value, _correlation(units.weights @ sums), units.n_units)
    if ends is None:
        return without_interval("spearman", value, n)
    return Estimate("spearman", value, *ends, n, units.method)


def _correlation(sums: Floats) -> Floats:
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt((xx - x * x / n) * (yy - y * y / n))
        return np.asarray((xy - x * y / n) / spread)


def _breusch_pagan(y_pred: Floats, errors: Floats) -> float:
    from scipy.special import chdtrc

    squares = errors**2
    if len(errors) < 3 or np.ptp(y_pred) == 0 or np.ptp(squares) == 0:
        return float("nan")
    r = np.corrcoef(y_pred, squares)[0, 1]
    return float(chdtrc(1, len(errors) * r * r))
