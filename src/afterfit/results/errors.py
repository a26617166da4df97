"""Samples that the model got wrong."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ErrorSample:
    """One wrong prediction."""

    index: int
    """Row of the sample in the predictions of its split."""
    true_class: str
    predicted_class: str
    scores: tuple[float, ...]
    """Probability of each class, in class order; of the classes in ``scored`` where it has any."""
    source: str
    """Recording that the sample was cut from."""
    offset: int
    """Row of the recording where the sample starts."""
    scored: tuple[int, ...] = ()
    """With more than 100 classes, the indices of those whose scores are kept, rising: the ten with
    the highest and the true class. Empty where all are."""


@dataclass(frozen=True, slots=True)
class ErrorSamples(Shown):
    """The errors that were kept, the most confident ones of each true class first."""

    scope: Scope
    class_names: tuple[str, ...]
    samples: tuple[ErrorSample, ...]
    n_errors: int
    """All errors of the split, kept or not."""
    max_per_class: int | None
    """Most errors kept for a true class; None when all were kept."""
    kind: Literal["error_samples"] = "error_samples"
