"""What every format of labelled inputs comes down to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from afterfit.readers.sliced_records import Meant
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
    columns: Mapping[str, Any] = field(default_factory=dict)
    """Values to slice by, one a sample."""
    sliced: Meant = ()
    """What to slice by: a column, or several whose combinations are the slices."""
