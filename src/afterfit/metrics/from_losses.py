"""Metrics that judge the probabilities themselves.

Both take `LossSums` and return the shape of its arrays.
"""

from afterfit.metrics.from_counts import Values, ratio
from afterfit.statistics import LossSums


def log_loss(sums: LossSums) -> Values:
    """Return the mean of -ln(probability of the true class), in nats; 0 is perfect.

    A probability of 0, which int8 outputs often hold, is taken as 2.2e-16 as in scikit-learn, so
    one sample costs at most 36.04.

    Examples
    --------
    >>> import numpy as np
    >>> log_loss(LossSums(np.array(4), np.array(1.0), np.array(0.5))).item()
    0.25
    """
    return ratio(sums.log_loss, sums.n_samples)


def brier_score(sums: LossSums) -> Values:
    """Return the mean of ½ Σ_k (p_k - y_k)², with y one-hot; 0 is perfect and 1 the worst.

    The half makes it the familiar (p - y)² for two classes, and keeps it within [0, 1] for any
    number. Brier's own multi-class form, and scikit-learn's beyond two classes, is twice this.
    """
    return ratio(sums.brier, sums.n_samples)
