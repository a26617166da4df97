import numpy as np
import pytest

from afterfit.statistics import deal


@pytest.mark.parametrize("step", [1, 2, 50, 1000, 2000, 4096])
@pytest.mark.parametrize("n", [100_000, 1_000_000])
def test_regular_places_are_dealt_evenly(step: int, n: int) -> None:
    sizes = np.bincount(deal(np.arange(n) * step), minlength=2000)

    assert len(sizes) == 2000
    assert sizes.min() > 0.7 * n / 2000
    assert sizes.max() < 1.3 * n / 2000


def test_few_rows_keep_apart() -> None:
    assert len(np.unique(deal(np.arange(500)))) > 480


def test_negative_places_are_groups_too() -> None:
    groups = deal(np.array([-1, -(2**62)]))

    assert ((groups >= 0) & (groups < 2000)).all()
