"""Scores of one model variant on one split, left in the columns of their file."""

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut
from afterfit.records.predictions import Predictions
from afterfit.records.probabilities import sure_classes
from afterfit.records.source_runs import SourceRuns


@dataclass(frozen=True, slots=True, eq=False)
class PredictionColumns:
    """What `Predictions` holds, without a matrix of the scores: for counting very many rows.

    Labels and columns are taken over as they are, not copied: who makes a record writes to them no
    more.

    Examples
    --------
    >>> from afterfit.records import SourceRuns
    >>> PredictionColumns(
    ...     class_names=("cat", "dog"),
    ...     y_true=np.array([0, 1], dtype=np.int32),
    ...     columns=(np.array([0.9, 0.6]), np.array([0.1, 0.4])),
    ...     runs=SourceRuns(source=[0], length=[2]),
    ...     source_names=("yard.csv",),
    ...     offset=[0, 50],
    ...     variant="float32",
    ...     split="test",
    ... ).y_pred.tolist()
    [0, 0]
    """

    class_names: tuple[str, ...]
    """Name of each class; its place is the class index."""
    y_true: NDArray[np.int32]
    """Class index of each sample, shape (n_samples,)."""
    columns: tuple[NDArray[Any], ...]
    """Probability of each class, (n_samples,) each, contiguous, all float32 or all float64."""
    runs: SourceRuns
    """Index into ``source_names`` of rows that follow each other."""
    source_names: tuple[str, ...]
    """Files or recordings; samples of one source are not independent of each other."""
    offset: NDArray[np.int64] | range
    """First time step of each sample in its source, (n_samples,)."""
    variant: str
    """Which form of the model gave the scores."""
    split: str
    """Which part of the data."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here."""
    rows_before: int = 0
    """Rows that were read with these, and come before them."""
    y_pred: NDArray[np.int32] = field(init=False)
    """Class with the highest score; the lowest index among equals, shape (n_samples,)."""

    def __post_init__(self) -> None:
        n = len(self.y_true)
        settle(self, class_names=tuple(self.class_names), columns=tuple(self.columns))
        if not isinstance(self.offset, range):
            settle(self, offset=frozen_array(self.offset, np.int64, (n,), "offset"))
        self._check_origin()
        self._check_labels()
        self._check_columns()
        y_pred = sure_classes(self.columns)
        if y_pred is None:
            raise InputError("each row of scores must hold probabilities that sum to 1")
        y_pred.flags.writeable = False
        settle(self, y_pred=y_pred)

    @classmethod
    def of(cls, predictions: Predictions) -> Self:
        """Return the same rows as columns.

        Raises
        ------
        InputError
            Where a row's sum is within rounding of what `Predictions` allow.
        """
        return cls(
            class_names=predictions.class_names,
            y_true=predictions.y_true.astype(np.int32),
            columns=tuple(np.ascontiguousarray(column) for column in predictions.scores.T),
            runs=SourceRuns.of(predictions.source),
            source_names=predictions.source_names,
            offset=predictions.offset,
            variant=predictions.variant,
            split=predictions.split,
            has_sources=predictions.has_sources,
            left_out=predictions.left_out,
        )

    def as_matrix(self) -> Predictions:
        """Return the same rows with a matrix of their scores."""
        every = np.arange(len(self))
        return Predictions(
            class_names=self.class_names,
            y_true=self.y_true.astype(np.int64),
            scores=np.array(self.columns, dtype=np.float64).T,
            source=self.source,
            source_names=self.source_names,
            offset=self.offsets_of(every),
            variant=self.variant,
            split=self.split,
            has_sources=self.has_sources,
            left_out=self.left_out,
        )

    def _check_origin(self) -> None:
        n, n_names = len(self.y_true), len(self.source_names)
        if len(self.offset) != n or self.runs.n_rows != n:
            raise InputError(
                f"{n} labels need as many offsets and sources, got {len(self.offset)} and "
                f"{self.runs.n_rows}"
            )
        if len(self.runs.source) and self.runs.source.max() >= n_names:
            raise InputError(
                f"sources must be below {n_names}, the number of names, got "
                f"{self.runs.source.max()}"
            )

    def _check_labels(self) -> None:
        k, labels = len(self.class_names), self.y_true
        if labels.dtype != np.int32 or labels.ndim != 1 or not labels.flags.c_contiguous:
            raise InputError("y_true must be one contiguous array of int32")
        if len(labels) and not (labels.min() >= 0 and labels.max() < k):
            raise InputError(
                f"y_true must be indices from 0 to {k - 1}, got values from {labels.min()} to "
                f"{labels.max()}"
            )

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

    @property
    def source(self) -> NDArray[np.int64]:
        """Index into ``source_names`` of each sample, made anew, shape (n_samples,)."""
        return np.repeat(self.runs.source, self.runs.length)

    def scores_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the scores of some rows as a matrix, shape (n_rows, n_classes)."""
        return np.stack([column[rows] for column in self.columns], axis=1).astype(np.float64)

    def offsets_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the offsets of some rows, shape (n_rows,)."""
        if isinstance(self.offset, range):
            return self.offset.start + rows * self.offset.step
        return np.asarray(self.offset[rows])

    def __len__(self) -> int:
        return len(self.y_true)
