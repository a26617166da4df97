"""Everything there is to know of one model on one split."""

from afterfit.analyses.calibration import measure_calibration
from afterfit.analyses.confusion import count_confusion
from afterfit.analyses.errors import select_errors
from afterfit.analyses.files import summarize_files
from afterfit.analyses.independence import compare_intervals
from afterfit.analyses.label_suspects import find_label_suspects
from afterfit.analyses.margins import split_margins
from afterfit.analyses.observed import Observed, Rows, rows_of, tally_of
from afterfit.analyses.operating_points import DEFAULT_POLICIES
from afterfit.analyses.quality import measure_quality
from afterfit.analyses.thinning import sweep_thinly
from afterfit.analyses.uncertainty import measure_uncertainty
from afterfit.results import VariantAnalysis

MOST_SUSPECTS = 200
"""Doubtful labels that are kept; as many are more than one person looks through."""


def analyze_variant(
    observed: Observed, max_errors_per_class: int | None, rows: Rows | None = None
) -> VariantAnalysis:
    """Return all results of one model variant on one split.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
        One model on one split: its rows, or what a pass over them counted.
    max_errors_per_class : int or None
        Most wrong samples to keep for a true class; None keeps all that a tally kept.
    rows : Predictions or PredictionColumns, optional
        The rows that a tally was counted from, where they are at hand: labels are doubted
        by them, and areas under curves have intervals by them.
    """
    tally = tally_of(observed, max_errors_per_class)
    rows = rows_of(observed) if rows is None else rows
    return VariantAnalysis(
        variant=tally.variant,
        split=tally.split,
        quality=measure_quality(tally, rows),
        confusion=count_confusion(tally),
        thresholds=sweep_thinly(tally, DEFAULT_POLICIES),
        margins=split_margins(tally),
        files=summarize_files(tally),
        errors=select_errors(tally, max_errors_per_class),
        uncertainty=measure_uncertainty(tally),
        label_suspects=find_label_suspects(tally if rows is None else rows, MOST_SUSPECTS),
        independence=compare_intervals(tally),
        calibration=measure_calibration(tally),
    )
