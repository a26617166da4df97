"""The training windows nearest to one sample of a regression, and their targets."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.neighbours import look_around
from afterfit.records import TargetEmbedding
from afterfit.results.numbers_trace import NumbersNeighbour, NumbersNeighbourhood

Floats = NDArray[np.float64]


def find_number_neighbours(
    sample: Floats, training: TargetEmbedding, others: Floats
) -> NumbersNeighbourhood:
    """Return the training windows nearest to *sample*, and what was measured there.

    Parameters
    ----------
    sample : array of shape (n_features,)
        What the last layer with weights reads of the sample.
    training : TargetEmbedding
        The same of training windows, at least one.
    others : array of shape (n,)
        Distances of windows of the sample's split to their nearest: what is usual there.
    """
    near = look_around(sample, training, others)
    nearest = tuple(
        NumbersNeighbour(training.sample_id(row), tuple(training.targets[row].tolist()), distance)
        for row, distance in near.rows
    )
    return NumbersNeighbourhood(
        nearest=nearest, n_searched=len(training), usual_distance=near.usual, far=near.far
    )
