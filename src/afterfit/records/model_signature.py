"""What a model takes and gives."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ModelSignature:
    """Input and output of a model with one of each, as far as its file tells.

    Examples
    --------
    >>> ModelSignature((None, 3, 32, 32), "float32", 10, "first").window
    (3, 32, 32)
    """

    input_shape: tuple[int | None, ...]
    """The batch first; None for a side that any length fits."""
    input_dtype: str
    """"float32", "int8", …"""
    n_outputs: int | None
    """Numbers that it gives for one window; None when the file does not tell."""
    channels: Literal["first", "last", ""]
    """Where its format has the channels of an image: "first", "last", or "" where it has none."""

    @property
    def window(self) -> tuple[int | None, ...]:
        """Shape of one window."""
        return self.input_shape[1:]
