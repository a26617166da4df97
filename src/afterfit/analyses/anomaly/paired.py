"""Two anomaly detectors on the same samples → the change of the ROC AUC."""

from afterfit.analyses.anomaly.comparison import compare_rankings
from afterfit.analyses.anomaly.samples import scope_of_scores
from afterfit.analyses.paired_metric import PairedMetric
from afterfit.records import AnomalyScores
from afterfit.results.yardstick import ROC_AUC


def paired_auc(reference: AnomalyScores, candidate: AnomalyScores) -> PairedMetric:
    """Return the change of the ROC AUC, with DeLong's test; nan without anomalies.

    Raises
    ------
    InputError
        When the two were not tested on the same samples.
    """
    one, other, change, p_value = compare_rankings(reference, candidate)
    return PairedMetric(
        reference=scope_of_scores(reference),
        candidate=scope_of_scores(candidate),
        yardstick=ROC_AUC,
        reference_value=one.value,
        candidate_value=other.value,
        change=change,
        p_value=p_value,
    )
