"""Labelled inputs of models → windows that a report can draw."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.files import decode_wav
from afterfit.readers.samples import SampleOptions, fit_to
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

MOST_BYTES = 256 << 20
"""Most bytes of windows that are kept for drawing."""
MOST_NUMBERS = 4096
"""Most numbers of a window that is drawn as lines."""
_PIXELS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"0..255": (0.0, 255.0), "0..1": (0.0, 1.0), "-1..1": (-1.0, 1.0)}
)
_COLOURS = {1: ("grey",), 3: ("red", "green", "blue")}


def windows_of(
    samples: Samples, signature: ModelSignature, options: SampleOptions, data: Path
) -> Windows | str:
    """Return the inputs of one split as the model sees them, or why they are not drawn.

    Inputs with height and width are images, or spectrograms where *options* made them from the
    WAV files of *data*; all others are signals, or rows of numbers.
    """
    planes = channel_planes(fit_to(samples.X, signature, samples.layout), signature)
    n_bytes = planes.size * 4
    if n_bytes > MOST_BYTES:
        return (
            f"The samples are not drawn: they take {n_bytes >> 20:,} MiB, and at most "
            f"{MOST_BYTES >> 20} MiB are kept."
        )
    layout = layout_of_planes(planes, options, data)
    flat = planes.reshape(len(planes), planes.shape[1], -1)
    n_numbers = flat.shape[1] * flat.shape[2]
    if isinstance(layout, SignalLayout) and n_numbers > MOST_NUMBERS:
        return (
            f"The samples are not drawn: lines of {n_numbers:,} numbers each would fill the page; "
            f"at most {MOST_NUMBERS:,} are drawn."
        )
    return drawn_as(samples, flat, layout, names_of_channels(flat.shape[1], layout))


def drawn_as(
    samples: Samples, planes: NDArray[Any], layout: WindowLayout, names: tuple[str, ...]
) -> Windows:
    """Return inputs of shape (n_samples, n_channels, …) as windows, each where its row is."""
    return Windows(
        values=planes.reshape(len(planes), len(names), -1).astype(np.float32),
        channel_names=names,
        class_names=samples.class_names,
        y_true=samples.y_true,
        source=samples.source,
        source_names=samples.source_names,
        offset=np.arange(len(samples)),
        split=samples.split,
        layout=layout,
    )


def channel_planes(X: NDArray[Any], signature: ModelSignature) -> NDArray[Any]:
    """Return inputs with their channels first: (n, channels, height, width) or (n, channels, m)."""
    if X.ndim < 3:
        return X.reshape(len(X), 1, -1)
    last = signature.channels == "last"
    planes = np.moveaxis(X, -1, 1) if last else X
    sides = [side for side in planes.shape[2:] if side != 1]
    # a signal is an image that is 1 high or 1 wide
    return planes if len(sides) == 2 else planes.reshape(*planes.shape[:2], -1)


def layout_of_planes(planes: NDArray[Any], options: SampleOptions, data: Path) -> WindowLayout:
    """Return the layout of inputs with their channels first, as `channel_planes` gives them."""
    if planes.ndim != 4:
        return SignalLayout(in_recording=False)
    height, width = planes.shape[2:]
    if options.audio is not None and data.is_dir():
        return _spectrogram(options.audio, data, height, width)
    black, white = _PIXELS[options.pixels] if options.pixels else _range(planes)
    return ImageLayout(height, width, black, white)


def _spectrogram(mel: LogMel, data: Path, n_frames: int, n_bands: int) -> SpectrogramLayout:
    """Return the layout of log-mel features; all files have the sampling rate of the first."""
    _, rate = decode_wav(min(data.glob("*/*.wav")))
    return SpectrogramLayout(
        n_frames,
        n_bands,
        frame_ms=1000 * mel.frame(rate) / rate,
        hop_ms=1000 * mel.hop(rate) / rate,
        low_hz=mel.low_hz,
        high_hz=rate / 2 if mel.high_hz is None else mel.high_hz,
    )


def _range(planes: NDArray[Any]) -> tuple[float, float]:
    """Return the values of black and white: the usual ones around all values, else their ends."""
    low, high = float(planes.min()), float(planes.max())
    if planes.dtype == np.int8:
        return -128.0, 127.0
    usual = [(0.0, 1.0), (-1.0, 1.0), (0.0, 255.0)]
    if planes.dtype == np.uint8:
        usual = usual[2:]
    found = [(black, white) for black, white in usual if black <= low and high <= white]
    return found[0] if found else (low, high if high > low else low + 1)


def names_of_channels(n_channels: int, layout: WindowLayout) -> tuple[str, ...]:
    """Return the colours of an image, or the number of each channel."""
    if isinstance(layout, ImageLayout) and n_channels in _COLOURS:
        return _COLOURS[n_channels]
    return tuple(f"channel {place}" for place in range(n_channels))
