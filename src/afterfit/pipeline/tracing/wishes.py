"""Words for a window that the answers of regressions and anomaly detectors choose."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from afterfit.records import AnomalyScores, RegressionPredictions


def largest_error(rows: RegressionPredictions) -> int | None:
    """Return the window that is told worst; errors of several targets count by their spread."""
    return int(_sizes(rows).argmax()) if len(rows) else None


def typical_error(rows: RegressionPredictions) -> int | None:
    """Return the window whose error is nearest to the median."""
    if not len(rows):
        return None
    sizes = _sizes(rows)
    return int(np.abs(sizes - np.median(sizes)).argmin())


def _sizes(rows: RegressionPredictions) -> NDArray[np.float64]:
    """Return root mean squares over the targets, each in its standard deviations: (n_samples,)."""
    spread = rows.y_true.std(axis=0)
    scaled = rows.errors / np.where(spread > 0, spread, 1.0)
    return np.asarray(np.sqrt((scaled**2).mean(axis=1)))


def highest_normal_score(rows: AnomalyScores) -> int | None:
    """Return the normal window with the highest score; None without normal windows."""
    normal = np.flatnonzero(~rows.is_anomaly)
    return int(normal[rows.score[normal].argmax()]) if len(normal) else None


def lowest_anomaly_score(rows: AnomalyScores) -> int | None:
    """Return the anomaly with the lowest score; None without anomalies."""
    anomalies = np.flatnonzero(rows.is_anomaly)
    return int(anomalies[rows.score[anomalies].argmin()]) if len(anomalies) else None


def typical_anomaly(rows: AnomalyScores) -> int | None:
    """Return the anomaly whose score is nearest to their median; a normal window without any."""
    if not len(rows):
        return None
    kind = rows.is_anomaly if rows.is_anomaly.any() else ~rows.is_anomaly
    places = np.flatnonzero(kind)
    score = rows.score[places]
    return int(places[np.abs(score - np.median(score)).argmin()])


NUMBER_WISHES: dict[str, Callable[[RegressionPredictions], int | None]] = {
    "largest-error": largest_error,
    "typical": typical_error,
}
ANOMALY_WISHES: dict[str, Callable[[AnomalyScores], int | None]] = {
    "highest-normal-score": highest_normal_score,
    "lowest-anomaly-score": lowest_anomaly_score,
    "typical": typical_anomaly,
}
