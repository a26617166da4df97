"""The folder of a finished run of anomaly detection → what alarms its models under change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import Change, Reading, changes_of, drawn_rows
from afterfit.analyses.what_if.alarms import (
    AlarmsSubject,
    try_change_on_alarms,
    unchanged_auc,
    unchanged_rate,
)
from afterfit.errors import InputError
from afterfit.findings import diagnose_alarms_what_if
from afterfit.pipeline.facts import title_of
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.tasks.common import outputs_of
from afterfit.pipeline.what_if.of_run import (
    FinishedRun,
    Inputs,
    RunWindows,
    inputs_of_run,
    windows_of_run,
)
from afterfit.pipeline.what_if.trial import Counted, Stages, curves_of
from afterfit.pipeline.what_if.wish import WhatIfWish
from afterfit.readers import read_anomaly_scores_parquet
from afterfit.records import AnomalyScores, Windows
from afterfit.results import (
    AlarmCurve,
    AlarmsVariantWhatIf,
    AlarmsWhatIf,
    AnomalyAnalysis,
    ChosenK,
    Scope,
)
from afterfit.results.alarms_what_if import ExtraAlarms

NOT_SHUFFLED = (
    "What the models rest on was not measured: channels and stretches of time are shuffled for "
    "classifiers, regressions and forecasts."
)


def try_alarms(run: FinishedRun, wish: WhatIfWish, progress: Stages) -> AlarmsWhatIf:
    """Return what every change does to the alarms of the models of a run.

    Raises
    ------
    InputError
        When a single sample is asked for, or files of the run are missing or do not fit.
    """
    wish.refuse_sample("one score")
    thresholds = _thresholds(run)
    given = _given(run)
    rows = drawn_rows(given.windows.source, wish.most_windows, wish.seed)
    windows = given.windows.at(rows)
    answers = {name: Counted(_Scores(path, given.inputs)) for name, path in run.models.items()}
    values = windows.values.astype(np.float64)
    unchanged = {name: _record(windows, name, one(values)) for name, one in answers.items()}
    subject = AlarmsSubject(values, answers, unchanged, thresholds)
    possible = changes_of(windows.layout, windows.channel_names, values.shape[2])
    reading = Reading.of(subject.values)

    def tried(change: Change) -> tuple[Mapping[str, AlarmCurve], tuple[ExtraAlarms, ...]]:
        changed = try_change_on_alarms(change, subject, reading, wish.seed)
        return changed.curves, changed.extra_alarms

    curves, extra = curves_of(wish.chosen(possible), run.models, progress, tried)
    found = AlarmsWhatIf(
        subject=title_of(run.folder),
        variants=tuple(_variant(name, subject, curves[name]) for name in run.models),
        extra_alarms=extra,
        findings=(),
        loss=wish.loss,
        acts_on=given.acts_on,
        n_all=len(given.windows),
        n_answers=sum(one.n_windows for one in answers.values()),
        notes=(*given.notes, *([NOT_SHUFFLED] if wish.importance else []), *run.notes),
    )
    return replace(found, findings=diagnose_alarms_what_if(found))


def _given(run: FinishedRun) -> RunWindows:
    if run.folder.test_windows.is_file():
        return windows_of_run(run)
    first = next(iter(run.models))
    rows = read_anomaly_scores_parquet(run.folder.predictions(first, "test"))
    return inputs_of_run(run, rows, "an earlier version made the run and did not keep them")


def _variant(
    name: str, subject: AlarmsSubject, curves: Sequence[AlarmCurve]
) -> AlarmsVariantWhatIf:
    scores, threshold = subject.unchanged[name], subject.thresholds[name]
    return AlarmsVariantWhatIf(
        scope=Scope(name, scores.split, len(scores), len(np.unique(scores.source))),
        threshold=threshold,
        false_alarms=unchanged_rate(scores, threshold, "false_alarms"),
        found=unchanged_rate(scores, threshold, "found"),
        auc=unchanged_auc(scores),
        curves=tuple(curves),
    )


def _thresholds(run: FinishedRun) -> dict[str, float]:
    """Return the threshold that the analysis chose for each variant; nan where it chose none."""
    analysis = read_analysis(run.folder.root)
    if not isinstance(analysis, AnomalyAnalysis):
        raise InputError(
            f"expected the analysis of anomaly scores, found {analysis.kind}; run the "
            "configuration again with the same --output",
            where=str(run.folder.analysis),
        )
    chosen = {one.variant: one.threshold for one in analysis.chosen if isinstance(one, ChosenK)}
    return {name: chosen.get(name, float("nan")) for name in run.models}


def _record(windows: Windows, variant: str, score: NDArray[np.float64]) -> AnomalyScores:
    return AnomalyScores(
        score=score,
        kind=windows.y_true,
        kind_names=windows.class_names,
        source=windows.source,
        source_names=windows.source_names,
        offset=windows.offset,
        variant=variant,
        split=windows.split,
    )


@dataclass(frozen=True, slots=True)
class _Scores:
    """How far windows are from what a model makes of them: the mean squared error."""

    path: Path
    inputs: Inputs

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        X = self.inputs(values)
        told = outputs_of(self.path, X).reshape(X.shape)
        errors: NDArray[np.float64] = (X.astype(np.float64) - told) ** 2
        return np.asarray(errors.reshape(len(X), -1).mean(axis=1))
