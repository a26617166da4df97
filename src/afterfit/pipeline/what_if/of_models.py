"""Model files and labelled data → their answers for changed inputs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import AnswerOf
from afterfit.errors import InputError
from afterfit.pipeline.choose_window import Candidates
from afterfit.pipeline.model_scores import scores_of
from afterfit.pipeline.models_run import ModelOptions
from afterfit.pipeline.sample_windows import (
    channel_planes,
    drawn_as,
    layout_of_planes,
    names_of_channels,
)
from afterfit.pipeline.what_if.trial import Trial
from afterfit.readers.samples import SampleOptions, fit_to, read_samples
from afterfit.records import (
    ModelSignature,
    Predictions,
    Samples,
    SignalLayout,
    WindowLayout,
)
from afterfit.runtimes import read_signature, run_variant

MOST_COLUMNS = 32
"""Up to here, numbers in a row are taken for as many channels; beyond, for one signal."""

_AT_ONCE = 1024


def trial_of_models(
    models: Mapping[str, str | Path],
    data: Path,
    options: SampleOptions | None = None,
    how: ModelOptions | None = None,
) -> Trial:
    """Return models and their inputs; changes act on what the models are given.

    Of several splits it is the test split, or the first where none has that name. Up to 32
    numbers a sample, without any other shape, are a channel each; more are one signal.

    Raises
    ------
    InputError
        When a model cannot be read, or the data do not fit it.
    """
    said, how = options or SampleOptions(), how or ModelOptions()
    paths = {name: Path(path) for name, path in models.items()}
    if not paths:
        raise InputError("no model was given")
    signatures = {name: read_signature(path) for name, path in paths.items()}
    told = (one.n_outputs for one in signatures.values() if one.n_outputs is not None)
    first = replace(next(iter(signatures.values())), n_outputs=next(told, None))
    splits = read_samples(data, said, first)
    samples = next((one for one in splits if one.split == "test"), splits[0])
    codes = samples.X.dtype.kind in "iu"
    planes, layout, names = _planes(samples, first, said, data)
    windows = drawn_as(samples, planes, layout, names)
    order = _places(samples, first)
    answers = {
        name: _Answers(path, samples, signatures[name], order, how) for name, path in paths.items()
    }
    first_name = next(iter(answers))

    def answered() -> Predictions:
        scores = _in_parts(answers[first_name], windows.values)
        return Predictions.of_windows(windows, scores, first_name, has_sources=samples.has_sources)

    notes = ("Inputs are whole numbers; changed ones are rounded.",) if codes else ()
    return Trial(
        subject=data.name,
        candidates=Candidates(windows, first_name, answered),
        has_sources=samples.has_sources,
        models=answers,
        acts_on="inputs",
        notes=(*samples.notes, *notes),
    )


def _planes(
    samples: Samples, signature: ModelSignature, said: SampleOptions, data: Path
) -> tuple[NDArray[Any], WindowLayout, tuple[str, ...]]:
    planes = channel_planes(fit_to(samples.X, signature, samples.layout), signature)
    if samples.X.ndim == 2 and samples.X.shape[1] <= MOST_COLUMNS:
        columns = samples.X[:, :, None]
        names = tuple(f"column {place}" for place in range(columns.shape[1]))
        return columns, SignalLayout(in_recording=False), names
    layout = layout_of_planes(planes, said, data)
    return planes, layout, names_of_channels(planes.shape[1], layout)


def _in_parts(answers: AnswerOf, values: NDArray[Any]) -> NDArray[np.float64]:
    """Return the answers for all windows, some at a time."""
    parts = range(0, len(values), _AT_ONCE)
    return np.concatenate([answers(values[at : at + _AT_ONCE].astype(np.float64)) for at in parts])


def _numbered(samples: Samples) -> NDArray[np.int64]:
    """Return one sample whose numbers are their own places."""
    sides = samples.X.shape[1:]
    return np.arange(prod(sides)).reshape(1, *sides)


def _places(samples: Samples, signature: ModelSignature) -> NDArray[np.int64]:
    """Return which number of a sample each number of its window is, shape (n_numbers,)."""
    if samples.X.ndim == 2 and samples.X.shape[1] <= MOST_COLUMNS:
        return np.arange(samples.X.shape[1])
    fitted = fit_to(_numbered(samples), signature, samples.layout)
    return np.asarray(channel_planes(fitted, signature)).ravel()


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """Puts changed windows back into the order of the data, then into that of the model."""

    path: Path
    samples: Samples
    signature: ModelSignature
    places: NDArray[np.int64]
    how: ModelOptions

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        run = run_variant(self.path, self._inputs(values), self.how.kernels[0], self.how.trust)
        samples = self.samples
        try:
            return scores_of(run, samples.class_names, self.how.outputs, samples.split)
        except InputError as error:
            raise InputError(str(error), where=str(self.path)) from None

    def _inputs(self, values: NDArray[np.float64]) -> NDArray[Any]:
        raw = np.empty((len(values), len(self.places)))
        raw[:, self.places] = values.reshape(len(values), -1)
        X = _as_type(raw, self.samples.X.dtype).reshape(len(raw), *self.samples.X.shape[1:])
        return fit_to(X, self.signature, self.samples.layout)


def _as_type(values: NDArray[np.float64], dtype: np.dtype[Any]) -> NDArray[Any]:
    if dtype.kind not in "iu":
        return values.astype(np.float32 if dtype.kind == "b" else dtype)
    limits = np.iinfo(dtype)
    return np.clip(np.round(values), limits.min, limits.max).astype(dtype)
