"""What analyses look at: rows in memory, or the tally that a pass over them left."""

from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics import ClassificationTally, TallySettings, tally_batch
from afterfit.statistics.tally_settings import MIN_CONFIDENCE

Observed = Predictions | ClassificationTally
"""Predictions of one model on one split, or what was counted of them."""
Rows = Predictions | PredictionColumns
"""All rows of one model on one split, for what counts do not tell."""


def tally_of(
    observed: Observed, errors_per_class: int | None = 0, min_confidence: float = MIN_CONFIDENCE
) -> ClassificationTally:
    """Return the tally, counting first what is not yet counted.

    Analyses see tallies alone, so they say the same of rows in memory and of rows in many files.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
    errors_per_class : int or None
        Most errors to keep for a true class of predictions; a tally has kept what it was told.
    min_confidence : float
        Lowest highest score of predictions that is answered with a class; the same holds.
    """
    if isinstance(observed, ClassificationTally):
        return observed
    settings = TallySettings.for_table(
        n_rows=len(observed),
        n_classes=len(observed.class_names),
        errors_per_class=errors_per_class,
        min_confidence=min_confidence,
    )
    return tally_batch(observed, settings)


def rows_of(observed: Observed) -> Predictions | None:
    """Return the rows where they are at hand, None where they were only counted."""
    return observed if isinstance(observed, Predictions) else None
