"""Scores of one model variant on one split, where a sample may belong to any number of classes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle, settle_origin
from afterfit.records.left_out import NONE_LEFT_OUT, LeftOut


@dataclass(frozen=True, slots=True, eq=False)
class MultilabelPredictions:
    """Probability of each class for itself, beside which classes were there.

    Examples
    --------
    >>> MultilabelPredictions(
    ...     class_names=("speech", "music"),
    ...     y_true=[[True, True], [False, False]],
    ...     scores=[[0.9, 0.8], [0.2, 0.1]],
    ...     source=[0, 0],
    ...     source_names=("hall.wav",),
    ...     offset=[0, 16000],
    ...     variant="int8",
    ...     split="test",
    ... ).y_true.sum(axis=0).tolist()
    [1, 1]
    """

    class_names: tuple[str, ...]
    """Name of each class; its place is the class index."""
    y_true: NDArray[np.bool_]
    """Whether each class is there, shape (n_samples, n_classes)."""
    scores: NDArray[np.float64]
    """Probability of each class, in [0, 1]; rows need not sum to 1, (n_samples, n_classes)."""
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
    has_sources: bool = True
    """False where the file named no sources; ``source_names`` is then one empty name."""
    left_out: LeftOut = NONE_LEFT_OUT
    """Rows of the file that are not here because their scores are no probabilities."""

    def __post_init__(self) -> None:
        n, k = len(self.y_true), len(self.class_names)
        if len(set(self.class_names)) != k:
            raise InputError(f"class_names must differ, got {', '.join(self.class_names)}")
        settle(
            self,
            class_names=tuple(self.class_names),
            y_true=frozen_array(self.y_true, np.bool_, (n, k), "y_true"),
            scores=frozen_array(self.scores, np.float64, (n, k), "scores"),
        )
        settle_origin(self, n)
        wrong = ~((self.scores >= 0) & (self.scores <= 1)).all(axis=1)
        if wrong.any():
            row = int(wrong.argmax())
            raise InputError(
                f"scores must lie in [0, 1], but row {row} is {self.scores[row].tolist()}; "
                "turn logits into probabilities with a sigmoid first"
            )

    def __len__(self) -> int:
        return len(self.y_true)
