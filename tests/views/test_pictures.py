from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from afterfit.records import ImageLayout, SoundLayout, SpectrogramLayout, WindowLayout, Windows
from afterfit.signals import LogMel, log_mel
from afterfit.views import chart_window
from afterfit.views.palette import LOUDNESS


def one_window(values: NDArray[Any], layout: WindowLayout, offset: int = 0) -> Windows:
    """Return one window of (n_channels, n_steps)."""
    return Windows(
        values=values[None],
        channel_names=tuple(f"c{place}" for place in range(len(values))),
        class_names=("a",),
        y_true=np.array([0]),
        source=np.array([0]),
        source_names=("a/1.png",),
        offset=np.array([offset]),
        split="test",
        layout=layout,
    )


def drawn(panel: Mapping[str, Any]) -> NDArray[np.uint8]:
    (row,) = panel["data"]["values"]
    with Image.open(BytesIO(b64decode(row["url"].partition(",")[2]))) as image:
        return np.asarray(image)


def test_a_grey_image_is_drawn_line_by_line() -> None:
    pixels = np.array([[0, 255, 0], [255, 128, 255]])
    windows = one_window(pixels.reshape(1, -1), ImageLayout(2, 3))
    chart = chart_window(windows, 0, "seven → nine", "97 % sure")
    (panel,) = chart.spec["vconcat"]
    picture = drawn(panel)
    np.testing.assert_array_equal(picture[::106, ::106][:2, :3], pixels)
    assert (panel["width"], panel["height"]) == (160, 107)
    assert chart.spec["title"]["subtitle"] == ["97 % sure"]
    assert chart.description == "seven → nine: image of 3 × 2 pixels of a/1.png."


def test_three_channels_are_colours_between_black_and_white() -> None:
    red = np.array([[1.0], [-1.0], [-1.0]])
    chart = chart_window(one_window(red, ImageLayout(1, 1, black=-1, white=1)), 0, "a → b")
    assert drawn(chart.spec["vconcat"][0])[0, 0].tolist() == [255, 0, 0]


def test_other_numbers_of_channels_stand_side_by_side() -> None:
    planes = np.array([[0, 0], [128, 128]])
    chart = chart_window(one_window(planes, ImageLayout(1, 2)), 0, "a → b", "sure")
    assert drawn(chart.spec["vconcat"][0])[0, ::64].tolist() == [0, 0, 255, 128, 128]
    assert chart.spec["title"]["subtitle"] == ["sure", "2 channels side by side"]


def test_a_large_image_is_drawn_smaller_and_says_so() -> None:
    chart = chart_window(one_window(np.zeros((1, 480 * 640)), ImageLayout(480, 640)), 0, "a → b")
    assert drawn(chart.spec["vconcat"][0]).shape == (240, 320)
    assert chart.spec["title"]["subtitle"] == ["drawn at 160 × 120"]
    assert "image of 640 × 480 pixels" in chart.description


def test_sound_is_drawn_as_the_spectrogram_that_a_model_gets() -> None:
    rate, settings = 8000, LogMel(bands=20)
    tone = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate)
    windows = one_window(tone[None], SoundLayout(rate, settings), offset=2 * rate)
    chart = chart_window(windows, 0, "a → b", "sure")
    (panel,) = chart.spec["vconcat"]
    levels = log_mel(tone, rate, settings) * 10 / np.log(10)
    loudest = 19 - int(levels.mean(axis=0).argmax())  # the lowest band is drawn last
    side = drawn(panel).shape[0] // 20
    assert drawn(panel)[loudest * side, 160].tolist() == pytest.approx([253, 231, 37], abs=12)
    low, high = round(levels.min()), round(levels.max())
    expected = f"{low} to {high} dB, from dark to bright".replace("-", "−")
    assert chart.spec["title"]["subtitle"] == ["sure", expected]
    assert panel["encoding"]["x"]["scale"]["domain"] == pytest.approx([2.0075, 2.9875])


def test_frequencies_are_named_on_the_scale_of_hearing() -> None:
    layout = SpectrogramLayout(6, 2, frame_ms=25, hop_ms=10, low_hz=0, high_hz=4000)
    chart = chart_window(one_window(np.zeros((2, 12)), layout), 0, "a → b")
    first, second = chart.spec["vconcat"]
    axis = first["encoding"]["y"]["axis"]
    named = [round(700 * (10 ** (mel / 2595) - 1)) for mel in axis["values"]]
    assert named == [0, 200, 500, 1000, 2000, 4000]
    assert (first["title"]["text"], second["title"]["text"]) == ("c0", "c1")
    darkest = list(bytes.fromhex(LOUDNESS[0][1:]))
    assert (drawn(first) == darkest).all(), "silence is dark"
