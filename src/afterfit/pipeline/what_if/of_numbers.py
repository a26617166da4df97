"""The folder of a finished run that tells numbers → what its models lose under change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import N_REPEATS, Change, Reading, changes_of, drawn_rows, parts_of
from afterfit.analyses.what_if.number_importance import measure_number_importance
from afterfit.analyses.what_if.numbers import (
    BY_R2,
    BY_SKILL,
    Numbers,
    NumbersMeasure,
    NumbersSubject,
    try_change_on_numbers,
)
from afterfit.findings import diagnose_numbers_what_if
from afterfit.pipeline.facts import title_of
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.run_channels import channel_names
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.pipeline.what_if.of_run import FinishedRun
from afterfit.pipeline.what_if.trial import Counted, Stages, curves_of
from afterfit.pipeline.what_if.wish import WhatIfWish
from afterfit.readers import read_forecasts, read_regressions
from afterfit.records import SignalLayout
from afterfit.results import NumbersVariantWhatIf, NumbersWhatIf, QualityCurve, Scope
from afterfit.results.numbers_what_if import ExtraQualityLoss
from afterfit.results.what_if import PartImportance
from afterfit.runtimes import run_variant
from afterfit.training import TargetScale, read_target_scale
from afterfit.training.target_scale import SCALE_FILE

NOTE = (
    "Changes act on the models' input, not on the sensor's readings, which a run of a "
    "regression does not keep."
)
NOTE_OF_FORECASTS = (
    "Changes act on the models' input alone: what came after a window, and the last value that "
    "persistence repeats, are what was recorded."
)


@dataclass(frozen=True, slots=True)
class _Task(Generic[Numbers]):
    """What runs of regressions and of forecasts do differently."""

    measure: NumbersMeasure[Numbers]
    read: Callable[[Path], Sequence[Numbers]]
    note: str


def try_numbers(run: FinishedRun, wish: WhatIfWish, progress: Stages) -> NumbersWhatIf:
    """Return what every change costs the models of a regression by R², of a forecast by its skill.

    Raises
    ------
    InputError
        When a single sample is asked for, or files of the run are missing or do not fit.
    """
    wish.refuse_sample("one answer of a regression")
    if run.config.common.kind == "forecasting":
        return _try(run, wish, progress, _Task(BY_SKILL, read_forecasts, NOTE_OF_FORECASTS))
    return _try(run, wish, progress, _Task(BY_R2, read_regressions, NOTE))


def _try(
    run: FinishedRun, wish: WhatIfWish, progress: Stages, task: _Task[Numbers]
) -> NumbersWhatIf:
    folder, models, measure = run.folder, run.models, task.measure
    records = {name: _record(folder, name, task) for name in models}
    first = next(iter(records.values()))
    values = read_tested_inputs(folder, first)
    rows = drawn_rows(first.source, wish.most_windows, wish.seed)
    scale = read_target_scale(folder.base / SCALE_FILE)
    answers = {
        name: Counted(_Answers(path, values.shape[1:], scale, first.y_true.shape[1:]))
        for name, path in models.items()
    }
    flat = values.reshape(*values.shape[:2], -1)[rows].astype(np.float64)
    told = {name: replace(measure.at(records[name], rows), y_pred=answer(flat))
            for name, answer in answers.items()}  # fmt: skip
    subject = NumbersSubject(flat, answers, told, measure)
    names = channel_names(folder, flat.shape[1])
    possible = changes_of(SignalLayout(), names, flat.shape[2])
    reading = Reading.of(subject.values)

    def tried(change: Change) -> tuple[Mapping[str, QualityCurve], tuple[ExtraQualityLoss, ...]]:
        changed = try_change_on_numbers(change, subject, reading, wish.seed)
        return changed.curves, changed.extra_losses

    curves, extra = curves_of(wish.chosen(possible), models, progress, tried)
    importance = _importance(subject, names, wish, progress)
    n_sources = len(np.unique(first.source[rows]))
    found = NumbersWhatIf(
        subject=title_of(folder),
        yardstick=measure.yardstick,
        variants=tuple(
            NumbersVariantWhatIf(
                Scope(name, "test", len(rows), n_sources),
                measure.paired(told[name], told[name]).reference_value,
                tuple(curves[name]),
                importance[name],
            )
            for name in models
        ),
        extra_losses=extra,
        findings=(),
        loss=wish.loss,
        n_all=len(values),
        n_answers=sum(one.n_windows for one in answers.values()),
        notes=(task.note, *run.notes),
    )
    return replace(found, findings=diagnose_numbers_what_if(found))


def _importance(
    subject: NumbersSubject[Numbers], names: tuple[str, ...], wish: WhatIfWish, progress: Stages
) -> Mapping[str, tuple[PartImportance, ...]]:
    parts = parts_of(SignalLayout(), names, subject.values.shape[2]) if wish.importance else ()
    if parts:
        progress.stage("Shuffling channels and stretches")
    return measure_number_importance(subject, parts, wish.seed, N_REPEATS)


def _record(folder: RunFolder, variant: str, task: _Task[Numbers]) -> Numbers:
    path = folder.predictions(variant, "test")
    (record,) = task.read(path)
    return record


@dataclass(frozen=True, slots=True)
class _Answers:
    path: Path
    shape: tuple[int, ...]
    """Of what the model is given."""
    scale: TargetScale
    of_targets: tuple[int, ...]
    """Shape of what is told of one window."""

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        given = values.reshape(len(values), *self.shape).astype(np.float32)
        told = self.scale.in_units(run_variant(self.path, given).outputs)
        return np.asarray(told).reshape(len(values), *self.of_targets)
