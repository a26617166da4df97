import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.records import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
    Windows,
)
from afterfit.signals import LogMel


def windows(layout: WindowLayout, n_steps: int = 12) -> Windows:
    return Windows(
        values=np.zeros((2, 1, n_steps), np.float32),
        channel_names=("x",),
        class_names=("a",),
        y_true=np.zeros(2, np.int64),
        source=np.zeros(2, np.int64),
        source_names=("a/1",),
        offset=np.zeros(2, np.int64),
        split="test",
        layout=layout,
    )


@pytest.mark.parametrize(
    "layout",
    [
        SignalLayout(),
        ImageLayout(3, 4),
        SpectrogramLayout(6, 2, 25, 10, 0, 4000),
        SoundLayout(8000, LogMel()),
    ],
    ids=lambda layout: layout.kind,
)
def test_windows_of_every_layout(layout: WindowLayout) -> None:
    assert windows(layout).layout == layout


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        (ImageLayout(3, 5), r"must have 15 steps, as their layout says \(image\), got 12"),
        (SpectrogramLayout(6, 3, 25, 10, 0, 4000), r"18 steps, .*\(spectrogram\), got 12"),
    ],
    ids=["image", "spectrogram"],
)
def test_windows_of_another_size_are_refused(layout: WindowLayout, message: str) -> None:
    with pytest.raises(InputError, match=message):
        windows(layout)


def test_sides_colours_and_rates_that_cannot_be() -> None:
    with pytest.raises(InputError, match="height must be at least 1, got 0"):
        ImageLayout(0, 4)
    with pytest.raises(InputError, match=r"white must be above black, got 0 and 1"):
        ImageLayout(4, 4, black=1, white=0)
    with pytest.raises(InputError, match="rising frequencies, got 25 ms, 10 ms, 4000 to 100 Hz"):
        SpectrogramLayout(6, 2, 25, 10, 4000, 100)
    with pytest.raises(InputError, match="sampling rate above 0 Hz, got 0"):
        SoundLayout(0, LogMel())
