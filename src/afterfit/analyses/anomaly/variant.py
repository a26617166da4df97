"""Everything there is to know of one anomaly detector on one split."""

from afterfit.analyses.anomaly.chosen_k import count_at_each_k
from afterfit.analyses.anomaly.detection import detect_at
from afterfit.analyses.anomaly.distribution import distribute_scores, locate_errors
from afterfit.analyses.anomaly.normal import compare_normal_scores
from afterfit.analyses.anomaly.quality import measure_anomaly_quality, sweep_scores
from afterfit.records import AnomalyScores
from afterfit.results import AnomalyVariant, ChosenK, NoChosenK


def analyze_anomaly_variant(
    scores: AnomalyScores, train: AnomalyScores | None, chosen: ChosenK | NoChosenK
) -> AnomalyVariant:
    """Return all results of one detector on one split.

    Parameters
    ----------
    scores : AnomalyScores
        The split to judge on.
    train : AnomalyScores or None
        The same variant on the split "train": thresholds come from its normal samples.
    chosen : ChosenK or NoChosenK
        The recommended threshold of the variant (`choose_k`).

    Examples
    --------
    >>> from afterfit.analyses.anomaly import choose_k
    >>> def scores(values, kinds, split):
    ...     n = len(values)
    ...     return AnomalyScores(values, kinds, ("normal", "anomaly"), [0] * n, ("",), range(n),
    ...                          "int8", split, has_sources=False)
    >>> train, test = scores([1, 2, 3], [0, 0, 0], "train"), scores([2, 3, 9], [0, 0, 1], "test")
    >>> found = analyze_anomaly_variant(test, train, choose_k(train, None))
    >>> found.quality.estimate("roc_auc").value, found.detection.k, found.detection.counts.tp
    (1.0, 1.0, 1)
    """
    return AnomalyVariant(
        variant=scores.variant,
        split=scores.split,
        quality=measure_anomaly_quality(scores),
        curves=sweep_scores(scores),
        distribution=distribute_scores(scores, train),
        thresholds=count_at_each_k(scores, train),
        detection=detect_at(scores, chosen),
        normal=compare_normal_scores(scores, train),
        location=locate_errors(scores),
    )
