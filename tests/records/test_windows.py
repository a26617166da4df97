import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import Windows


def windows(values: np.ndarray) -> Windows:
    n = len(values)
    return Windows(
        values=values,
        channel_names=("x", "y"),
        class_names=("a",),
        y_true=np.zeros(n, dtype=np.int64),
        source=np.zeros(n, dtype=np.int64),
        source_names=("a/1.csv",),
        offset=np.arange(n),
        split="test",
    )


def test_windows_hold_any_number_of_steps() -> None:
    assert windows(np.zeros((3, 2, 50))).values.shape == (3, 2, 50)


def test_a_window_without_a_finite_value_is_refused() -> None:
    values = np.zeros((3, 2, 50))
    values[1, 0, 7] = np.inf
    with pytest.raises(InputError, match="finite"):
        windows(values)


def test_the_channels_must_be_named() -> None:
    with pytest.raises(InputError, match=r"values must have shape \(3, 2, any\), got \(3, 4, 50\)"):
        windows(np.zeros((3, 4, 50)))
