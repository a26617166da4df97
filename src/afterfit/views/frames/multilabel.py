"""Frames of models whose samples have any number of labels."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from afterfit.results import (
    LabelErrors,
    LabelFiles,
    LabelMistakes,
    MultilabelAnalysis,
    MultilabelComparison,
    MultilabelQuality,
)
from afterfit.views.frames.make import ESTIMATE, SCOPE, estimate_cells, make_frame, place
from afterfit.views.frames.quality import frame_quantization

if TYPE_CHECKING:
    import polars as pl


def frame_multilabel_analysis(analysis: MultilabelAnalysis) -> "pl.DataFrame":
    """Return the metrics of all variants and splits, below each other."""
    return _frame(one.quality for one in analysis.variants)


def frame_multilabel_quality(quality: MultilabelQuality) -> "pl.DataFrame":
    """Return one row a metric; label is null where it speaks of whole sets or all labels."""
    return _frame([quality])


def _frame(qualities: Iterable[MultilabelQuality]) -> "pl.DataFrame":
    columns = {**SCOPE, "label": str, **ESTIMATE}
    return make_frame(columns, (row for one in qualities for row in _rows(one)))


def _rows(quality: MultilabelQuality) -> Iterator[tuple[Any, ...]]:
    start = place(quality.scope)
    for estimate in quality.overall:
        yield *start, None, *estimate_cells(estimate)
    for row in quality.labels:
        for estimate in (row.precision, row.recall, row.f1, row.roc_auc, row.average_precision):
            yield *start, row.class_name, *estimate_cells(estimate)


def frame_label_mistakes(mistakes: LabelMistakes) -> "pl.DataFrame":
    """Return the counts of each label."""
    columns = {**SCOPE, "label": str, "tp": int, "fp": int, "fn": int, "tn": int, "ece": float}
    rows = (
        (*place(mistakes.scope), one.label, one.tp, one.fp, one.fn, one.tn, one.ece)
        for one in mistakes.labels
    )
    return make_frame(columns, rows)


def frame_label_files(files: LabelFiles) -> "pl.DataFrame":
    """Return one row a recording."""
    columns = {**SCOPE, "source": str, "n_samples": int, "n_exact": int, "n_missed": int,
               "n_false": int, "error_rate": float}  # fmt: skip
    rows = ((*place(files.scope), *astuple(one), one.error_rate) for one in files.rows)
    return make_frame(columns, rows)


def frame_label_errors(errors: LabelErrors) -> "pl.DataFrame":
    """Return one row a wrong answer that was kept."""
    columns = {**SCOPE, "index": int, "label": str, "mistake": str, "score": float,
               "source": str, "offset": int}  # fmt: skip
    return make_frame(columns, ((*place(errors.scope), *astuple(one)) for one in errors.errors))


def frame_multilabel_comparison(comparison: MultilabelComparison) -> "pl.DataFrame":
    """Return one row for whole sets, label being null, and one a label."""
    import polars as pl

    changes = [(None, comparison.sets), *((one.label, one.cost) for one in comparison.labels)]
    return pl.concat(
        frame_quantization(cost).insert_column(0, pl.Series("label", [label], pl.String))
        for label, cost in changes
    )
