"""Objects that one model variant sees in the images of one split."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, settle
from afterfit.records.ground_truth import Mask, check_masks, checked_boxes


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """Boxes with a class and a confidence; what they are held against is a `GroundTruth`.

    Examples
    --------
    >>> seen = Detections(
    ...     image=[0], category=[1], box=[[48, 9, 22, 21]], score=[0.9], variant="int8",
    ...     split="test",
    ... )
    >>> seen.area.tolist()
    [462.0]
    """

    image: NDArray[np.int64]
    """Index into the ground truth's ``image_names``, shape (n_detections,)."""
    category: NDArray[np.int64]
    """Index into the ground truth's ``class_names``, shape (n_detections,)."""
    box: NDArray[np.float64]
    """Left, top, width and height in pixels, shape (n_detections, 4)."""
    score: NDArray[np.float64]
    """Confidence, in [0, 1], shape (n_detections,)."""
    variant: str
    """Which form of the model: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    masks: tuple[Mask, ...] | None = None
    """Pixels of each detection; None where the file has none."""

    def __post_init__(self) -> None:
        n = len(self.image)
        settle(
            self,
            image=_indices(self.image, n, "image"),
            category=_indices(self.category, n, "category"),
            box=checked_boxes(self.box, n),
            score=frozen_array(self.score, np.float64, (n,), "score"),
        )
        wrong = ~((self.score >= 0) & (self.score <= 1))
        if wrong.any():
            row = int(wrong.argmax())
            raise InputError(
                f"a score must lie in [0, 1], but that of detection {row} is {self.score[row]}; "
                "turn logits into probabilities with a sigmoid first"
            )
        check_masks(self.masks, n)

    @property
    def area(self) -> NDArray[np.float64]:
        """Area of each box in pixels, shape (n_detections,)."""
        return np.asarray(self.box[:, 2] * self.box[:, 3])

    def __len__(self) -> int:
        return len(self.image)


def _indices(values: object, n: int, name: str) -> NDArray[np.int64]:
    codes: NDArray[np.int64] = frozen_array(values, np.int64, (n,), name)
    if codes.size and codes.min() < 0:
        raise InputError(f"{name} must be indices from 0, got {codes.min()}")
    return codes
