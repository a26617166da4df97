"""Compiled loops give what NumPy gives, to the last bit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from importlib import import_module
from operator import add
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import PredictionColumns, Predictions
from afterfit.statistics import (
    ClassificationTally,
    ColumnsCounter,
    TallySettings,
    tally_batch,
)
from afterfit.statistics.fine_bins import EDGES
from afterfit.statistics.tally_batch import ROWS_FOR_TABLES
from tests.kernels.needs_compiled import needs_compiled
from tests.records.test_prediction_columns import columns_of
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of

pytestmark = needs_compiled

Floats = NDArray[np.float64]
N = ROWS_FOR_TABLES + 1234
TALLY_BATCH = import_module("afterfit.statistics.tally_batch")
BINNED = TallySettings(exact=False, errors_per_class=5, min_confidence=0.75)


def softmax(k: int) -> Floats:
    powers = np.exp(2 * np.random.default_rng(k).normal(size=(N, k)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def pairs(p: Floats) -> Floats:
    return np.column_stack([p, 1 - p])


def int8_levels() -> Floats:
    """Return multiples of 1/256 with many ties and zeros; rows sum to about 1."""
    return np.asarray(np.floor(softmax(4) * 256) / 256)


CASES = {
    "ten classes": softmax(10),
    "float32": softmax(10).astype(np.float32),
    "classes one after another": np.asfortranarray(softmax(3)),
    "one class": np.ones((N, 1)),
    "300 classes": softmax(300),
    "int8 levels": int8_levels(),
    "certain": np.eye(3)[np.arange(N) % 3],
    "all equal": np.full((N, 4), 0.25),
    "above 1": pairs(np.full(N, 1.004)).clip(0),
    "negative zeros": pairs(np.ones(N)) * [1.0, -1.0],
    "on edges": pairs(EDGES[np.arange(N) % len(EDGES)]),
    "beside edges": pairs(np.nextafter(EDGES[np.arange(N) % len(EDGES)], np.arange(N) % 2)),
}


def rows_of(scores: Floats) -> Predictions:
    labels = np.random.default_rng(0).integers(0, scores.shape[1], len(scores))
    return predictions_of(labels.tolist(), scores, (np.arange(len(scores)) // 700).tolist())


def part_of(rows: Predictions, part: slice) -> Predictions:
    names = ("y_true", "scores", "source", "offset")
    return replace(rows, **{name: getattr(rows, name)[part] for name in names})


def sum_of(tallies: Iterable[ClassificationTally]) -> ClassificationTally:
    return reduce(add, tallies)


def assert_same(rows: Predictions, kept: TallySettings = BINNED) -> None:
    by_loops = tally_batch(rows, kept, first_row=7)
    with by_numpy():
        assert_identical(by_loops, tally_batch(rows, kept, first_row=7))


@contextmanager
def by_numpy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("afterfit.kernels.library.library", lambda: None)
        yield


@pytest.mark.parametrize("scores", CASES.values(), ids=CASES)
def test_same_to_the_last_bit(scores: Floats) -> None:
    assert_same(rows_of(scores))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_columns_of_a_file_are_counted_as_a_matrix_is(kind: type) -> None:
    scores: NDArray[Any] = softmax(10).astype(kind)
    rows = rows_of(scores)
    columns = columns_of(rows, columns=tuple(np.ascontiguousarray(one) for one in scores.T))
    counted = tally_batch(columns, BINNED, first_row=7)
    with by_numpy():
        assert_identical(tally_batch(rows, BINNED, first_row=7), counted)
        assert_identical(tally_batch(columns, BINNED, first_row=7), counted)


@pytest.mark.parametrize("has_sources", [True, False])
@pytest.mark.parametrize("limit", [0, 3, None])
def test_batches_counted_into_the_same_tables_are_their_sum(
    has_sources: bool, limit: int | None
) -> None:
    rows, kept = rows_of(softmax(10)), replace(BINNED, errors_per_class=limit)
    if not has_sources:
        none = np.zeros(N, dtype=np.int64)
        rows = replace(rows, has_sources=False, source=none, source_names=("",))
    cuts = [slice(0, 0), slice(0, 5000), slice(5000, 5001), slice(5001, None)]
    parts = [(part.start, part_of(rows, part)) for part in cuts]
    counter = ColumnsCounter(PredictionColumns.of(rows), kept)
    for first, part in reversed(parts):
        counter.take(PredictionColumns.of(part), first)
    with by_numpy():
        assert_identical(counter.tally(), sum_of(tally_batch(part, kept, at) for at, part in parts))


def test_rows_with_and_without_sources_do_not_mix() -> None:
    rows = PredictionColumns.of(rows_of(softmax(2)))
    none = replace(rows_of(softmax(2)), has_sources=False)
    with pytest.raises(InputError, match="give all rows a source, or none"):
        ColumnsCounter(rows, BINNED).take(PredictionColumns.of(none), 0)


def test_same_without_sources() -> None:
    none = np.zeros(N, dtype=np.int64)
    assert_same(replace(rows_of(softmax(5)), has_sources=False, source=none, source_names=("",)))


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_same_for_any_scores(data: st.DataObject) -> None:
    near = st.builds(
        lambda place, ulps: float(EDGES[place] + ulps * np.spacing(EDGES[place])),
        st.integers(0, len(EDGES) - 1),
        st.integers(-3, 3),
    ).map(lambda p: min(max(p, 0.0), 1.0))
    some = data.draw(st.lists(st.floats(0, 1) | near, min_size=1, max_size=30))
    assert_same(rows_of(pairs(np.resize(some, N))))


def test_every_score_is_kept_too() -> None:
    assert_same(rows_of(softmax(3)), replace(BINNED, exact=True))


def test_numpy_counts_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(softmax(3)[: ROWS_FOR_TABLES - 1])
    expected = tally_batch(rows, BINNED)
    monkeypatch.setattr(TALLY_BATCH, "ColumnsCounter", None)
    assert_identical(tally_batch(rows, BINNED), expected)
