"""Everything there is to know of one multi-label model on one split."""

import numpy as np

from afterfit.analyses.calibration import measure_calibration
from afterfit.analyses.errors import select_errors
from afterfit.analyses.multilabel.quality import measure_multilabel_quality, scope_of_tally
from afterfit.analyses.operating_points import DEFAULT_POLICIES
from afterfit.analyses.thinning import thin_sweeps
from afterfit.analyses.thresholds import sweep_thresholds
from afterfit.files import natural_order
from afterfit.records import MultilabelPredictions
from afterfit.results import (
    ErrorSample,
    LabelCounts,
    LabelError,
    LabelErrors,
    LabelFileRow,
    LabelFiles,
    LabelMistakes,
    MultilabelVariant,
    ThresholdSweeps,
)
from afterfit.statistics import (
    ClassificationTally,
    MultilabelTally,
    TallySettings,
    tally_multilabel,
)
from afterfit.statistics.label_sets import PRESENT


def analyze_multilabel_variant(
    observed: MultilabelPredictions | MultilabelTally,
    max_errors_per_label: int | None = 20,
    rows: MultilabelPredictions | None = None,
) -> MultilabelVariant:
    """Return all results of one multi-label model on one split.

    Parameters
    ----------
    observed : MultilabelPredictions or MultilabelTally
        Its rows, or what a pass over them counted.
    max_errors_per_label : int or None
        Most wrong answers to keep for a label, of either kind; None keeps all.
    rows : MultilabelPredictions, optional
        The rows that a tally was counted from, for the intervals of areas.

    Examples
    --------
    >>> hall = MultilabelPredictions(
    ...     class_names=("speech", "music"), y_true=[[True, False], [True, True]],
    ...     scores=[[0.9, 0.2], [0.8, 0.1]], source=[0, 1], source_names=("a.wav", "b.wav"),
    ...     offset=[0, 0], variant="int8", split="test")
    >>> quality = analyze_multilabel_variant(hall).quality
    >>> quality.estimate("subset_accuracy").value, quality.estimate("hamming_loss").value
    (0.5, 0.25)
    """
    tally = _tally_of(observed, max_errors_per_label)
    if isinstance(observed, MultilabelPredictions):
        rows = observed
    return MultilabelVariant(
        variant=tally.variant,
        split=tally.split,
        quality=measure_multilabel_quality(tally, rows),
        thresholds=thin_sweeps(_label_sweeps(tally), DEFAULT_POLICIES),
        mistakes=_mistakes(tally),
        files=_files(tally),
        errors=_errors(tally, max_errors_per_label),
    )


def _tally_of(
    observed: MultilabelPredictions | MultilabelTally, limit: int | None
) -> MultilabelTally:
    if isinstance(observed, MultilabelTally):
        return observed
    settings = TallySettings.for_table(len(observed), len(observed.class_names), limit)
    return tally_multilabel(observed, settings)


def _label_sweeps(tally: MultilabelTally) -> ThresholdSweeps:
    sweeps = (sweep_thresholds(one).classes[PRESENT] for one in tally.labels)
    return ThresholdSweeps(scope_of_tally(tally), tuple(sweeps))


def _mistakes(tally: MultilabelTally) -> LabelMistakes:
    return LabelMistakes(
        scope=scope_of_tally(tally),
        labels=tuple(map(_counts, tally.class_names, tally.labels)),
        missed_and_seen=tuple(map(tuple, tally.sets.missed_and_seen.tolist())),
    )


def _counts(label: str, question: ClassificationTally) -> LabelCounts:
    (tp, fn), (fp, tn) = question.confusion.total().counts.tolist()
    calibration = measure_calibration(question).classes[PRESENT]
    return LabelCounts(label, tp, fp, fn, tn, calibration.ece, calibration.band)


def _files(tally: MultilabelTally) -> LabelFiles:
    sets, rows = tally.sets, []
    for place, name in enumerate(tally.source_names):
        numbers = (sets.n_samples, sets.n_exact, sets.n_missed, sets.n_false)
        rows.append(LabelFileRow(name, *(int(one[place]) for one in numbers)))
    rows.sort(key=lambda row: (-row.error_rate, -row.n_samples, natural_order(row.source)))
    return LabelFiles(scope_of_tally(tally), tuple(rows))


def _errors(tally: MultilabelTally, limit: int | None) -> LabelErrors:
    kept = [
        _label_error(label, sample)
        for label, question in zip(tally.class_names, tally.labels, strict=True)
        for sample in select_errors(question, limit).samples
    ]
    n_wrong = int(np.sum(tally.sets.n_missed + tally.sets.n_false))
    return LabelErrors(scope_of_tally(tally), tuple(kept), n_wrong, limit)


def _label_error(label: str, sample: ErrorSample) -> LabelError:
    return LabelError(
        index=sample.index,
        label=label,
        mistake="missed" if sample.true_class == label else "falsely seen",
        score=sample.scores[PRESENT],
        source=sample.source,
        offset=sample.offset,
    )
