"""How sure the model was when it was right, and when it was wrong."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.arrays import FloatArray, IntArray
from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True, eq=False)
class MarginHistogram:
    """Highest minus second-highest score, counted apart for right and wrong predictions."""

    class_name: str | None
    """Predicted class that the samples share; None for all samples together."""
    edges: FloatArray
    """Bin edges from 0 to 1, shape (n_bins + 1,)."""
    correct: IntArray
    """Right predictions a bin, shape (n_bins,)."""
    wrong: IntArray
    """Wrong predictions a bin, shape (n_bins,)."""


@dataclass(frozen=True, slots=True, eq=False)
class MarginHistograms(Shown):
    """The histogram of all samples, and one for each predicted class."""

    scope: Scope
    overall: MarginHistogram
    classes: tuple[MarginHistogram, ...]
    """One a class, in class order; all counts 0 where a class was never predicted."""
    kind: Literal["margin_histograms"] = "margin_histograms"
