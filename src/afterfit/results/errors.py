"""Samples that the model got wrong."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Scope


@dataclass(frozen=True, slots=True)
class ErrorSample:
    """One wrong prediction."""

    index: int
    """Row of the sample in the predictions of its split."""
    true_class: str
    predicted_class: str
    scores: tuple[float, ...]
    """Probability of each class, in class order."""
    source: str
    """Recording that the sample was cut from."""
    offset: int
    """Row of the recording where the sample starts."""


@dataclass(frozen=True, slots=True)
class ErrorSamples:
    """The errors that were kept, the most confident ones of each true class first."""

    scope: Scope
    class_names: tuple[str, ...]
    samples: tuple[ErrorSample, ...]
    n_errors: int
    """All errors of the split, kept or not."""
    max_per_class: int | None
    """Most errors kept for a true class; None when all were kept."""
    kind: Literal["error_samples"] = "error_samples"
