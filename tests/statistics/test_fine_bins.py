from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.statistics.fine_bins import EDGES, N_FINE, N_PLACES, FineBins

SCORES = st.one_of(
    st.floats(0, 1),
    st.integers(0, 256).map(lambda level: level / 256),
    st.integers(0, N_FINE).map(lambda place: float(EDGES[place])),
    st.integers(1, N_FINE).map(lambda place: float(np.nextafter(EDGES[place], 0))),
)


@given(arrays(np.float64, st.integers(1, 30), elements=SCORES))
def test_places_are_those_of_a_search_among_the_edges(scores: NDArray[np.float64]) -> None:
    expected = np.searchsorted(EDGES, scores, side="right") - 1

    assert FineBins().places(scores).tolist() == expected.tolist()


@given(SCORES)
def test_excess_is_rounded_up_and_0_on_the_edge_alone(score: float) -> None:
    n, excess = FineBins().count(np.array([score]))
    place = int(n.argmax())

    above = Fraction(score) - Fraction(float(EDGES[place]))
    kept = Fraction(int(excess[place]), N_FINE * 2**31)
    assert (above == 0) == (kept == 0)
    assert abs(kept - above) <= Fraction(1, 2**43)


@pytest.mark.parametrize("n", [32_767, 32_768, 32_769, 100_000])
@pytest.mark.parametrize("value", [None, 1.0, float(np.nextafter(EDGES[5], 0))])
def test_long_columns_are_counted_block_by_block(n: int, value: float | None) -> None:
    random = np.random.default_rng(n).random(n)
    scores = random if value is None else np.full(n, value)
    counts, excess = FineBins().count(scores)
    places = np.searchsorted(EDGES, scores, side="right") - 1

    assert counts.tolist() == np.bincount(places, minlength=N_PLACES).tolist()
    assert excess.min() >= 0
    total = (counts * np.arange(N_PLACES) + excess / 2**31).sum() / N_FINE
    assert total == pytest.approx(scores.sum(), rel=1e-12)


def test_above_1_is_1() -> None:
    counts, excess = FineBins().count(np.array([1.0000001, 1.09]))

    assert (int(counts[N_FINE]), int(excess.sum())) == (2, 0)


@given(arrays(np.float64, st.integers(1, 30), elements=SCORES), SCORES)
def test_a_score_is_settled_alike_in_any_company(scores: NDArray[np.float64], other: float) -> None:
    alone = [FineBins().count(scores[[row]]) for row in range(len(scores))]
    together = FineBins().count(np.append(scores, other))
    expected = [
        sum(parts) for parts in zip(*alone, FineBins().count(np.array([other])), strict=True)
    ]

    assert [counts.tolist() for counts in together] == [counts.tolist() for counts in expected]
