"""What a user says about the data for a model where the files do not say it."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from afterfit.errors import InputError, did_you_mean
from afterfit.records import Layout
from afterfit.signals import LogMel

Pixels = Literal["0..255", "0..1", "-1..1"]
"""Real numbers that stand for black and white."""


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """Which array, column or file holds what; None means found by its name.

    Examples
    --------
    >>> SampleOptions(label="kind", classes=("idle", "fault")).layout is None
    True
    """

    inputs: str | None = None
    """Array of the inputs in an NPZ; in a table a glob over the columns of features."""
    label: str | None = None
    """Array or column of the true class."""
    labels_file: Path | None = None
    """NPY of labels beside an NPY of inputs."""
    source: str | None = None
    """Array or column of the file or recording of a sample."""
    split: str | None = None
    """Array or column that tells train, validation and test apart."""
    classes: tuple[str, ...] | None = None
    """Names of the classes, in the order of the model's outputs."""
    layout: Layout | None = None
    """Where images have their channels, where shapes do not tell."""
    pixels: Pixels | None = None
    """What image files become; must be said."""
    resize: bool = False
    """Whether images of another size are resized (bilinear)."""
    audio: LogMel | None = None
    """How WAV files become features; None gives the samples themselves, from -1 to 1."""
    slices: tuple[str, ...] = ()
    """Columns, or arrays with one value a sample, to look for weak parts of the data in: names,
    globs, or names with commas between them for their combinations."""


def parse_audio(text: str) -> LogMel | None:
    """Return what ``raw``, ``log-mel`` or ``log-mel:bands=40,frame_ms=30,…`` asks for.

    Raises
    ------
    InputError
        For other words, with the nearest that is known.

    Examples
    --------
    >>> parse_audio("log-mel:bands=64,hop_ms=10").hop_ms
    10.0
    """
    kind, _, words = text.partition(":")
    if kind == "raw" and not words:
        return None
    if kind != "log-mel":
        raise InputError(f"expected raw or log-mel, got {text!r}", where="--audio")
    settings = dict(_setting(word) for word in words.split(",") if word)
    bands = int(settings.pop("bands", LogMel().bands))
    return LogMel(bands=bands, **settings)


def _setting(word: str) -> tuple[str, float]:
    known = [field.name for field in fields(LogMel)]
    name, equals, value = word.partition("=")
    if name not in known:
        hint = did_you_mean(name, known)
        raise InputError(
            f"log-mel has no setting {name!r}{hint}; it has {', '.join(known)}", where="--audio"
        )
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not equals or not 0 <= number < float("inf") or (number == 0 and name != "low_hz"):
        raise InputError(f"{name} must be a number above 0, got {value!r}", where="--audio")
    return name, number
