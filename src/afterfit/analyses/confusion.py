"""Which class was taken for which."""

from afterfit.analyses.scope import scope_of
from afterfit.records import Predictions
from afterfit.results import ConfusionMatrix
from afterfit.statistics import ConfusionCounts


def count_confusion(predictions: Predictions) -> ConfusionMatrix:
    """Return the counts of true against predicted class; their sum is the number of samples."""
    counts = ConfusionCounts.from_predictions(predictions).counts
    return ConfusionMatrix(
        scope=scope_of(predictions),
        class_names=predictions.class_names,
        counts=tuple(tuple(row) for row in counts.tolist()),
    )
