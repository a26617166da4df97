"""Scores of one model variant on one split, left in the columns of their file."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_codes, settle, settle_origin
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut
from afterfit.records.predictions import Predictions
from afterfit.records.probabilities import sure_classes


@dataclass(frozen=True, slots=True, eq=False)
class PredictionColumns:
    """What `Predictions` holds, without a matrix of the scores: for counting very many rows.

    Columns are taken over as they are, not copied: who makes a record writes to them no more.

    Examples
    --------
    >>> PredictionColumns(
    ...     class_names=("cat", "dog"),
    ...     y_true=[0, 1],
    ...     columns=(np.array([0.9, 0.6]), np.array([0.1, 0.4])),
    ...     source=[0, 0],
    ...     source_names=("yard.csv",),
    ...     offset=[0, 50],
    ...     variant="float32",
    ...     split="test",
    ... ).y_pred.tolist()
    [0, 0]
    """

    class_names: tuple[str, ...]
    """Name of each class; its place is the class index."""
    y_true: NDArray[np.int64]
    """Class index of each sample, shape (n_samples,)."""
    columns: tuple[NDArray[Any], ...]
    """Probability of each class, (n_samples,) each, contiguous, all float32 or all float64."""
    source: NDArray[np.int64]
    """Index into ``source_names``, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Files or recordings; samples of one source are not independent of each other."""
    offset: NDArray[np.int64]
    """First time step of each sample in its source, shape (n_samples,)."""
    variant: str
    """Which form of the model gave the scores."""
    split: str
    """Which part of the data."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here."""
    y_pred: NDArray[np.int64] = field(init=False)
    """Class with the highest score; the lowest index among equals, shape (n_samples,)."""

    def __post_init__(self) -> None:
        n = len(self.y_true)
        settle(
            self,
            class_names=tuple(self.class_names),
            y_true=frozen_codes(self.y_true, n, self.class_names, "y_true"),
            columns=tuple(self.columns),
        )
        settle_origin(self, n)
        self._check_columns()
        y_pred = sure_classes(self.columns)
        if y_pred is None:
            raise InputError("each row of scores must hold probabilities that sum to 1")
        y_pred.flags.writeable = False
        settle(self, y_pred=y_pred)

    def _check_columns(self) -> None:
        n, k = len(self.y_true), len(self.class_names)
        kinds = {column.dtype for column in self.columns}
        shapes = {column.shape for column in self.columns}
        if len(self.columns) != k or shapes != {(n,)}:
            raise InputError(f"columns must be {k} arrays of shape ({n},), got {sorted(shapes)}")
        if len(kinds) > 1 or not kinds <= {np.dtype(np.float32), np.dtype(np.float64)}:
            raise InputError(
                f"columns must be all float32 or all float64, got {', '.join(map(str, kinds))}"
            )
        if not all(column.flags.c_contiguous and column.flags.aligned for column in self.columns):
            raise InputError("columns must be contiguous; pass them through np.ascontiguousarray")

    @property
    def has_scores(self) -> bool:
        """True: there is no such record of rows without scores."""
        return True

    def scores_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the scores of some rows as a matrix, shape (n_rows, n_classes)."""
        return np.stack([column[rows] for column in self.columns], axis=1).astype(np.float64)

    def as_predictions(self) -> Predictions:
        """Return the same with a matrix of the scores."""
        scores = np.empty((len(self), len(self.columns)))
        for index, column in enumerate(self.columns):
            scores[:, index] = column
        scores.flags.writeable = False  # nobody else has it, so that it is not copied
        told = ("class_names", "y_true", "source", "source_names", "offset", "variant", "split",
                "has_sources", "left_out")  # fmt: skip
        return Predictions(scores=scores, **{name: getattr(self, name) for name in told})

    def __len__(self) -> int:
        return len(self.y_true)
