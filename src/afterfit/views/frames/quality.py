"""Frames of metrics and counts."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from afterfit.results import (
    Analysis,
    ClassificationQuality,
    ConfusionMatrix,
    IntervalComparison,
    QuantizationCost,
)
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place

if TYPE_CHECKING:
    import polars as pl


def frame_analysis(analysis: Analysis) -> "pl.DataFrame":
    """Return the metrics of all variants and splits, below each other; see `frame_quality`."""
    return _frame(one.quality for one in analysis.variants)


def frame_quality(quality: ClassificationQuality) -> "pl.DataFrame":
    """Return one row a metric; class is null where it speaks of all classes."""
    return _frame([quality])


def _frame(qualities: Iterable[ClassificationQuality]) -> "pl.DataFrame":
    columns = {**SCOPE, "class": str, **ESTIMATE}
    return make_frame(columns, (row for one in qualities for row in _rows(one)))


def _rows(quality: ClassificationQuality) -> Iterator[tuple[Any, ...]]:
    start = place(quality.scope)
    for estimate in quality.overall:
        yield *start, None, *estimate_cells(estimate)
    for row in quality.classes:
        for estimate in (row.precision, row.recall, row.f1, row.roc_auc, row.average_precision):
            yield *start, row.class_name, *estimate_cells(estimate)


def frame_confusion(matrix: ConfusionMatrix) -> "pl.DataFrame":
    """Return one row a pair of classes, zeros included."""
    names = matrix.class_names
    return make_frame(
        {**SCOPE, "true_class": str, "predicted_class": str, "n": int},
        (
            (*place(matrix.scope), true, predicted, n)
            for true, row in zip(names, matrix.counts, strict=True)
            for predicted, n in zip(names, row, strict=True)
        ),
    )


def frame_independence(comparison: IntervalComparison) -> "pl.DataFrame":
    """Return the naive and the honest interval of the accuracy, one row each."""
    pair = {"naive": comparison.naive, "honest": comparison.honest}
    columns = {**SCOPE, "interval": str, **ESTIMATE, "n_effective": float}
    sizes = {"naive": float(comparison.naive.n), "honest": comparison.n_effective}
    return make_frame(
        columns,
        (
            (*place(comparison.scope), name, *estimate_cells(one), sizes[name])
            for name, one in pair.items()
        ),
    )


def frame_quantization(cost: QuantizationCost) -> "pl.DataFrame":
    """Return one row: both variants side by side, and what changed."""
    change = cost.accuracy_change
    cells: dict[str, tuple[type, Any]] = {
        "split": (str, cost.reference.split),
        "reference": (str, cost.reference.variant),
        "candidate": (str, cost.candidate.variant),
        "n_samples": (int, cost.reference.n_samples),
        "reference_accuracy": (float, cost.reference_accuracy.value),
        "candidate_accuracy": (float, cost.candidate_accuracy.value),
        "accuracy_change": (float, change.value),
        "accuracy_change_low": (float, change.low),
        "accuracy_change_high": (float, change.high),
        "p_value": (float, cost.p_value),
        "reference_macro_f1": (float, cost.reference_macro_f1.value),
        "candidate_macro_f1": (float, cost.candidate_macro_f1.value),
        "n_reference_only_right": (int, cost.n_reference_only_right),
        "n_candidate_only_right": (int, cost.n_candidate_only_right),
        "n_disagreements": (int, cost.n_disagreements),
        "reference_bytes": (int, cost.reference_bytes),
        "candidate_bytes": (int, cost.candidate_bytes),
    }
    kinds = {name: kind for name, (kind, _) in cells.items()}
    return make_frame(kinds, [[value for _, value in cells.values()]])
