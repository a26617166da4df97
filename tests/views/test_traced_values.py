"""Planes in colours, as a reader of the page sees their pixels."""

from base64 import b64decode
from io import BytesIO
from math import nan

import numpy as np
import pytest
from PIL import Image

from afterfit.views.palette import LOUDNESS
from afterfit.views.traced_values import heat, square_pixels


def test_gaps_stay_white_and_values_have_the_colours_of_the_scale() -> None:
    body = heat([[0.0, nan, 1.0]], 0.0, 1.0, LOUDNESS, (30, 10))
    url = str(body["data"]["values"][0]["url"])
    with Image.open(BytesIO(b64decode(url.partition(",")[2]))) as image:
        pixels = np.asarray(image.convert("RGB"))
    left, gap, right = (pixels[0, pixels.shape[1] * place // 6] for place in (1, 3, 5))
    ends = [tuple(bytes.fromhex(colour[1:])) for colour in (LOUDNESS[0], LOUDNESS[-1])]
    assert [tuple(left), tuple(gap), tuple(right)] == [ends[0], (255, 255, 255), ends[1]]


@pytest.mark.parametrize(
    ("shape", "side"),
    [((8, 8), (150, 150)), ((4, 8), (150, 75)), ((300, 3), (2, 150))],
    ids=["square", "wide", "tall"],
)
def test_pixels_are_squares(shape: tuple[int, int], side: tuple[int, int]) -> None:
    assert square_pixels(shape, 150, 150) == side
