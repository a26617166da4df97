"""What the last layer with weights reads of training windows whose targets are numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.records.arrays import frozen_array, settle, settle_origin


@dataclass(frozen=True, slots=True, eq=False)
class TargetEmbedding:
    """Windows of one split as the float model of a regression sees them before its answer."""

    values: NDArray[np.float32]
    """Shape (n_samples, n_features)."""
    target_names: tuple[str, ...]
    targets: NDArray[np.float64]
    """What was measured, shape (n_samples, n_targets)."""
    source: NDArray[np.int64]
    """Index into ``source_names``, shape (n_samples,)."""
    source_names: tuple[str, ...]
    offset: NDArray[np.int64]
    """Row of the recording where each window starts, shape (n_samples,)."""
    n_windows: int
    """Windows of the split, of which these are all or an even choice."""

    def __post_init__(self) -> None:
        n, k = len(self.source), len(self.target_names)
        settle(
            self,
            target_names=tuple(self.target_names),
            targets=frozen_array(self.targets, np.float64, (n, k), "targets"),
            values=frozen_array(self.values, np.float32, (n, None), "values"),
        )
        settle_origin(self, n)

    def sample_id(self, row: int) -> str:
        """Return RECORDING@OFFSET of a window."""
        return f"{self.source_names[self.source[row]]}@{self.offset[row]}"

    def __len__(self) -> int:
        return len(self.source)
