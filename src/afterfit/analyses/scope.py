"""What a result was computed on."""

import numpy as np

from afterfit.analyses.observed import Observed, Rows
from afterfit.results import Scope
from afterfit.statistics import ClassificationTally


def scope_of(observed: Observed | Rows) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from.

    A sample that comes from no recording counts as one of its own.
    """
    if isinstance(observed, ClassificationTally):
        n_samples, n_sources = observed.n_samples, observed.n_sources
    else:
        n_samples = len(observed)
        n_sources = n_samples
        if observed.has_sources:
            n_sources = int(np.count_nonzero(np.bincount(observed.source)))
    return Scope(observed.variant, observed.split, n_samples, n_sources)
