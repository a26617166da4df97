"""Multi-label predictions for tests."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.records import MultilabelPredictions

NAMES = ("speech", "music", "alarm", "engine", "water")


def labels_of(
    y_true: object,
    scores: object,
    source: object = None,
    *,
    variant: str = "float32",
    split: str = "test",
) -> MultilabelPredictions:
    """Return predictions of the labels "l0", "l1", …; without sources samples have none."""
    rows = np.asarray(scores, dtype=np.float64)
    n, k = rows.shape
    sources = np.zeros(n, dtype=np.int64) if source is None else np.asarray(source, dtype=np.int64)
    names = ("",) if source is None else tuple(f"rec_{i}.wav" for i in range(max(sources) + 1))
    return MultilabelPredictions(
        class_names=tuple(f"l{index}" for index in range(k)),
        y_true=np.asarray(y_true, dtype=np.bool_),
        scores=rows,
        source=sources,
        source_names=names,
        offset=np.arange(n),
        variant=variant,
        split=split,
        has_sources=source is not None,
    )


def some_rows(predictions: MultilabelPredictions, rows: NDArray[np.int64]) -> MultilabelPredictions:
    """Return some rows of *predictions*."""
    return MultilabelPredictions(
        predictions.class_names,
        predictions.y_true[rows],
        predictions.scores[rows],
        predictions.source[rows],
        predictions.source_names,
        predictions.offset[rows],
        predictions.variant,
        predictions.split,
        predictions.has_sources,
    )


@st.composite
def some_labels(draw: st.DrawFn, *, min_size: int = 1) -> MultilabelPredictions:
    """Draw predictions with many equal scores, empty and full sets, and sources of any size."""
    n, k = draw(st.integers(min_size, 25)), draw(st.integers(2, 5))
    y_true = draw(arrays(np.bool_, (n, k)))
    # Few distinct values, 0.5 among them, make the ties that int8 outputs have.
    scores = draw(arrays(np.int64, (n, k), elements=st.integers(0, 4))) / 4
    source = draw(st.none() | arrays(np.int64, n, elements=st.integers(0, n - 1)))
    return labels_of(y_true, scores, source)


def sound_model(
    n: int, seed: int = 0, *, variant: str = "float32", split: str = "test", noise: float = 0.8
) -> MultilabelPredictions:
    """Return a healthy model's calibrated-looking answers on *n* samples of 50 recordings."""
    random = np.random.default_rng(seed)
    y_true = random.random((n, 4)) < [0.5, 0.4, 0.3, 0.35]
    heard = 4 * (y_true - 0.5) + random.normal(0, noise, (n, 4))
    return labels_of(
        y_true,
        1 / (1 + np.exp(-2 * heard)),
        random.integers(0, 50, n),
        variant=variant,
        split=split,
    )
