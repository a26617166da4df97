"""Everything there is to know of one model on one split."""

from afterfit.analyses.calibration import measure_calibration
from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.independence import compare_intervals
from afterfit.analyses.label_suspects import find_label_suspects
from afterfit.analyses.margins import split_margins
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.analyses.uncertainty import measure_uncertainty
from afterfit.records import Predictions
from afterfit.results import VariantAnalysis

MOST_SUSPECTS = 200
"""Doubtful labels that are kept; as many are more than one person looks through."""


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
        calibration=measure_calibration(predictions),
        uncertainty=measure_uncertainty(predictions),
        label_suspects=find_label_suspects(predictions, MOST_SUSPECTS),
        independence=compare_intervals(predictions),
    )
