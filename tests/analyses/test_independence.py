import math

import numpy as np
import pytest

from afterfit.analyses.independence import compare_intervals
from tests.statistics.sample_predictions import predictions_of


def test_independent_samples_have_the_naive_interval() -> None:
    comparison = compare_intervals(predictions_of([0] * 9 + [1], [[0.9, 0.1]] * 10))

    assert comparison.times_too_narrow == 1
    assert comparison.naive == comparison.honest
    assert comparison.n_effective == 10


def test_whole_recordings_that_fail_make_the_naive_interval_too_narrow() -> None:
    labels = [0] * 300 + [1] * 60
    comparison = compare_intervals(
        predictions_of(labels, [[0.9, 0.1]] * 360, (np.arange(360) // 30).tolist())
    )

    assert comparison.naive.method == "wilson"
    assert comparison.honest.method == "wilson, clustered"
    assert comparison.naive.value == comparison.honest.value == pytest.approx(300 / 360)
    assert comparison.times_too_narrow > 4
    assert comparison.n_effective < 12


@pytest.mark.parametrize("n", [10, 0], ids=["one recording", "nothing"])
def test_unknown(n: int) -> None:
    scores = np.tile([0.9, 0.1], (n, 1))
    comparison = compare_intervals(predictions_of([0] * n, scores, [0] * n))

    assert math.isnan(comparison.times_too_narrow)
    assert math.isnan(comparison.n_effective)
