"""How good the predictions are, overall and for each class."""

import numpy as np

from afterfit.analyses.areas import measure_areas
from afterfit.analyses.estimates import Estimator, share_estimates
from afterfit.analyses.observed import Observed, Rows, rows_of, tally_of
from afterfit.analyses.ranking import top_accuracies
from afterfit.analyses.scope import scope_of
from afterfit.results import ClassificationQuality, ClassQuality, Estimate
from afterfit.statistics import LossSums


def measure_quality(observed: Observed, rows: Rows | None = None) -> ClassificationQuality:
    """Return every metric of one model on one split, with its 95 % interval.

    Accuracy, precision and recall have Wilson intervals, with the effective number of samples
    where recordings hold several. Averages, F1, correlations and losses are bootstrapped by
    recording. Areas under curves have those of `measure_areas`. Macro averages leave out classes
    where a metric is not defined (see `afterfit.metrics.from_counts`); macro AUC those without
    positives or negatives.

    Parameters
    ----------
    observed : Predictions or ClassificationTally
        One model on one split.
    rows : Predictions or PredictionColumns, optional
        The rows that a tally was counted from, where they are at hand: some areas need them.

    Examples
    --------
    >>> from afterfit.records import Predictions
    >>> quality = measure_quality(Predictions(
    ...     class_names=("cat", "dog"), y_true=[0, 0, 1, 1],
    ...     scores=[[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]],
    ...     source=[0, 1, 2, 3], source_names=("a", "b", "c", "d"), offset=[0, 0, 0, 0],
    ...     variant="float32", split="test"))
    >>> accuracy = quality.estimate("accuracy")
    >>> accuracy.value, round(accuracy.low, 2), round(accuracy.high, 2), accuracy.method
    (0.75, 0.3, 0.95, 'wilson')
    """
    tally = tally_of(observed)
    estimator = Estimator.of(tally)
    auc, average_precision = measure_areas(tally, rows_of(observed) if rows is None else rows)
    return ClassificationQuality(
        scope=scope_of(tally),
        overall=(
            *_overall(estimator, tally.losses(), auc.macro),
            average_precision.macro,
            *top_accuracies(tally),
        ),
        classes=_classes(estimator, tally.class_names, auc.classes, average_precision.classes),
    )


def _overall(estimator: Estimator, losses: LossSums, auc: Estimate) -> tuple[Estimate, ...]:
    right = estimator.confusion.right()
    majority = int(estimator.counts.support.argmax())
    return (
        estimator.accuracy(),
        estimator.overall("balanced_accuracy"),
        estimator.overall("macro_precision"),
        estimator.overall("macro_recall"),
        estimator.overall("macro_f1"),
        estimator.overall("weighted_precision"),
        estimator.overall_share("weighted_recall", right),
        estimator.overall("weighted_f1"),
        *(
            estimator.overall_share(f"micro_{part}", right)
            for part in ("precision", "recall", "f1")
        ),
        estimator.overall("matthews_corrcoef"),
        estimator.overall("cohen_kappa"),
        auc,
        *estimator.losses(losses),
        estimator.overall_share("majority_baseline", estimator.confusion.of_class(majority)),
    )


def _classes(
    estimator: Estimator,
    class_names: tuple[str, ...],
    aucs: tuple[Estimate, ...],
    average_precisions: tuple[Estimate, ...],
) -> tuple[ClassQuality, ...]:
    confusion, counts = estimator.confusion, estimator.counts
    either = counts.support + counts.predicted - counts.hits
    columns = zip(
        class_names,
        share_estimates("precision", confusion.right_by_predicted_class()),
        share_estimates("recall", confusion.right_by_true_class()),
        estimator.of_classes("f1", np.asarray(either)),
        counts.support.tolist(),
        counts.predicted.tolist(),
        aucs,
        average_precisions,
        strict=True,
    )
    return tuple(ClassQuality(*row) for row in columns)
