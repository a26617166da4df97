"""How the numbers of one window lie: as signals, as an image, as a spectrogram, as sound."""

from dataclasses import dataclass
from typing import Literal

from afterfit.errors import InputError
from afterfit.signals import LogMel


@dataclass(frozen=True, slots=True)
class SignalLayout:
    """Each channel is a signal, its steps one after the other."""

    in_recording: bool = True
    """Whether a window's offset is its row in the recording; else its steps count from 0."""
    kind: Literal["signal"] = "signal"


SIGNALS = SignalLayout()
"""The layout of windows that say none."""


@dataclass(frozen=True, slots=True)
class ImageLayout:
    """Each channel is a plane of pixels, its steps the pixels line by line from the top left.

    One channel is grey, three are red, green and blue; other numbers are planes of their own.

    Examples
    --------
    >>> ImageLayout(height=28, width=28).n_steps
    784
    """

    height: int
    width: int
    black: float = 0.0
    """Value of a pixel without light."""
    white: float = 255.0
    """Value of a pixel with all light."""
    kind: Literal["image"] = "image"

    def __post_init__(self) -> None:
        _check_sides(height=self.height, width=self.width)
        if not self.black < self.white:
            raise InputError(f"white must be above black, got {self.white} and {self.black}")

    @property
    def n_steps(self) -> int:
        """Pixels of one channel."""
        return self.height * self.width


@dataclass(frozen=True, slots=True)
class SpectrogramLayout:
    """Each channel is a log-mel spectrogram, its steps the bands of one frame after the other."""

    n_frames: int
    n_bands: int
    frame_ms: float
    """Milliseconds of sound in a frame."""
    hop_ms: float
    """Milliseconds from one frame to the next."""
    low_hz: float
    """Where the lowest band starts."""
    high_hz: float
    """Where the highest band ends."""
    kind: Literal["spectrogram"] = "spectrogram"

    def __post_init__(self) -> None:
        _check_sides(n_frames=self.n_frames, n_bands=self.n_bands)
        if not (self.frame_ms > 0 and self.hop_ms > 0 and 0 <= self.low_hz < self.high_hz):
            raise InputError(
                "a spectrogram needs frames and hops above 0 ms and rising frequencies, got "
                f"{self.frame_ms:g} ms, {self.hop_ms:g} ms, {self.low_hz:g} to {self.high_hz:g} Hz"
            )

    @property
    def n_steps(self) -> int:
        """Numbers of one channel."""
        return self.n_frames * self.n_bands


@dataclass(frozen=True, slots=True)
class SoundLayout:
    """Each channel is sound, which the model hears, and people see, as a log-mel spectrogram."""

    rate: float
    """Steps a second."""
    mel: LogMel
    """How the spectrogram is made."""
    kind: Literal["sound"] = "sound"

    def __post_init__(self) -> None:
        if not self.rate > 0:
            raise InputError(f"sound needs a sampling rate above 0 Hz, got {self.rate}")


WindowLayout = SignalLayout | ImageLayout | SpectrogramLayout | SoundLayout
"""How windows are to be seen."""


def check_layout(layout: WindowLayout, n_steps: int) -> None:
    """Refuse windows whose number of steps is not that of their layout.

    Raises
    ------
    InputError
    """
    if isinstance(layout, ImageLayout | SpectrogramLayout) and n_steps != layout.n_steps:
        raise InputError(
            f"values must have {layout.n_steps} steps, as their layout says ({layout.kind}), "
            f"got {n_steps}"
        )


def _check_sides(**sides: int) -> None:
    for name, side in sides.items():
        if side < 1:
            raise InputError(f"{name} must be at least 1, got {side}")
