"""Predictions for tests: by hand, at random, and the fan blades of §8.6.11."""

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.records import Predictions

FAN_CLASSES = ("BladeDamage", "BladeImbalance", "BladeObstruction", "Normal")


def predictions_of(
    y_true: Sequence[int],
    scores: object,
    source: Sequence[int] | None = None,
    *,
    variant: str = "float32",
    split: str = "test",
) -> Predictions:
    """Return predictions of classes "c0", "c1", …; without sources each sample is its own."""
    rows = np.asarray(scores, dtype=np.float64)
    sources = list(range(len(y_true))) if source is None else list(source)
    return Predictions(
        class_names=tuple(f"c{index}" for index in range(rows.shape[1])),
        y_true=np.array(y_true, dtype=np.int64),
        scores=rows,
        source=np.array(sources, dtype=np.int64),
        source_names=tuple(f"file_{index}.csv" for index in range(max(sources, default=-1) + 1)),
        offset=np.arange(len(y_true)),
        variant=variant,
        split=split,
    )


def predictions_from_confusion(
    matrix: object, *, n_sources: int | None = None, variant: str = "float32", split: str = "test"
) -> Predictions:
    """Return one-hot predictions with this confusion matrix, dealt to *n_sources* in turn."""
    counts = np.asarray(matrix)
    true, predicted = (np.repeat(part.ravel(), counts.ravel()) for part in np.indices(counts.shape))
    source = None if n_sources is None else (np.arange(len(true)) % n_sources).tolist()
    return predictions_of(
        true.tolist(), np.eye(len(counts))[predicted], source, variant=variant, split=split
    )


def take(predictions: Predictions, rows: NDArray[np.int64]) -> Predictions:
    """Return some rows of *predictions*."""
    return Predictions(
        predictions.class_names,
        predictions.y_true[rows],
        predictions.scores[rows],
        predictions.source[rows],
        predictions.source_names,
        predictions.offset[rows],
        predictions.variant,
        predictions.split,
    )


@st.composite
def some_predictions(draw: st.DrawFn, *, max_classes: int = 4, min_size: int = 1) -> Predictions:
    """Draw predictions with many equal scores, missing classes, and sources of any size."""
    k = draw(st.integers(2, max_classes))
    n = draw(st.integers(min_size, 40))
    labels = draw(arrays(np.int64, n, elements=st.integers(0, k - 1)))
    # Few distinct values make the ties that int8 outputs have.
    parts = draw(arrays(np.int64, (n, k), elements=st.integers(0, 4))).astype(np.float64)
    parts[parts.sum(axis=1) == 0] = 1
    source = draw(arrays(np.int64, n, elements=st.integers(0, n - 1)))
    return predictions_of(
        labels.tolist(), parts / parts.sum(axis=1, keepdims=True), source.tolist()
    )


def fan_predictions(split: str = "test", variant: str = "float32") -> Predictions:
    """Return the fan-blade matrix of §8.6.11, its errors the whole of files 0, 1, 2, 20 and 21."""
    matrix = [[1159, 339, 0, 0], [0, 1301, 0, 0], [0, 0, 962, 0], [0, 0, 0, 2114]]
    true: list[int] = []
    predicted: list[int] = []
    source: list[int] = []
    names: list[str] = []
    wrong_files = {0: 68, 1: 68, 2: 68, 20: 68, 21: 67}
    right_damage = _spread(1159, 17)
    for number in range(22):
        size = wrong_files.get(number) or right_damage.pop()
        true += [0] * size
        predicted += [1 if number in wrong_files else 0] * size
        source += [len(names)] * size
        names.append(f"BladeDamage/BladeDamage_{number}.csv")
    for label in (1, 2, 3):
        for number, size in enumerate(_spread(matrix[label][label], 20)):
            true += [label] * size
            predicted += [label] * size
            source += [len(names)] * size
            names.append(f"{FAN_CLASSES[label]}/{FAN_CLASSES[label]}_{number}.csv")
    return Predictions(
        FAN_CLASSES,
        np.array(true),
        np.eye(4)[predicted],
        np.array(source),
        tuple(names),
        np.arange(len(true)),
        variant,
        split,
    )


def _spread(total: int, parts: int) -> list[int]:
    return [total // parts + (index < total % parts) for index in range(parts)]
