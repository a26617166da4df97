"""Samples that the model got wrong."""

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.results import ErrorSample, ErrorSamples
from afterfit.statistics import ClassificationTally, TopErrors


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
    return ErrorSample(
        index=tally.rows.place(int(errors.row[place])),
        true_class=tally.class_names[errors.true_class[place]],
        predicted_class=tally.class_names[errors.predicted_class[place]],
        scores=tuple(errors.scores[place].tolist()),
        source=tally.source_names[errors.source[place]] if tally.source_names else "",
        offset=int(errors.offset[place]),
    )
