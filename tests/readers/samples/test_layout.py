from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.samples import fit_to
from afterfit.records import Layout, ModelSignature

Channels = Literal["first", "last", ""]


def model(*window: int | None, channels: Channels = "first") -> ModelSignature:
    return ModelSignature((None, *window), "float32", 3, channels)


def counting(*shape: int) -> np.ndarray:
    return np.arange(np.prod(shape)).reshape(shape)


@pytest.mark.parametrize(
    ("shape", "window", "axes"),
    [
        ((2, 4, 5, 3), (4, 5, 3), (0, 1, 2, 3)),
        ((2, 4, 5, 3), (3, 4, 5), (0, 3, 1, 2)),
        ((2, 3, 4, 5), (4, 5, 3), (0, 2, 3, 1)),
        ((2, 3, 8), (8, 3), (0, 2, 1)),
        ((2, 3, None, 5), (3, None, 5), (0, 1, 2, 3)),
    ],
    ids=["as it lies", "to first", "to last", "steps and channels", "open side"],
)
def test_channels_move_where_only_that_fits(
    shape: tuple[int | None, ...], window: tuple[int | None, ...], axes: tuple[int, ...]
) -> None:
    X = counting(*(7 if side is None else side for side in shape))
    assert (fit_to(X, model(*window), None) == X.transpose(axes)).all()


@pytest.mark.parametrize(
    ("shape", "window"),
    [
        ((2, 49, 10), (49, 10, 1)),
        ((2, 30, 1, 40), (1, 30, 40)),
        ((2, 28, 28, 1), (1, 28, 28)),
        ((2, 490), (49, 10, 1)),
        ((2, 8, 8), (8, 8)),
    ],
    ids=["axis put in", "axis moved", "one channel", "rows folded", "square"],
)
def test_order_stays_where_only_axes_of_one_change(
    shape: tuple[int, ...], window: tuple[int, ...]
) -> None:
    X = counting(*shape)
    assert (fit_to(X, model(*window), None).ravel() == X.ravel()).all()


def test_steps_and_channels_turn_into_a_shape_with_a_side_of_one() -> None:
    X = counting(2, 3, 8)
    fitted = fit_to(X, model(8, 3, 1), None)
    assert (fitted[..., 0] == X.swapaxes(1, 2)).all()


def test_a_cube_is_refused_and_the_message_names_the_option() -> None:
    with pytest.raises(InputError, match=r"\(n, 3, 3, 3\) both as they lie .* --layout"):
        fit_to(counting(2, 3, 3, 3), model(3, 3, 3), None)


@pytest.mark.parametrize(
    ("layout", "channels", "axes"),
    [
        ("as-is", "first", (0, 1, 2, 3)),
        ("channels-first", "first", (0, 1, 2, 3)),
        ("channels-first", "last", (0, 2, 3, 1)),
        ("channels-last", "last", (0, 1, 2, 3)),
        ("channels-last", "first", (0, 3, 1, 2)),
    ],
)
def test_a_cube_whose_layout_is_said_goes_where_the_format_has_its_channels(
    layout: Layout, channels: Channels, axes: tuple[int, ...]
) -> None:
    X = counting(2, 3, 3, 3)
    fitted = fit_to(X, model(3, 3, 3, channels=channels), layout)
    assert (fitted == X.transpose(axes)).all()


def test_rows_of_any_length_are_folded_flat() -> None:
    assert fit_to(counting(2, 3, 4), model(None, channels=""), None).shape == (2, 12)


def test_what_does_not_fit_says_both_shapes() -> None:
    with pytest.raises(InputError, match=r"shape \(n, 3, any\), got \(n, 4, 7, 2\)"):
        fit_to(counting(1, 4, 7, 2), model(3, None), None)


@given(st.permutations([2, 3, 5]), st.permutations([2, 3, 5]))
def test_nothing_is_lost_or_made(sides: list[int], window: list[int]) -> None:
    X = counting(2, *sides)
    try:
        fitted = fit_to(X, model(*window), None)
    except InputError:
        return
    assert fitted.shape == (2, *window)
    assert sorted(fitted[1].ravel()) == sorted(X[1].ravel())
