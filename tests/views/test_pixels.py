from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image

from afterfit.views.pixels import between, coloured, crisp, png_bytes, png_uri, reduced

SHAPES = st.one_of(
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3)),
)


@given(arrays(np.uint8, SHAPES))
def test_pillow_reads_the_same_pixels(pixels: NDArray[np.uint8]) -> None:
    with Image.open(BytesIO(png_bytes(pixels))) as image:
        image.load()
        assert image.mode == ("L" if pixels.ndim == 2 else "RGB")
        np.testing.assert_array_equal(np.asarray(image), pixels)


def test_an_address_holds_the_whole_picture() -> None:
    assert png_uri(np.zeros((2, 2), np.uint8)).startswith("data:image/png;base64,iVBORw0KGgo")


@pytest.mark.parametrize(
    ("shape", "longest", "kept"),
    [
        ((8, 8), 8, (8, 8)),
        ((9, 8), 8, (5, 4)),
        ((1, 480), 160, (1, 160)),
        ((7, 3, 3), 4, (4, 2, 3)),
    ],
)
def test_no_side_is_longer_than_wanted(
    shape: tuple[int, ...], longest: int, kept: tuple[int, ...]
) -> None:
    assert reduced(np.ones(shape), longest).shape == kept


def test_blocks_become_their_means_those_at_the_edge_too() -> None:
    plane = np.arange(15, dtype=float).reshape(3, 5)
    expected = [[plane[:2, :2].mean(), plane[:2, 2:4].mean(), plane[:2, 4:].mean()]]
    expected += [[plane[2:, :2].mean(), plane[2:, 2:4].mean(), plane[2:, 4:].mean()]]
    np.testing.assert_allclose(reduced(plane, 3), expected)


def test_small_pictures_grow_by_whole_pixels() -> None:
    pixels = np.array([[1, 2]], np.uint8)
    large = crisp(pixels)
    assert large.shape == (160, 320)
    assert (large[:, :160] == 1).all()
    assert (large[:, 160:] == 2).all()
    assert crisp(np.zeros((400, 3), np.uint8)).shape == (400, 3)


def test_levels_run_along_the_colours() -> None:
    colours = ("#000000", "#FF0000", "#FFFF00")
    found = coloured(between(np.array([0.0, 0.5, 1.0]), 0, 1), colours)
    assert found.tolist() == [[0, 0, 0], [255, 1, 0], [255, 255, 0]]
