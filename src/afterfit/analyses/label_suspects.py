"""Which labels are probably wrong."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.observed import Observed, Rows
from afterfit.analyses.scope import scope_of
from afterfit.files import natural_order
from afterfit.results.label_suspects import (
    LabelSuspect,
    LabelSuspects,
    NoLabelSuspects,
    SuspectFile,
)
from afterfit.statistics import ClassificationTally
from afterfit.statistics.confident_learning import (
    LabelledScores,
    class_thresholds,
    confident_class,
    confident_joint,
    prune_by_noise_rate,
)
from afterfit.statistics.scored_rows import score_column
from afterfit.wording import agreeing, counted

FEWEST_SAMPLES = 20
_NO_ROWS = (
    "Labels are judged by thresholds that all rows must be seen for first, and these rows were "
    "counted in one pass without being kept; read a part of them into memory to judge it."
)


def find_label_suspects(
    observed: Observed | Rows, max_kept: int | None = None
) -> LabelSuspects | NoLabelSuspects:
    """Return samples whose label is probably wrong, the least self-confident first.

    By confident learning with cleanlab's default, ``prune_by_noise_rate``. It needs scores that
    the labels had no part in, so the train split is refused.

    Parameters
    ----------
    observed : Predictions, PredictionColumns or ClassificationTally
        One model on one split; a tally has not kept the rows, so it has no answer but that.
    max_kept : int or None
        Most suspects to keep; None keeps all. The result says how many there were.

    References
    ----------
    Northcutt, Jiang & Chuang (2021), Journal of Artificial Intelligence Research 70, 1373-1411.
    """
    if isinstance(observed, ClassificationTally):
        return NoLabelSuspects(scope_of(observed), _NO_ROWS)
    reason = _cannot_judge(observed)
    if reason:
        return NoLabelSuspects(scope_of(observed), reason)
    predictions, source = observed, observed.source
    n_classes, labels = len(predictions.class_names), predictions.y_true.astype(np.int64)
    columns = [score_column(predictions, index) for index in range(n_classes)]
    scores = LabelledScores.of(columns, labels)
    thresholds = class_thresholds(scores)
    confident = confident_class(scores, thresholds)
    joint = confident_joint(labels, confident, n_classes)
    suspects = np.flatnonzero(prune_by_noise_rate(scores, predictions.y_pred, joint))
    ranked = suspects[np.lexsort((suspects, scores.own[suspects]))]
    return LabelSuspects(
        scope=scope_of(predictions),
        class_names=predictions.class_names,
        thresholds=thresholds,
        confident_joint=tuple(tuple(row) for row in joint.tolist()),
        samples=tuple(
            _suspect(predictions, confident, int(source[i]), i) for i in ranked[:max_kept].tolist()
        ),
        n_suspects=len(suspects),
        max_kept=max_kept,
        files=_files(predictions, source, suspects),
    )


def _cannot_judge(predictions: Rows) -> str | None:
    if predictions.split == "train":
        return "The model was trained on these labels, so its scores cannot testify against them."
    if not predictions.has_scores:
        return "There are predicted classes only; doubting a label needs scores."
    if len(predictions.class_names) < 2:
        return "There is 1 class only, so no label could be another."
    if len(predictions) < FEWEST_SAMPLES:
        n = len(predictions)
        are = agreeing(n, "is", "are")
        return f"There {are} {counted(n, 'sample')}, fewer than {FEWEST_SAMPLES}."
    return None


def _suspect(
    predictions: Rows, confident: NDArray[np.int64], source: int, index: int
) -> LabelSuspect:
    (scores,), label = predictions.scores_of(np.array([index])), int(predictions.y_true[index])
    return LabelSuspect(
        index=index,
        given_class=predictions.class_names[label],
        suggested_class=predictions.class_names[predictions.y_pred[index]],
        self_confidence=float(scores[label]),
        margin=float(scores[label] - np.delete(scores, label).max()),
        in_confident_joint=int(confident[index]) not in (-1, label),
        source=predictions.source_names[source],
        offset=int(predictions.offset[index]),
    )


def _files(
    predictions: Rows, source: NDArray[np.int64], suspects: NDArray[np.int64]
) -> tuple[SuspectFile, ...]:
    if not predictions.has_sources:
        return ()
    n_sources = len(predictions.source_names)
    n_samples = np.bincount(source, minlength=n_sources)
    n_suspects = np.bincount(source[suspects], minlength=n_sources)
    rows = [
        SuspectFile(predictions.source_names[place], int(n_samples[place]), int(n_suspects[place]))
        for place in np.flatnonzero(n_suspects).tolist()
    ]
    return tuple(
        sorted(rows, key=lambda row: (-row.n_suspects / row.n_samples, natural_order(row.source)))
    )
