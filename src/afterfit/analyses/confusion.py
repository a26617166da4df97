"""Which class was taken for which."""

from afterfit.analyses.observed import Observed, tally_of
from afterfit.analyses.scope import scope_of
from afterfit.results import ConfusionMatrix


def count_confusion(observed: Observed) -> ConfusionMatrix:
    """Return the counts of true against predicted class; their sum is the number of samples."""
    tally = tally_of(observed)
    return ConfusionMatrix(
        scope=scope_of(tally),
        class_names=tally.class_names,
        counts=tuple(tuple(row) for row in tally.confusion.total().counts.tolist()),
    )
