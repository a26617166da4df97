"""What the series itself would forecast, without a model."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def persistence(past: Floats, horizon: int) -> Floats:
    """Return the last known value, repeated: (n_samples, horizon, n_variables).

    Examples
    --------
    >>> persistence(np.array([[[1.0], [2.0]]]), 3)[0, :, 0].tolist()
    [2.0, 2.0, 2.0]
    """
    if past.shape[1] == 0:
        return np.full((len(past), horizon, past.shape[2]), np.nan)
    return np.repeat(past[:, -1:], horizon, axis=1)


def seasonal_naive(past: Floats, horizon: int, season: int | None) -> Floats:
    """Return the values of the last known season, repeated; nan where less than one is known.

    Examples
    --------
    >>> seasonal_naive(np.array([[[0.0], [1.0], [2.0]]]), 3, 2)[0, :, 0].tolist()
    [1.0, 2.0, 1.0]
    """
    if season is None or past.shape[1] < season:
        return np.full((len(past), horizon, past.shape[2]), np.nan)
    place = past.shape[1] - season + np.arange(horizon) % season
    return past[:, place]


def naive_step(past: Floats, season: int | None) -> Floats:
    """Return the mean |y_t - y_(t-m)| of each variable over all histories, (n_variables,).

    m is the season where the histories are longer than it, else 1; nan with too short histories.
    """
    length = past.shape[1]
    m = season if season is not None and length > season else 1
    if length <= m:
        return np.full(past.shape[2], np.nan)
    steps = np.abs(past[:, m:] - past[:, :-m]).reshape(-1, past.shape[2])
    known = ~np.isnan(steps)
    n = known.sum(axis=0)
    return np.asarray(np.where(known, steps, 0).sum(axis=0) / np.where(n > 0, n, np.nan))
