import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import History


def test_every_series_has_one_value_an_epoch() -> None:
    with pytest.raises(InputError, match=r"val_loss must have shape \(2\), got \(3,\)"):
        History(np.array([1, 2]), {"val_loss": np.array([1.0, 2.0, 3.0])})


def test_its_length_is_the_number_of_epochs() -> None:
    assert len(History(np.array([1, 2]), {"loss": np.array([1.0, 0.5])})) == 2
