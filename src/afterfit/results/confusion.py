"""Which class was taken for which."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ConfusionMatrix(Shown):
    """Counts of true against predicted class."""

    scope: Scope
    class_names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """Row = true class, column = predicted class; the sum is the number of samples."""
    kind: Literal["confusion_matrix"] = "confusion_matrix"
