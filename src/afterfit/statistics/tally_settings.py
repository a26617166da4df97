"""What a pass keeps, settled before it starts."""

from dataclasses import dataclass
from typing import Self

from afterfit.errors import InputError

EXACT_SCORES = 10_000_000
"""A million rows of ten classes: 44 MB where scores are float32, twice that while two sums add."""


MIN_CONFIDENCE = 0.6
"""Edge Impulse's default: below it, its devices answer "uncertain"."""


@dataclass(frozen=True, slots=True)
class TallySettings:
    """How much one pass keeps; tallies that are added must agree on it.

    Examples
    --------
    >>> TallySettings.for_table(n_rows=2_000_000, n_classes=10).exact
    False
    """

    exact: bool = True
    """Whether every distinct score is kept; otherwise scores are counted in `ScoreBins`."""
    errors_per_class: int | None = None
    """Most wrong predictions to keep for each true class; None keeps all."""
    min_confidence: float = MIN_CONFIDENCE
    """Predictions with a highest score below it are answered with "uncertain"."""

    def __post_init__(self) -> None:
        if self.errors_per_class is not None and self.errors_per_class < 0:
            raise InputError(f"max_errors_per_class must be 0 or more, got {self.errors_per_class}")
        if not 0 <= self.min_confidence <= 1:
            raise InputError(f"min_confidence must be from 0 to 1, got {self.min_confidence}")

    @classmethod
    def for_table(
        cls,
        n_rows: int,
        n_classes: int,
        errors_per_class: int | None = None,
        exact_scores: int = EXACT_SCORES,
        min_confidence: float = MIN_CONFIDENCE,
    ) -> Self:
        """Return the settings for a table of known size.

        Parameters
        ----------
        n_rows, n_classes : int
            Size of the whole table, so that how it is cut makes no difference.
        errors_per_class : int or None
            Most wrong predictions to keep for each true class.
        exact_scores : int
            Most scores, rows times classes, that are counted one by one.
        min_confidence : float
            Lowest highest score that is answered with a class.
        """
        return cls(n_rows * n_classes <= exact_scores, errors_per_class, min_confidence)
