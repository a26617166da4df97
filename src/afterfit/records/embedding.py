"""What the last layer with weights reads of training windows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.records.arrays import frozen_array, frozen_codes, origin_of, settle, settle_origin


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EmbeddedWindows:
    """Windows of one split as the float model sees them just before its answer."""

    values: NDArray[np.float32]
    """Shape (n_samples, n_features)."""
    source: NDArray[np.int64]
    """Index into ``source_names``, shape (n_samples,)."""
    source_names: tuple[str, ...]
    offset: NDArray[np.int64]
    """Row of the recording where each window starts, shape (n_samples,)."""
    n_windows: int
    """Windows of the split, of which these are all or an even choice."""

    def __post_init__(self) -> None:
        n = len(self.source)
        settle(self, values=frozen_array(self.values, np.float32, (n, None), "values"))
        settle_origin(self, n)

    def sample_id(self, row: int) -> str:
        """Return RECORDING@OFFSET of a window."""
        return origin_of(self, row)

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Embedding(EmbeddedWindows):
    """The same with the class of each window."""

    class_names: tuple[str, ...]
    y_true: NDArray[np.int64]
    """Class index of each window, shape (n_samples,)."""

    def __post_init__(self) -> None:
        EmbeddedWindows.__post_init__(self)  # super() does not know a class with slots
        names = tuple(self.class_names)
        y_true = frozen_codes(self.y_true, len(self.source), names, "y_true")
        settle(self, class_names=names, y_true=y_true)

    def label(self, row: int) -> str:
        """Return the class of a window."""
        return self.class_names[int(self.y_true[row])]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TargetEmbedding(EmbeddedWindows):
    """The same with the numbers that are to be predicted."""

    target_names: tuple[str, ...]
    targets: NDArray[np.float64]
    """What was measured, shape (n_samples, n_targets)."""

    def __post_init__(self) -> None:
        EmbeddedWindows.__post_init__(self)
        names = tuple(self.target_names)
        shape = (len(self.source), len(names))
        targets = frozen_array(self.targets, np.float64, shape, "targets")
        settle(self, target_names=names, targets=targets)
