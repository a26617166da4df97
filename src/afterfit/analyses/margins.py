"""How sure the model was when it was right, and when it was wrong."""

import numpy as np

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.results import MarginHistogram, MarginHistograms
from afterfit.statistics.margin_counts import N_MARGIN_BINS


def split_margins(observed: Observed, n_bins: int = N_MARGIN_BINS) -> MarginHistograms:
    """Return histograms of highest minus second-highest score, right and wrong apart.

    Bins hold their lower edge; the last holds 1 too. With a single class the margin is its score.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
        One model on one split.
    n_bins : int
        Bins of equal width from 0 to 1; a divisor of 20.

    Raises
    ------
    InputError
        When 20 is not a multiple of *n_bins*.
    """
    tally = tally_of(observed)
    edges = np.linspace(0, 1, n_bins + 1)
    counts = tally.margins.joined(n_bins).counts
    return MarginHistograms(
        scope=scope_of(tally),
        overall=MarginHistogram(None, edges, *counts.sum(axis=0)),
        classes=tuple(
            MarginHistogram(name, edges, *counts[index])
            for index, name in enumerate(tally.class_names)
        ),
    )
