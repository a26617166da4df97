"""Whether a series returns to its mean: the augmented Dickey-Fuller test."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FEWEST_ROWS = 30


def is_stationary(series: Array) -> bool | None:
    """Tell whether a unit root is rejected at 5 %; None for a constant or a short series.

    The regression holds a constant and 12 (n / 100)^¼ lagged differences (Schwert's rule).

    References
    ----------
    Said & Dickey (1984), Biometrika 71(3), 599-607. MacKinnon (2010), Critical Values for
    Cointegration Tests, table 2. Schwert (1989), J. Business & Economic Statistics 7(2), 147-159.

    Examples
    --------
    >>> steps = np.random.default_rng(0).normal(size=400)
    >>> is_stationary(steps), is_stationary(steps.cumsum())
    (True, False)
    """
    if len(series) < FEWEST_ROWS or series.min() == series.max():
        return None
    statistic, n = dickey_fuller(series, int(12 * (len(series) / 100) ** 0.25))
    return bool(statistic < -2.86154 - 2.8903 / n - 4.234 / n**2 - 40.04 / n**3)


def dickey_fuller(series: Array, lags: int) -> tuple[float, int]:
    """Return the t statistic of the level with *lags* lagged differences, and the rows it uses.

    Returns minus infinity where the regression explains the differences to the last digit.
    """
    lags = min(lags, len(series) // 4)
    scaled = (series - series.mean()) / series.std()
    steps = np.diff(scaled)
    n = len(steps) - lags
    columns = [scaled[lags:-1], np.ones(n)]
    columns += [steps[lags - i : len(steps) - i] for i in range(1, lags + 1)]
    X, y = np.column_stack(columns), steps[lags:]
    weights, *_ = np.linalg.lstsq(X, y, rcond=None)
    residual = y - X @ weights
    variance = float(residual @ residual) / max(n - X.shape[1], 1)
    if variance <= 1e-20:
        return -np.inf, n
    error = np.sqrt(variance * np.linalg.pinv(X.T @ X)[0, 0])
    return float(weights[0] / error), n
