import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from afterfit.runtimes import softmax

LOGITS = arrays(np.float64, (3, 4), elements=st.floats(-1e4, 1e4))


@given(LOGITS)
def test_rows_are_probabilities_in_the_order_of_the_logits(logits: NDArray[np.float64]) -> None:
    scores = softmax(logits)
    assert scores.sum(axis=1) == pytest.approx(1)
    assert (scores >= 0).all()
    top = logits.argmax(axis=1)[:, None]
    assert (np.take_along_axis(scores, top, axis=1)[:, 0] == scores.max(axis=1)).all()


@given(LOGITS)
def test_scipy_agrees(logits: NDArray[np.float64]) -> None:
    from scipy.special import softmax as judge

    assert softmax(logits) == pytest.approx(judge(logits, axis=-1), abs=1e-12)


def test_float32_logits_and_no_rows() -> None:
    assert softmax(np.zeros((1, 2), dtype=np.float32)).dtype == np.float64
    assert softmax(np.zeros((0, 2))).shape == (0, 2)
