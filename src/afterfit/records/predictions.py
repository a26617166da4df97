"""Scores of one model variant on one split."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, frozen_codes, settle, settle_origin
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut
from afterfit.records.probabilities import highest_class, improbable_rows
from afterfit.records.windows import Windows


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """Class probabilities that one model variant gave to the samples of one split.

    Examples
    --------
    >>> Predictions(
    ...     class_names=("cat", "dog"),
    ...     y_true=[0, 1],
    ...     scores=[[0.9, 0.1], [0.6, 0.4]],
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
    scores: NDArray[np.float64]
    """Probability of each class, (n_samples, n_classes); rows sum to 1 (`sum_tolerance`)."""
    source: NDArray[np.int64]
    """Index into ``source_names`` of the file each sample was cut from, shape (n_samples,)."""
    source_names: tuple[str, ...]
    """Files or recordings; samples of one source are not independent of each other."""
    offset: NDArray[np.int64]
    """First time step of each sample in its source, shape (n_samples,)."""
    variant: str
    """Which form of the model gave the scores: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    has_scores: bool = True
    """False where the file had only predicted classes: scores are then 1 for it."""
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here because their scores are no probabilities."""
    y_pred: NDArray[np.int64] = field(init=False)
    """Class with the highest score; the lowest index among equals, shape (n_samples,)."""

    @classmethod
    def of_windows(
        cls,
        windows: Windows,
        scores: NDArray[np.float64],
        variant: str,
        *,
        has_scores: bool = True,
        has_sources: bool = True,
    ) -> "Predictions":
        """Return what a variant says of *windows*, shape of *scores* (n_samples, n_classes)."""
        return cls(
            class_names=windows.class_names,
            y_true=windows.y_true,
            scores=scores,
            source=windows.source,
            source_names=windows.source_names,
            offset=windows.offset,
            variant=variant,
            split=windows.split,
            has_scores=has_scores,
            has_sources=has_sources,
        )

    def __post_init__(self) -> None:
        n, k = len(self.y_true), len(self.class_names)
        settle(
            self,
            class_names=tuple(self.class_names),
            y_true=frozen_codes(self.y_true, n, self.class_names, "y_true"),
            scores=frozen_array(self.scores, np.float64, (n, k), "scores"),
        )
        settle_origin(self, n)
        self._check_scores()
        settle(self, y_pred=frozen_array(highest_class(self.scores), np.int64, (n,), "y_pred"))

    def _check_scores(self) -> None:
        for row in improbable_rows(self.scores)[:1].tolist():
            raise InputError(
                f"each row of scores must hold probabilities that sum to 1, but row {row} is "
                f"{self.scores[row].tolist()} with sum {self.scores[row].sum():.6g}; turn logits "
                "into probabilities with a softmax first"
            )

    def scores_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the scores of some rows, shape (n_rows, n_classes)."""
        return np.asarray(self.scores[rows])

    def __len__(self) -> int:
        return len(self.y_true)
