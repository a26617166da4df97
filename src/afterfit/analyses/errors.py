"""Samples that the model got wrong."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.results import ErrorSample, ErrorSamples
from afterfit.statistics import ClassificationTally, TopErrors

MOST_SCORES = 100
"""Classes up to which an error keeps the scores of all."""
HIGHEST_SCORES = 10
"""Scores that it keeps of more classes."""


def select_errors(observed: Observed, max_per_class: int | None) -> ErrorSamples:
    """Return wrong predictions by true class, in each the most confident first.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
        One model on one split.
    max_per_class : int or None
        Most errors to keep for a true class; None keeps all. A tally that kept fewer gives those.
        The result says how many there were.

    Raises
    ------
    InputError
        When *max_per_class* is below 0.
    """
    tally = tally_of(observed, max_per_class)
    counts = tally.confusion.total().by_class()
    errors = tally.errors.at_most(max_per_class)
    return ErrorSamples(
        scope=scope_of(tally),
        class_names=tally.class_names,
        samples=tuple(_sample(tally, errors, place) for place in range(len(errors))),
        n_errors=int(counts.n_samples - counts.n_hits),
        max_per_class=errors.limit,
    )


def _sample(tally: ClassificationTally, errors: TopErrors, place: int) -> ErrorSample:
    scores, true_class = errors.scores[place], int(errors.true_class[place])
    scored = _scored(scores, true_class)
    return ErrorSample(
        index=tally.rows.place(int(errors.row[place])),
        true_class=tally.class_names[true_class],
        predicted_class=tally.class_names[errors.predicted_class[place]],
        scores=tuple(scores[list(scored) or slice(None)].tolist()),
        source=tally.source_names[errors.source[place]] if tally.source_names else "",
        offset=int(errors.offset[place]),
        scored=scored,
    )


def _scored(scores: NDArray[np.float64], true_class: int) -> tuple[int, ...]:
    """Return the classes whose scores are kept; none stands for all."""
    if len(scores) <= MOST_SCORES:
        return ()
    highest = np.argsort(-scores, kind="stable")[:HIGHEST_SCORES]
    return tuple(sorted({*highest.tolist(), true_class}))
