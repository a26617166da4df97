"""What a result was computed on."""

import numpy as np

from afterfit.analyses.observed import Observed
from afterfit.results import Scope
from afterfit.statistics import ClassificationTally


def scope_of(observed: Observed) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from.

    A sample that comes from no recording counts as one of its own.
    """
    if isinstance(observed, ClassificationTally):
        n_samples, n_sources = observed.n_samples, observed.n_sources
    else:
        n_samples = len(observed)
        n_sources = len(np.unique(observed.source)) if observed.has_sources else n_samples
    return Scope(observed.variant, observed.split, n_samples, n_sources)
