"""What a result was computed on."""

import numpy as np

from afterfit.records import Predictions
from afterfit.results import Scope


def scope_of(predictions: Predictions) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from."""
    return Scope(
        variant=predictions.variant,
        split=predictions.split,
        n_samples=len(predictions),
        n_sources=len(np.unique(predictions.source)),
    )
