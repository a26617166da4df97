from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from afterfit.pipeline import sample_windows
from afterfit.pipeline.sample_windows import windows_of
from afterfit.readers.samples import SampleOptions, read_samples
from afterfit.records import (
    ImageLayout,
    ModelSignature,
    Samples,
    SignalLayout,
    SpectrogramLayout,
    WindowLayout,
    Windows,
)
from afterfit.signals import LogMel
from tests.pipeline.media_data import write_wavs

RNG = np.random.default_rng(0)
ROWS = SignalLayout(in_recording=False)


def seen(
    X: NDArray[Any],
    shape: tuple[int, ...],
    channels: Literal["first", "last", ""],
    options: SampleOptions | None = None,
) -> Windows | str:
    n = len(X)
    samples = Samples(X, np.zeros(n, np.int64), ("a",), np.zeros(n, np.int64), ("",), "validation")
    signature = ModelSignature((1, *shape), "float32", 1, channels)
    return windows_of(samples, signature, options or SampleOptions(), Path("data.npz"))


def images(*shape: int, low: float = 0, high: float = 1) -> NDArray[np.float32]:
    return np.linspace(low, high, int(np.prod(shape))).reshape(shape).astype(np.float32)


@pytest.mark.parametrize(
    ("X", "shape", "channels", "layout", "names"),
    [
        (images(2, 4, 6, 3), (4, 6, 3), "last", ImageLayout(4, 6, 0, 1), "red green blue"),
        (images(2, 1, 4, 6), (1, 4, 6), "first", ImageLayout(4, 6, 0, 1), "grey"),
        (
            images(2, 4, 6, 1, low=-1),
            (4, 6, 1),
            "last",
            ImageLayout(4, 6, -1, 1),
            "grey",
        ),
        (images(2, 4, 6, 1, high=200), (4, 6, 1), "last", ImageLayout(4, 6, 0, 255), "grey"),
        (images(2, 4, 6, 1, low=-9, high=3), (4, 6, 1), "last", ImageLayout(4, 6, -9, 3), "grey"),
        (images(2, 9, 2), (9, 2), "last", ROWS, "channel 0 channel 1"),
        (images(2, 2, 9), (2, 9, 1), "first", ROWS, "channel 0 channel 1"),
        (images(2, 7), (7,), "", ROWS, "channel 0"),
    ],
    ids=["RGB", "grey", "-1..1", "0..255", "any", "steps x channels", "1 wide", "rows"],
)  # fmt: skip
def test_the_shape_tells_what_is_drawn(
    X: NDArray[Any],
    shape: tuple[int, ...],
    channels: Literal["first", "last", ""],
    layout: WindowLayout,
    names: str,
) -> None:
    windows = seen(X, shape, channels)
    assert isinstance(windows, Windows)
    assert (windows.layout, " ".join(windows.channel_names)) == (layout, names)
    assert (windows.split, windows.offset.tolist()) == ("validation", [0, 1])
    assert windows.values.size == X.size


def test_pixels_stay_where_they_are() -> None:
    X = RNG.random((2, 4, 6, 3), np.float32)
    windows = seen(X, (4, 6, 3), "last")
    assert isinstance(windows, Windows)
    green = windows.values[1, 1].reshape(4, 6)
    np.testing.assert_array_equal(green, X[1, :, :, 1])


@pytest.mark.parametrize(("dtype", "ends"), [(np.uint8, (0.0, 255.0)), (np.int8, (-128.0, 127.0))])
def test_codes_have_the_range_of_their_type(
    dtype: type[np.generic], ends: tuple[float, float]
) -> None:
    windows = seen(np.ones((1, 4, 6, 1), dtype), (4, 6, 1), "last")
    assert isinstance(windows, Windows)
    assert isinstance(windows.layout, ImageLayout)
    assert (windows.layout.black, windows.layout.white) == ends


def test_an_image_of_one_colour_is_drawn() -> None:
    windows = seen(np.full((1, 4, 6, 1), 700.0), (4, 6, 1), "last")
    assert isinstance(windows, Windows)


def test_files_of_images_keep_the_range_that_was_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    Image.fromarray(np.full((4, 6), 128, np.uint8)).save(tmp_path / "a/1.png")
    signature = ModelSignature((1, 4, 6, 1), "float32", None, "last")
    options = SampleOptions(pixels="-1..1")
    (samples,) = read_samples(tmp_path, options, signature)
    windows = windows_of(samples, signature, options, tmp_path)
    assert isinstance(windows, Windows)
    assert windows.layout == ImageLayout(4, 6, -1, 1)


def test_spectrograms_of_sound_have_their_time_and_frequency(tmp_path: Path) -> None:
    write_wavs(tmp_path, files=1)
    signature = ModelSignature((1, 98, 16, 1), "float32", 2, "last")
    options = SampleOptions(audio=LogMel(bands=16))
    (samples,) = read_samples(tmp_path / "classes", options, signature)
    windows = windows_of(samples, signature, options, tmp_path / "classes")
    assert isinstance(windows, Windows)
    assert windows.layout == SpectrogramLayout(98, 16, 25, 10, 0, 2000)


def test_what_is_too_much_to_draw_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "lines of 5,000 numbers each would fill the page; at most 4,096 are drawn"
    assert message in str(seen(images(1, 5000), (5000,), ""))
    monkeypatch.setattr(sample_windows, "MOST_BYTES", 100)
    assert "are not drawn: they take" in str(seen(images(2, 4, 6, 1), (4, 6, 1), "last"))
