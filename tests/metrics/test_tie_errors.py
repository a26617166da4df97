import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from afterfit.metrics.from_ranks import average_precision, roc_auc
from afterfit.metrics.tie_errors import average_precision_error, roc_auc_error
from afterfit.statistics import Reliability, ScoreCounts, ScoreLevels

Floats = NDArray[np.float64]
N = st.integers(2, 40)
CROWDED = st.floats(0.5, 0.5 + 3 / 7680)  # most of them share a fine bin
LEVELS = st.integers(0, 256).map(lambda level: level / 256)


def binned(scores: Floats, positive: NDArray[np.bool_]) -> ScoreLevels:
    return Reliability.from_columns(scores[:, None], positive[:, None]).levels(0)


@given(scores=arrays(np.float64, N, elements=CROWDED | st.floats(0, 1)), data=st.data())
def test_binned_areas_are_within_their_error(scores: Floats, data: st.DataObject) -> None:
    positive = data.draw(arrays(np.bool_, len(scores)))
    levels = binned(scores, positive)
    if not positive.any():
        assert math.isnan(average_precision_error(levels))
        return
    exact = average_precision_score(positive, scores)
    error = average_precision_error(levels)
    assert abs(average_precision(levels.counts) - exact) <= error + 1e-12
    if positive.all():
        assert math.isnan(roc_auc_error(levels))
        return
    exact = roc_auc_score(positive, scores)
    assert abs(roc_auc(levels.counts) - exact) <= roc_auc_error(levels) + 1e-12


@pytest.mark.parametrize("step", [1 / 256, 1 / 128], ids=["int8", "int7"])
@given(values=arrays(np.int64, N, elements=st.integers(0, 128)), data=st.data())
def test_levels_of_integer_outputs_lose_nothing(
    step: float, values: NDArray[np.int64], data: st.DataObject
) -> None:
    scores, positive = values.astype(np.float64) * step, data.draw(arrays(np.bool_, len(values)))
    levels, exact = binned(scores, positive), ScoreCounts.from_scores(scores, positive)

    assert not levels.mixed.any()
    for name in ("levels", "positives", "negatives"):
        assert getattr(levels.counts, name).tolist() == getattr(exact, name).tolist()


@given(arrays(np.int64, N, elements=st.integers(0, 256)), st.sampled_from([3, 4, 5]))
def test_levels_that_a_text_file_rounded_stay_apart(values: NDArray[np.int64], digits: int) -> None:
    rounded = np.round(values / 256, digits)

    counts = binned(rounded, values % 2 == 0).counts
    assert len(counts.levels) == len(np.unique(values))
    assert counts.positives.sum() == (values % 2 == 0).sum()


def test_error_of_a_small_case() -> None:
    # One bin of two positives and a negative, then a pure one.
    levels = ScoreLevels(
        ScoreCounts(np.array([0.9, 0.1]), np.array([2, 1]), np.array([1, 3])),
        mixed=np.array([True, False]),
    )

    assert roc_auc_error(levels) == 1 / (3 * 4)
    # In truth the bin adds from 1/2 + 2/3 (the negative first) to 2; it was counted as 4/3.
    assert average_precision_error(levels) == pytest.approx((2 - 4 / 3) / 3)
