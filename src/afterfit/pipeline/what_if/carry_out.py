"""A run, or models and data → what they answer when what sensors deliver changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import (
    N_REPEATS,
    Change,
    Reading,
    Subject,
    accuracy_of,
    changes_of,
    drawn_rows,
    measure_importance,
    parts_of,
    try_change,
    try_sample,
)
from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.findings import diagnose_what_if
from afterfit.pipeline.choose_window import Choice, choose_window
from afterfit.pipeline.documents import write_document
from afterfit.pipeline.models_run import ModelOptions
from afterfit.pipeline.progress import Silent
from afterfit.pipeline.what_if.of_anomalies import try_alarms
from afterfit.pipeline.what_if.of_models import trial_of_models
from afterfit.pipeline.what_if.of_numbers import try_numbers
from afterfit.pipeline.what_if.of_run import FinishedRun, finished_run, trial_of_run
from afterfit.pipeline.what_if.trial import Counted, Stages, Trial, curves_of
from afterfit.pipeline.what_if.wish import WhatIfWish
from afterfit.readers.samples import SampleOptions
from afterfit.records import Windows
from afterfit.report import (
    Document,
    outline_alarms_what_if,
    outline_numbers_what_if,
    outline_what_if,
    summarize_alarms_what_if,
    summarize_numbers_what_if,
    summarize_what_if,
)
from afterfit.results import AlarmsWhatIf, NumbersWhatIf, SampleWhatIf, Scope, WhatIf, to_json
from afterfit.results.what_if import ChangeCurve, ExtraLoss, VariantWhatIf
from afterfit.wording import counted

AnyWhatIf = WhatIf | NumbersWhatIf | AlarmsWhatIf
"""Models under change, by what they tell: classes, numbers, or how unusual a window is."""
STEM = "what_if"
"""Name of the page and of the results, without suffix."""


def what_if(
    run: str | Path | None = None,
    *,
    models: Mapping[str, str | Path] | None = None,
    data: str | Path | None = None,
    options: SampleOptions | None = None,
    how: ModelOptions | None = None,
    wish: WhatIfWish | None = None,
    progress: Stages | None = None,
) -> AnyWhatIf:
    """Return what every variant loses when its sensors or its light are not what they were.

    Give the folder of a *run* of any task, or *models* of classifiers with *data*. In a run of a
    classifier or of an anomaly detector changes act on the sensor's readings and the features are
    computed again; regressions, forecasts and models of your own get changed inputs. The same
    input gives the same result.

    Parameters
    ----------
    run
        The folder of a run.
    models, data, options, how
        As in `afterfit.analyze_models`.
    wish
        Which changes and windows, and what loss matters.

    Raises
    ------
    InputError
        When there is nothing to run, or the windows do not fit.
    """
    wish, progress = wish or WhatIfWish(), progress or Silent()
    if run is None:
        return try_all(_trial(models, data, options, how, wish), wish, progress)
    if models or data is not None:
        raise InputError("give a run, or models with data, not both")
    return _try_run(finished_run(Path(run), wish.variants), wish, progress)


def _try_run(run: FinishedRun, wish: WhatIfWish, progress: Stages) -> AnyWhatIf:
    kind = run.config.common.kind
    match kind:
        case "classification":
            return try_all(trial_of_run(run), wish, progress)
        case "regression" | "forecasting":
            return try_numbers(run, wish, progress)
        case "anomaly":
            return try_alarms(run, wish, progress)
    assert_never(kind)


def write_what_if(found: AnyWhatIf, folder: Path, formats: Iterable[str] = ("html",)) -> list[Path]:
    """Write the page about *found* into *folder*, and its results as JSON; return all files."""
    pages = write_document(_page(found), folder, STEM, formats)
    results = folder / f"{STEM}.json"
    write_text(results, to_json(found) + "\n")
    return [*pages, results]


def _page(found: AnyWhatIf) -> Document:
    match found:
        case WhatIf():
            return outline_what_if(found)
        case NumbersWhatIf():
            return outline_numbers_what_if(found)
        case AlarmsWhatIf():
            return outline_alarms_what_if(found)
    assert_never(found)


def summarize(found: AnyWhatIf) -> str:
    """Return the verdict and what each change does, for a terminal."""
    match found:
        case WhatIf():
            return summarize_what_if(found)
        case NumbersWhatIf():
            return summarize_numbers_what_if(found)
        case AlarmsWhatIf():
            return summarize_alarms_what_if(found)
    assert_never(found)


def _trial(
    models: Mapping[str, str | Path] | None,
    data: str | Path | None,
    options: SampleOptions | None,
    how: ModelOptions | None,
    wish: WhatIfWish,
) -> Trial:
    if not models:
        raise InputError(
            "nothing to try; give the folder of a run, or --model NAME=FILE with --data FILE"
        )
    if data is None:
        raise InputError("models need labelled data to run on; pass --data FILE", where="--model")
    if wish.variants:
        raise InputError("belongs to a run; models are named by --model", where="--variant")
    return trial_of_models(models, Path(data), options, how)


def try_all(trial: Trial, wish: WhatIfWish, progress: Stages) -> WhatIf:
    """Return the result of every change, the importance of the parts, and the findings."""
    windows = trial.windows
    chosen = None if wish.sample is None else choose_window(wish.sample, trial.candidates)
    sample = None if chosen is None else chosen.index
    possible = changes_of(windows.layout, windows.channel_names, windows.values.shape[2])
    changes = wish.chosen(possible)
    rows = _rows(windows, trial.has_sources, wish, sample)
    counted = {name: Counted(answer) for name, answer in trial.models.items()}
    progress.stage(_announcement(len(rows), changes, len(counted)))
    subject = Subject(windows.at(rows), rows, counted, trial.has_sources)
    reading = Reading.of(subject.values)
    tried = _Tried(subject, reading, wish, progress)
    curves, extra = tried.curves(changes)
    variants = tried.variants(curves)
    samples = tried.samples(sample, rows, tried.able, variants)
    found = WhatIf(
        subject=trial.subject,
        variants=variants,
        extra_losses=extra,
        samples=samples,
        findings=(),
        loss=wish.loss,
        acts_on=trial.acts_on,
        layout=windows.layout,
        n_all=len(windows),
        n_answers=sum(one.n_windows for one in counted.values()),
        notes=(*trial.notes, *_choice_notes(chosen), *tried.notes),
    )
    return replace(found, findings=diagnose_what_if(found))


class _Tried:
    """Carries out one part of the trial after another."""

    def __init__(
        self, subject: Subject, reading: Reading, wish: WhatIfWish, progress: Stages
    ) -> None:
        self.subject, self.reading, self.wish, self.progress = subject, reading, wish, progress
        self.able: tuple[Change, ...] = ()
        self.notes: list[str] = []

    def curves(
        self, changes: Iterable[Change]
    ) -> tuple[dict[str, list[ChangeCurve]], tuple[ExtraLoss, ...]]:
        """Return the curves of every variant; a change that cannot be tried is noted."""
        return curves_of(changes, self.subject.models, self.progress, self._one)

    def _one(self, change: Change) -> tuple[Mapping[str, ChangeCurve], Iterable[ExtraLoss]] | None:
        try:
            found = try_change(change, self.subject, self.reading, self.wish.seed)
        except InputError as error:
            self.notes.append(f"{change.title} was left out: {error}")
            return None
        self.able = (*self.able, change)
        return found.curves, found.extra_losses

    def variants(self, curves: Mapping[str, list[ChangeCurve]]) -> tuple[VariantWhatIf, ...]:
        """Return each variant with its curves and the importance of its input's parts."""
        windows, subject = self.subject.windows, self.subject
        parts = parts_of(windows.layout, windows.channel_names, windows.values.shape[2])
        if self.wish.importance and parts:
            self.progress.stage("Shuffling channels and stretches")
        wanted = parts if self.wish.importance else ()
        importance = measure_importance(subject, wanted, self.wish.seed, N_REPEATS)
        return tuple(
            VariantWhatIf(
                scope=self._scope(name),
                accuracy=accuracy_of(predictions, subject.sources),
                curves=tuple(curves[name]),
                importance=importance[name],
            )
            for name, predictions in subject.unchanged.items()
        )

    def samples(
        self,
        sample: int | None,
        rows: NDArray[np.int64],
        changes: tuple[Change, ...],
        variants: tuple[VariantWhatIf, ...],
    ) -> tuple[SampleWhatIf, ...]:
        """Return what every variant says of one window under change."""
        if sample is None:
            return ()
        self.progress.stage(f"Looking into window {sample}")
        place = int(np.flatnonzero(rows == sample)[0])
        return tuple(
            try_sample(
                self.subject, one.scope.variant, place, changes, self.reading, one.scope,
                self.wish.seed,
            )
            for one in variants
        )  # fmt: skip

    def _scope(self, name: str) -> Scope:
        windows = self.subject.windows
        n_sources = len(np.unique(windows.source)) if self.subject.has_sources else len(windows)
        return Scope(name, windows.split, len(windows), n_sources)


def _rows(
    windows: Windows, has_sources: bool, wish: WhatIfWish, sample: int | None
) -> NDArray[np.int64]:
    if len(windows) == 0:
        raise InputError(f"the {windows.split} split has no windows to change")
    source = windows.source if has_sources else np.zeros(len(windows), np.int64)
    rows = drawn_rows(source, wish.most_windows, wish.seed)
    return rows if sample is None else np.union1d(rows, [sample])


def _choice_notes(chosen: Choice | None) -> tuple[str, ...]:
    """Return why a window was chosen that the user did not name."""
    if chosen is None or chosen.why == "named":
        return ()
    return (f"Window {chosen.index} was chosen by --sample: the {chosen.why}.",)


def _announcement(n_windows: int, changes: tuple[Change, ...], n_variants: int) -> str:
    n_strengths = sum(len(one.strengths) for one in changes)
    n_answers = n_windows * n_variants * (n_strengths + 1)
    return (
        f"Trying {counted(len(changes), 'change')} at {counted(n_strengths, 'strength')} on "
        f"{counted(n_windows, 'window')}: "
        f"{n_answers:,} answers of models, and more for the importance of parts"
    )
