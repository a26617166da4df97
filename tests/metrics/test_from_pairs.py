import math

import numpy as np

from afterfit.metrics import ACCURACY_CHANGE
from afterfit.statistics import PairedCounts


def test_loss_is_negative() -> None:
    pairs = PairedCounts(np.array([1500]), np.array([10]), np.array([4]))

    assert ACCURACY_CHANGE.function(pairs) == -6 / 1500


def test_no_samples_is_undefined() -> None:
    assert math.isnan(ACCURACY_CHANGE.function(PairedCounts.zero(2)))
