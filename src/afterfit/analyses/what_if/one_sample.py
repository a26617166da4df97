"""One window under change: where its answer turns, what it rests on, and its nearest contrary."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if.change import Array, Change, Reading
from afterfit.analyses.what_if.importance import cuts
from afterfit.analyses.what_if.subject import Subject
from afterfit.records import ImageLayout, SpectrogramLayout, WindowLayout
from afterfit.results import SampleWhatIf, Scope
from afterfit.results.what_if import OcclusionMap, SamplePath, SampleStep, SampleWindow

N_BETWEEN = 4
"""Strengths that are tried between two of a change's own, for one window."""
N_STRETCHES = 16
N_SIDE = 8
Box = tuple[int, int, int, int]
"""Start, end, top, bottom of a patch."""


def try_sample(
    subject: Subject, variant: str, row: int, changes: tuple[Change, ...], reading: Reading,
    scope: Scope, seed: int,
) -> SampleWhatIf:  # fmt: skip
    """Return what a variant answers for one window, *row* of the subject, under every change."""
    nearest, distance = _nearest(subject, variant, row, reading)
    scores = subject.unchanged[variant].scores[row]
    return SampleWhatIf(
        scope=scope,
        window=_window(subject, variant, row),
        true_score=float(scores[subject.windows.y_true[row]]),
        paths=tuple(_path(one, subject, variant, row, reading, seed) for one in changes),
        occlusion=_occlusion(subject, variant, row),
        nearest=None if nearest is None else _window(subject, variant, nearest),
        distance=distance,
    )


def _window(subject: Subject, variant: str, row: int) -> SampleWindow:
    windows, predictions = subject.windows, subject.unchanged[variant]
    predicted = int(predictions.y_pred[row])
    return SampleWindow(
        index=int(subject.rows[row]),
        source=windows.source_names[windows.source[row]],
        offset=int(windows.offset[row]),
        true_class=windows.class_names[windows.y_true[row]],
        predicted_class=windows.class_names[predicted],
        score=float(predictions.scores[row, predicted]),
        channel_names=windows.channel_names,
        values=subject.values[row].ravel(),
        layout=windows.layout,
    )


def finer(change: Change) -> tuple[float, ...]:
    """Return a change's strengths with more of them in between.

    Examples
    --------
    >>> from afterfit.analyses.what_if.signal_changes import CONVERTER, GAIN
    >>> finer(CONVERTER)
    (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0)
    >>> len(finer(GAIN))
    26
    """
    if change.names or len(change.strengths) < 2:
        return change.strengths
    ends = np.arange(len(change.strengths))
    places = np.linspace(0, ends[-1], (N_BETWEEN + 1) * int(ends[-1]) + 1)
    found = np.interp(places, ends, change.strengths)
    found = np.round(found) if change.is_whole else np.round(found, 6)
    return tuple(float(one) for one in dict.fromkeys(found.tolist()))


def _path(
    change: Change, subject: Subject, variant: str, row: int, reading: Reading, seed: int
) -> SamplePath:
    strengths = finer(change)
    one = subject.values[row : row + 1]
    changed = [change.changed(one, strength, reading, seed) for strength in strengths]
    scores = subject.models[variant](np.concatenate(changed))
    true, names = subject.windows.y_true[row], subject.windows.class_names
    steps = tuple(
        SampleStep(
            strength=strength,
            label=change.label(strength),
            severity=float(change.severity(strength)),
            true_score=float(given[true]),
            predicted_class=names[int(given.argmax())],
        )
        for strength, given in zip(strengths, scores, strict=True)
    )
    return SamplePath(change.key, change.title, change.unit, steps)


def _occlusion(subject: Subject, variant: str, row: int) -> OcclusionMap:
    """Replace one patch after another by the mean of its channel in this window."""
    values, layout = subject.values[row], subject.windows.layout
    boxes = list(_boxes(layout, values.shape))
    means = np.broadcast_to(values.mean(axis=1, keepdims=True), values.shape)
    masks = [_mask(layout, values.shape, box) for box in boxes]
    occluded = np.stack([np.where(mask, means, values) for mask in masks])
    true = subject.windows.y_true[row]
    before = subject.unchanged[variant].scores[row, true]
    starts, ends, tops, bottoms = np.array(boxes, np.int64).T
    return OcclusionMap(
        starts, ends, tops, bottoms, before - subject.models[variant](occluded)[:, true]
    )


def _boxes(layout: WindowLayout, shape: tuple[int, ...]) -> Iterator[Box]:
    match layout:
        case ImageLayout():
            lines, steps = cuts(layout.height, N_SIDE), cuts(layout.width, N_SIDE)
        case SpectrogramLayout():
            # drawn with time along, so that a frame is a step and a band is a line
            lines, steps = cuts(layout.n_bands, N_SIDE), cuts(layout.n_frames, N_STRETCHES)
        case _:
            lines, steps = list(range(shape[0] + 1)), cuts(shape[1], N_STRETCHES)
    for top, bottom in pairwise(lines):
        for start, end in pairwise(steps):
            yield start, end, top, bottom


def _mask(layout: WindowLayout, shape: tuple[int, ...], box: Box) -> NDArray[np.bool_]:
    start, end, top, bottom = box
    match layout:
        case ImageLayout():
            mask = np.zeros((shape[0], layout.height, layout.width), np.bool_)
            mask[:, top:bottom, start:end] = True
        case SpectrogramLayout():
            mask = np.zeros((shape[0], layout.n_frames, layout.n_bands), np.bool_)
            mask[:, start:end, top:bottom] = True
        case _:
            mask = np.zeros(shape, np.bool_)
            mask[top:bottom, start:end] = True
    return mask.reshape(shape)


def _nearest(
    subject: Subject, variant: str, row: int, reading: Reading
) -> tuple[int | None, float]:
    """Return the nearest window with another answer and its distance; None and nan without one."""
    predicted = subject.unchanged[variant].y_pred
    others = np.flatnonzero(predicted != predicted[row])
    if not len(others):
        return None, float("nan")
    distances = np.array([_distance(subject.values, row, int(one), reading) for one in others])
    best = int(distances.argmin())
    return int(others[best]), float(distances[best])


def _distance(values: Array, row: int, other: int, reading: Reading) -> float:
    spread = np.where(reading.spread > 0, reading.spread, 1.0)
    return float(np.sqrt((((values[row] - values[other]) / spread) ** 2).mean()))
