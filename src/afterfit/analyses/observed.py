"""What analyses look at: rows in memory, or the tally that a pass over them left."""

from afterfit.records import Predictions
from afterfit.statistics import ClassificationTally, TallySettings, tally_batch

Observed = Predictions | ClassificationTally
"""Predictions of one model on one split, or what was counted of them."""


def tally_of(observed: Observed, errors_per_class: int | None = 0) -> ClassificationTally:
    """Return the tally, counting first what is not yet counted.

    Analyses see tallies alone, so they say the same of rows in memory and of rows in many files.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
    errors_per_class : int or None
        Most errors to keep for a true class of predictions; a tally has kept what it was told.
    """
    if isinstance(observed, ClassificationTally):
        return observed
    n_rows, n_classes = len(observed), len(observed.class_names)
    return tally_batch(observed, TallySettings.for_table(n_rows, n_classes, errors_per_class))
