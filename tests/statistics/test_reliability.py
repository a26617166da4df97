from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.statistics import Reliability, ReliabilityBins
from tests.statistics.identical import assert_identical

Floats = NDArray[np.float64]


def count(probability: object, happened: object) -> Reliability:
    values = np.asarray(probability, dtype=np.float64)
    return Reliability.from_columns(values[:, None], np.asarray(happened, dtype=bool)[:, None])


def by_loop(edges: Floats, probability: Floats, happened: Floats) -> list[tuple[int, int, float]]:
    rows = []
    for low, high in pairwise(edges):
        inside = [i for i, p in enumerate(probability) if low <= p < high or (p >= 1 and high == 1)]
        rows.append((len(inside), int(sum(happened[inside])), float(sum(probability[inside]))))
    return rows


def assert_equal(bins: ReliabilityBins, rows: list[tuple[int, int, float]]) -> None:
    assert list(zip(bins.n.tolist(), bins.hits.tolist(), strict=True)) == [row[:2] for row in rows]
    np.testing.assert_allclose(bins.probability, [row[2] for row in rows], rtol=0, atol=1e-11)


PROBABILITIES = st.one_of(
    st.floats(0, 1),
    st.integers(0, 256).map(lambda k: k / 256),
    st.integers(0, 10).map(lambda k: k / 10),
)


@pytest.mark.parametrize("n_bins", [10, 15, 256])
@given(values=arrays(np.float64, st.integers(1, 40), elements=PROBABILITIES), data=st.data())
def test_bins_of_equal_width_equal_a_loop(n_bins: int, values: Floats, data: st.DataObject) -> None:
    happened = data.draw(arrays(np.bool_, len(values)))

    bins = count(values, happened).equal_width(0, n_bins)

    edges = np.arange(n_bins + 1) / n_bins
    assert bins.edges.tolist() == edges.tolist()
    assert_equal(bins, by_loop(edges, values, happened))


@given(values=arrays(np.float64, st.integers(1, 40), elements=PROBABILITIES), data=st.data())
def test_bins_of_equal_mass_partition_the_samples(values: Floats, data: st.DataObject) -> None:
    happened = data.draw(arrays(np.bool_, len(values)))

    bins = count(values, happened).equal_mass(0, 4)

    assert_equal(bins, by_loop(bins.edges, values, happened))
    assert len(bins.n) <= 4 + 1
    assert (np.diff(bins.edges) > 0).all()


def test_distinct_scores_fill_bins_of_equal_mass_evenly() -> None:
    values = np.linspace(0.001, 0.999, 40)

    assert count(values, values > 0.5).equal_mass(0, 10).n.tolist() == [4] * 10


def test_a_score_that_most_samples_share_has_one_bin() -> None:
    bins = count([1.0] * 90 + [0.5] * 10, [True] * 100).equal_mass(0, 10)

    assert bins.n[bins.n > 0].tolist() == [10, 90]


@pytest.mark.parametrize("level", [0, 1, 25, 26, 77, 128, 200, 254, 255])
def test_every_int8_level_is_kept_exactly(level: int) -> None:
    bins = count([level / 256] * 3, [True] * 3)

    assert bins.excess.tolist() == [0]
    assert bins.equal_width(0, 10).probability.sum() == 3 * level / 256


@pytest.mark.parametrize("value", [0.3, np.nextafter(0.3, 0), np.nextafter(0.3, 1)])
def test_an_edge_belongs_to_the_bin_above(value: float) -> None:
    n = count([value], [True]).equal_width(0, 10).n

    assert int(n.argmax()) == (3 if value >= 0.3 else 2)


def test_what_rounding_put_above_one_is_in_the_last_bin() -> None:
    assert count([1.0000001], [True]).equal_width(0, 10).n.tolist() == [0] * 9 + [1]


def test_no_samples() -> None:
    nothing = Reliability.zero(2)

    assert (nothing + nothing).equal_mass(1, 10).n.sum() == 0
    assert nothing.equal_width(0, 10).n.tolist() == [0] * 10


@pytest.mark.parametrize("n", [100, 40_000], ids=["few cells", "most cells"])
def test_batches_add_up_to_all_rows(n: int) -> None:
    random = np.random.default_rng(n)
    values, happened = random.random((n, 2)), random.random((n, 2)) < 0.5
    halves = (slice(None, n // 3), slice(n // 3, None))
    one, other = (Reliability.from_columns(values[rows], happened[rows]) for rows in halves)

    assert_identical(one + other, Reliability.from_columns(values, happened))
