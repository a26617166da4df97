"""The folder of a finished run of a regression → what its models lose under change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import Change, Reading, changes_of, drawn_rows
from afterfit.analyses.what_if.numbers import NumbersSubject, try_change_on_numbers
from afterfit.errors import InputError
from afterfit.findings import diagnose_numbers_what_if
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.what_if.of_run import NumbersRun
from afterfit.pipeline.what_if.trial import Counted, Stages
from afterfit.pipeline.what_if.wish import WhatIfWish
from afterfit.readers import read_regressions
from afterfit.records import RegressionPredictions, SignalLayout
from afterfit.results import NumbersVariantWhatIf, NumbersWhatIf, QualityCurve, Scope
from afterfit.results.numbers_what_if import ExtraQualityLoss
from afterfit.results.yardstick import R2
from afterfit.runtimes import run_variant
from afterfit.training import TargetScale, read_target_scale
from afterfit.training.target_scale import SCALE_FILE

NOTE = (
    "Changes act on the models' input, not on the sensor's readings, which a run of a "
    "regression does not keep."
)


NOT_SHUFFLED = (
    "What the models rest on was not measured: channels and stretches of time are shuffled for "
    "classifiers alone."
)


def try_numbers(run: NumbersRun, wish: WhatIfWish, progress: Stages) -> NumbersWhatIf:
    """Return what every change costs the models of a regression, by R².

    Raises
    ------
    InputError
        When a single sample is asked for, or files of the run are missing or do not fit.
    """
    folder, models = run.folder, run.models
    if wish.sample is not None:
        raise InputError("a single window is looked into for classifiers alone", where="--sample")
    values = _inputs(folder)
    records = {name: _record(folder, name, len(values)) for name in models}
    first = next(iter(records.values()))
    rows = drawn_rows(first.source, wish.most_windows, wish.seed)
    scale = read_target_scale(folder.base / SCALE_FILE)
    answers = {
        name: Counted(_Answers(path, values.shape[1:], scale)) for name, path in models.items()
    }
    flat = values.reshape(*values.shape[:2], -1)[rows].astype(np.float64)
    told = {name: replace(_at(records[name], rows), y_pred=answer(flat))
            for name, answer in answers.items()}  # fmt: skip
    subject = NumbersSubject(flat, answers, told)
    curves, extra = _try_all(wish.chosen(_possible(flat)), subject, wish, progress)
    n_sources = len(np.unique(first.source[rows]))
    found = NumbersWhatIf(
        subject=folder.root.resolve().name,
        yardstick=R2,
        variants=tuple(
            NumbersVariantWhatIf(
                Scope(name, "test", len(rows), n_sources), _r2(told[name]), tuple(curves[name])
            )
            for name in models
        ),
        extra_losses=tuple(extra),
        findings=(),
        loss=wish.loss,
        n_all=len(values),
        n_answers=sum(one.n_windows for one in answers.values()),
        notes=(NOTE, *([NOT_SHUFFLED] if wish.importance else []), *run.notes),
    )
    return replace(found, findings=diagnose_numbers_what_if(found))


def _try_all(
    changes: Sequence[Change], subject: NumbersSubject, wish: WhatIfWish, progress: Stages
) -> tuple[dict[str, list[QualityCurve]], list[ExtraQualityLoss]]:
    reading = Reading.of(subject.values)
    curves: dict[str, list[QualityCurve]] = {name: [] for name in subject.models}
    extra: list[ExtraQualityLoss] = []
    for change in changes:
        progress.stage(f"Trying: {change.title.lower()}")
        tried = try_change_on_numbers(change, subject, reading, wish.seed)
        extra += tried.extra_losses
        for name, curve in tried.curves.items():
            curves[name].append(curve)
    return curves, extra


def _possible(values: NDArray[np.float64]) -> tuple[Change, ...]:
    names = tuple(f"channel {place}" for place in range(values.shape[1]))
    return changes_of(SignalLayout(), names, values.shape[2])


def _inputs(folder: RunFolder) -> NDArray[np.float32]:
    path = folder.testing / "test_data.npy"
    try:
        given: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            f"the inputs of the test cannot be read: {error}", where=str(path)
        ) from None
    return given


def _record(folder: RunFolder, variant: str, n: int) -> RegressionPredictions:
    path = folder.predictions(variant, "test")
    (record,) = read_regressions(path)
    if len(record) != n:
        raise InputError(
            f"{len(record):,} predictions, but {n:,} inputs of the test; run it again",
            where=str(path),
        )
    return record


def _at(record: RegressionPredictions, rows: NDArray[np.int64]) -> RegressionPredictions:
    return replace(
        record,
        y_true=record.y_true[rows],
        y_pred=record.y_pred[rows],
        source=record.source[rows],
        offset=record.offset[rows],
    )


def _r2(record: RegressionPredictions) -> float:
    from afterfit.analyses.regression import paired_r2

    return paired_r2(record, record).reference_value


@dataclass(frozen=True, slots=True)
class _Answers:
    path: Path
    shape: tuple[int, ...]
    scale: TargetScale

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        given = values.reshape(len(values), *self.shape).astype(np.float32)
        told = self.scale.in_units(run_variant(self.path, given).outputs)
        return np.asarray(told).reshape(len(values), -1)
