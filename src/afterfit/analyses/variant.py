"""Everything there is to know of one model on one split."""

from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.margins import split_margins
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.records import Predictions
from afterfit.results import VariantAnalysis


def analyze_variant(predictions: Predictions, max_errors_per_class: int | None) -> VariantAnalysis:
    """Return all results of one model variant on one split.

    Parameters
    ----------
    predictions : Predictions
        Scores of one model on one split.
    max_errors_per_class : int or None
        Most wrong samples to keep for a true class; None keeps all.
    """
    sweeps = sweep_thresholds(predictions)
    return VariantAnalysis(
        variant=predictions.variant,
        split=predictions.split,
        quality=measure_quality(predictions, sweeps),
        confusion=count_confusion(predictions),
        thresholds=sweeps,
        margins=split_margins(predictions),
        files=summarize_files(predictions),
        errors=select_errors(predictions, max_errors_per_class),
    )
