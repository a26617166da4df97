"""The folder of a finished run → its models and its test windows."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.datasets import FeatureChain, extract_features
from afterfit.errors import InputError
from afterfit.pipeline.choose_window import candidates_of_run, judged_variant
from afterfit.pipeline.config import Config, read_config
from afterfit.pipeline.context import ON_DEVICE, Context
from afterfit.pipeline.dataset import chain_of_windows
from afterfit.pipeline.facts import title_of
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.given_model import variant_of
from afterfit.pipeline.progress import Silent
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.pipeline.what_if.trial import Trial
from afterfit.readers import read_windows_npz
from afterfit.records import AnomalyScores, SignalLayout, Windows
from afterfit.results import Analysis
from afterfit.runtimes import run_variant, softmax

Inputs = Callable[[NDArray[np.float64]], NDArray[np.float32]]
"""Windows of shape (n, n_channels, n_steps) → what the model is given."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """The folder of a run, and the models of it that are to be tried."""

    folder: RunFolder
    config: Config
    models: dict[str, Path]
    """Variant to its model; the reference first."""
    judged_among: tuple[str, ...]
    """Variants that wishes for a window may be about."""
    notes: tuple[str, ...]
    """Which variants were left out, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class RunWindows:
    """The test windows of a run, and how they become what its models are given."""

    windows: Windows
    inputs: Inputs
    acts_on: Literal["readings", "inputs"]
    notes: tuple[str, ...]
    """Why changes do not act on the sensor's readings; empty where they do."""


def finished_run(root: Path, variants: Sequence[str] = ()) -> FinishedRun:
    """Return a run and its models.

    Parameters
    ----------
    root
        The folder of a run.
    variants
        Names of those to try; all but those of TFLite Micro, which is slow, where none is named.

    Raises
    ------
    InputError
        When the folder holds no finished run, or no variant of that name.
    """
    folder = RunFolder(root)
    config = _config(folder)
    every = _models(config, folder)
    models, notes = _chosen(every, variants)
    return FinishedRun(folder, config, models, tuple(models if variants else every), notes)


def trial_of_run(run: FinishedRun) -> Trial:
    """Return the models of a run of a classifier and its test windows, before their features.

    Where the features cannot be computed again to the same numbers, changes act on what the model
    is given; the trial's notes say so.

    Raises
    ------
    InputError
        When files of the run are missing or do not fit.
    """
    given = windows_of_run(run)
    judged = _judged(run.folder, run.judged_among)
    return Trial(
        subject=title_of(run.folder),
        candidates=candidates_of_run(run.folder, given.windows, judged),
        has_sources=True,
        models={name: _Answers(path, given.inputs) for name, path in run.models.items()},
        acts_on=given.acts_on,
        notes=(*given.notes, *run.notes),
    )


def windows_of_run(run: FinishedRun) -> RunWindows:
    """Return the test windows that a run kept, as the sensor gave them where that can be had.

    Raises
    ------
    InputError
        When files of the run are missing or do not fit.
    """
    windows = read_windows_npz(run.folder.test_windows)
    given = read_tested_inputs(run.folder, windows)
    chain, why_not = _chain(run.config, windows, given)
    if chain is not None:
        return RunWindows(windows, _Features(windows, chain), "readings", ())
    note = f"Changes act on the model's input, not on the sensor's readings: {why_not}."
    return RunWindows(_as_inputs(windows, given), _Reshaped(given.shape[1:]), "inputs", (note,))


def inputs_of_run(run: FinishedRun, rows: AnomalyScores, why_not: str) -> RunWindows:
    """Return what the models of a run were given, where it kept no windows; *rows* are its test.

    Raises
    ------
    InputError
        When files of the run are missing or do not fit.
    """
    given = read_tested_inputs(run.folder, rows)
    windows = Windows(
        values=given.reshape(*given.shape[:2], -1),
        channel_names=tuple(f"channel {place}" for place in range(given.shape[1])),
        class_names=rows.kind_names,
        y_true=rows.kind,
        source=rows.source,
        source_names=rows.source_names,
        offset=rows.offset,
        split=rows.split,
        layout=SignalLayout(in_recording=False),
    )
    note = f"Changes act on the model's input, not on the sensor's readings: {why_not}."
    return RunWindows(windows, _Reshaped(given.shape[1:]), "inputs", (note,))


def _config(folder: RunFolder) -> Config:
    if not folder.config.is_file():
        raise InputError(
            f"{folder.root} holds no finished run of afterfit run (there is no config.yaml in it); "
            "give models and data: --model NAME=FILE --data FILE"
        )
    return read_config(folder.config)


def _chain(
    config: Config, windows: Windows, given: NDArray[np.float32]
) -> tuple[FeatureChain | None, str]:
    """Return the chain from windows to the models' input, or None and why there is none."""
    try:
        chain = chain_of_windows(config, windows)
        again = extract_features(windows, chain)
    except InputError as error:
        return None, f"the features cannot be computed again ({error})"
    if again.shape != given.shape or not np.allclose(again, given, rtol=1e-4, atol=1e-5):
        return None, "the features computed again differ from those that were tested"
    return chain, ""


def _as_inputs(windows: Windows, given: NDArray[np.float32]) -> Windows:
    flat = given.reshape(*given.shape[:2], -1)
    names = windows.channel_names
    if len(names) != flat.shape[1]:
        names = tuple(f"channel {place}" for place in range(flat.shape[1]))
    layout = SignalLayout(in_recording=False)
    return replace(windows, values=flat, channel_names=names, layout=layout)


def _models(config: Config, folder: RunFolder) -> dict[str, Path]:
    if folder.given_models:
        return {variant_of(folder.reference_model): folder.reference_model}
    context = Context(config, folder, folder.root, FeatureChain(), Silent())
    found = {name: path for name, path in context.models.items() if path.is_file()}
    if not found:
        raise InputError("there is no model of it any more", where=str(folder.root))
    return found


def _judged(folder: RunFolder, models: Collection[str]) -> str:
    """Return the variant that wishes for a window are about; the first of an unanalysed run."""
    analysis = read_analysis(folder.root) if folder.analysis.is_file() else None
    if isinstance(analysis, Analysis):
        return judged_variant(analysis, models)
    return next(iter(models))


def _chosen(
    models: dict[str, Path], variants: Sequence[str]
) -> tuple[dict[str, Path], tuple[str, ...]]:
    for name in variants:
        if name not in models:
            raise InputError(
                f"the run has no variant {name!r}; it has {', '.join(models)}", where="--variant"
            )
    if variants:
        return {name: path for name, path in models.items() if name in variants}, ()
    slow = [name for name in models if name.endswith(ON_DEVICE)]
    kept = {name: path for name, path in models.items() if name not in slow}
    notes = [
        f"{name} was left out, since TFLite Micro is slow and gives what "
        f"{name.removesuffix(ON_DEVICE)} gives up to steps of the output; --variant {name} tries "
        "it."
        for name in slow
    ]
    return kept, tuple(notes)


@dataclass(slots=True)
class _Features:
    """Computes the features of windows, once for all variants that ask in a row."""

    windows: Windows
    chain: FeatureChain
    last: tuple[NDArray[Any], NDArray[np.float32]] | None = field(default=None)

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float32]:
        if self.last is None or self.last[0] is not values:
            self.last = values, extract_features(_around(self.windows, values), self.chain)
        return self.last[1]


@dataclass(frozen=True, slots=True)
class _Reshaped:
    """What a model is given, from its channels and steps."""

    shape: tuple[int, ...]

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float32]:
        return values.reshape(len(values), *self.shape).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Answers:
    path: Path
    inputs: Inputs

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return softmax(run_variant(self.path, self.inputs(values)).outputs)


def _around(windows: Windows, values: NDArray[np.float64]) -> Windows:
    """Return *values* as windows of nowhere in particular."""
    n = len(values)
    nowhere = np.zeros(n, np.int64)
    readings = values.astype(np.float32)
    return replace(windows, values=readings, y_true=nowhere, source=nowhere, offset=nowhere)
