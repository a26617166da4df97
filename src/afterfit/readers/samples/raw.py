"""What every format of labelled inputs comes down to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from afterfit.records import Layout


@dataclass(frozen=True, slots=True, eq=False)
class RawSamples:
    """Inputs, labels and what else a file tells, unchecked."""

    X: NDArray[Any]
    labels: Any
    """One a sample, as they are written."""
    label_name: str
    """What holds them."""
    sources: Sequence[Any] | NDArray[Any] | None = None
    """One a sample; None where the file names none."""
    splits: Sequence[Any] | NDArray[Any] | None = None
    """One a sample, or one for all; None where the file names none."""
    classes: tuple[str, ...] | None = None
    """Names of the classes that the file holds."""
    layout: Layout | None = None
    where: str = ""
    """File or folder, for messages."""
    notes: tuple[str, ...] = ()
