"""Which recordings the errors of predicted numbers come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileErrors:
    """One recording and its errors; tuples hold one number an output."""

    source: str
    n_samples: int
    bias: tuple[float, ...]
    mae: tuple[float, ...]
    rmse: tuple[float, ...]
    largest: tuple[float, ...]
    share: float
    """Share of the sum of squared errors, each output divided by its variance, from 0 to 1."""
