"""Which changes windows of a layout can meet."""

from typing import assert_never

from afterfit.analyses.what_if.change import Change
from afterfit.analyses.what_if.image_changes import image_changes, spectrogram_changes
from afterfit.analyses.what_if.signal_changes import (
    CLIPPING,
    CONVERTER,
    DRIFT,
    DROPPED,
    GAIN,
    NOISE,
    OFFSET,
    SPEED,
    dead_channels,
    shift_by,
)
from afterfit.records import (
    ImageLayout,
    SignalLayout,
    SoundLayout,
    SpectrogramLayout,
    WindowLayout,
)

FEWEST_STEPS = 8
"""With fewer steps a window has no course of time that could be shifted or stretched."""


def changes_of(
    layout: WindowLayout, channel_names: tuple[str, ...], n_steps: int
) -> tuple[Change, ...]:
    """Return the changes that windows of a layout meet in the field.

    A single channel does not die: nothing would be left to judge.

    Examples
    --------
    >>> [one.key for one in changes_of(SignalLayout(), ("x",), 4)]
    ['gain', 'offset', 'noise', 'clipping', 'bits']
    """
    match layout:
        case ImageLayout():
            changes = image_changes(layout)
        case SpectrogramLayout():
            changes = spectrogram_changes(layout)
        case SignalLayout() | SoundLayout():
            changes = _of_signals(n_steps)
        case _:
            assert_never(layout)
    return (*changes, dead_channels(channel_names)) if len(channel_names) > 1 else changes


def _of_signals(n_steps: int) -> tuple[Change, ...]:
    still = (GAIN, OFFSET, NOISE, CLIPPING, CONVERTER)
    if n_steps < FEWEST_STEPS:
        return still
    return (GAIN, OFFSET, NOISE, DRIFT, shift_by(n_steps), SPEED, DROPPED, CLIPPING, CONVERTER)
