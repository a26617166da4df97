"""One window as a picture: an image, or the spectrogram of a sound."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.records import ImageLayout, SoundLayout, SpectrogramLayout, Windows
from afterfit.signals import log_mel
from afterfit.views.numbers import counted, decimal
from afterfit.views.palette import LOUDNESS
from afterfit.views.pixels import between, coloured, crisp, png_uri, reduced

_SHOWN = 160
"""Longest side of an image on the page, in its pixels."""
_WIDTH, _HEIGHT = 236, 110
_RGB = 3
_DECIBEL = 10 / math.log(10)  # of a natural logarithm of an energy
_TICKS_HZ = (100, 200, 500, 1000, 2000, 4000, 8000, 16000)
_TICK_APART = 0.1  # of the axis, the least between two labels


@dataclass(frozen=True, slots=True)
class Panels:
    """What is drawn of one window."""

    bodies: tuple[dict[str, Any], ...]
    """One part of a specification for each panel, from top to bottom."""
    content: str
    """What they are, in a few words."""
    remark: str = ""
    """What a reader needs beside the title; empty where nothing."""


def image_panels(windows: Windows, row: int, layout: ImageLayout) -> Panels:
    """Return one window as pixels: grey, RGB, or one grey plane a channel, side by side."""
    planes = windows.values[row].reshape(-1, layout.height, layout.width)
    n_planes = len(planes)
    pixels = np.moveaxis(planes, 0, -1) if n_planes == _RGB else np.hstack(_apart(planes, layout))
    small = between(reduced(pixels), layout.black, layout.white)
    height, width = pixels.shape[:2]
    part = _SHOWN / max(height, width)
    side = (max(1, round(width * part)), max(1, round(height * part)))
    remarks = []
    if n_planes not in (1, _RGB):
        remarks.append(f"{counted(n_planes, 'channel')} side by side")
    if small.shape[:2] != (height, width):
        remarks.append(f"drawn at {small.shape[1]} × {small.shape[0]}")
    content = f"image of {layout.width} × {layout.height} pixels"
    return Panels((picture(small, side),), content, ", ".join(remarks))


def spectrogram_panels(
    windows: Windows, row: int, layout: SpectrogramLayout, start_s: float = 0.0
) -> Panels:
    """Return log-mel values in decibels over time, in s, and frequency, one panel a channel."""
    shape = (-1, layout.n_frames, layout.n_bands)
    levels = windows.values[row].reshape(shape).astype(np.float64) * _DECIBEL
    low, high = float(levels.min()), float(levels.max())
    top = high if high > low else low + 1  # silence has one level
    axes = _axes(layout, start_s)
    bodies = []
    for place, channel in enumerate(levels):
        small = between(reduced(channel.T[::-1]), low, top)
        body = picture(coloured(small, LOUDNESS), (_WIDTH, _HEIGHT))
        titled = {} if len(levels) == 1 else {"title": _name(windows.channel_names[place])}
        bodies.append({**titled, **body, "encoding": {**body["encoding"], **axes}})
    remark = f"{decimal(low, 0)} to {decimal(high, 0)} dB, from dark to bright"
    content = f"log-mel spectrogram, {layout.n_frames} frames of {layout.n_bands} bands"
    return Panels(tuple(bodies), content, remark)


def sound_panels(windows: Windows, row: int, layout: SoundLayout) -> Panels:
    """Return the spectrogram of one window of sound, in the time of its recording."""
    mel, rate = layout.mel, layout.rate
    seen = log_mel(windows.values[row], rate, mel)
    n_channels, n_frames, n_bands = seen.shape
    high = rate / 2 if mel.high_hz is None else mel.high_hz
    # what the frames are is known to the sample, not to the millisecond
    frame_ms, hop_ms = (1000 * n / rate for n in (mel.frame(rate), mel.hop(rate)))
    drawn = SpectrogramLayout(n_frames, n_bands, frame_ms, hop_ms, mel.low_hz, high)
    flat = seen.reshape(1, n_channels, -1).astype(np.float32)
    one = replace(windows.at(np.array([row])), values=flat, layout=drawn)
    return spectrogram_panels(one, 0, drawn, int(windows.offset[row]) / rate)


def _apart(planes: NDArray[Any], layout: ImageLayout) -> list[NDArray[Any]]:
    """Return planes with a white line before each but the first."""
    line = np.full((layout.height, 1), layout.white)
    return [planes[0], *(part for plane in planes[1:] for part in (line, plane))]


def picture(pixels: NDArray[np.uint8], side: tuple[int, int]) -> dict[str, Any]:
    """Return the part of a specification that draws *pixels* at *side*, width and height."""
    grey = pixels[..., 0] if pixels.ndim == _RGB and pixels.shape[2] == 1 else pixels
    width, height = side
    mark = {
        "type": "image",
        "width": width,
        "height": height,
        "aspect": False,
        "align": "left",
        "baseline": "top",
    }
    return {
        "width": width,
        "height": height,
        "data": {"values": [{"url": png_uri(crisp(grey))}]},
        "mark": mark,
        "encoding": {
            "url": {"field": "url", "type": "nominal"},
            "x": {"value": 0},
            "y": {"value": 0},
        },
    }


def _axes(layout: SpectrogramLayout, start_s: float) -> dict[str, Any]:
    """Return both axes; the picture hangs at their start and top."""
    # a frame stands in the middle of its samples, and is as wide as a hop
    first = start_s + (layout.frame_ms - layout.hop_ms) / 2000
    last = first + layout.n_frames * layout.hop_ms / 1000
    low, high = _mel(layout.low_hz), _mel(layout.high_hz)
    ticks = _ticks(layout.low_hz, layout.high_hz)
    time = {"title": "Time in the recording (s)", "grid": False, "tickCount": 5}
    pitch = {
        "title": "Frequency (Hz)",
        "grid": False,
        "values": [_mel(hertz) for hertz in ticks],
        "labelExpr": "format(700 * (pow(10, datum.value / 2595) - 1), '.0f')",
    }
    return {
        "x": _hung(first, [first, last], time),
        "y": _hung(high, [low, high], pitch),
    }


def _hung(at: float, domain: list[float], axis: dict[str, Any]) -> dict[str, Any]:
    scale = {"domain": domain, "nice": False, "zero": False}
    return {"datum": at, "type": "quantitative", "scale": scale, "axis": axis}


def _ticks(low_hz: float, high_hz: float) -> list[float]:
    """Return frequencies to name, far enough from each other on the scale of hearing."""
    least = _TICK_APART * (_mel(high_hz) - _mel(low_hz))
    chosen: list[float] = []
    for hertz in (low_hz, *_TICKS_HZ):
        apart = not chosen or _mel(hertz) - _mel(chosen[-1]) >= least
        if low_hz <= hertz <= high_hz and apart:
            chosen.append(hertz)
    return chosen


def _mel(hertz: float) -> float:
    return 2595 * math.log10(1 + hertz / 700)


def _name(channel: str) -> dict[str, Any]:
    return {"text": channel, "fontSize": 10, "fontWeight": "normal", "offset": 2, "limit": _WIDTH}
