"""The objects that truly are in images, as people annotated them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records.arrays import frozen_array, frozen_codes, settle


@dataclass(frozen=True, slots=True)
class Mask:
    """The pixels of one object, run after run (COCO's compressed run lengths)."""

    height: int
    """Height of the image in pixels."""
    width: int
    """Width of the image in pixels."""
    counts: bytes
    """Lengths of runs of pixels outside and inside, column after column, as COCO packs them."""

    @property
    def packed(self) -> dict[str, Any]:
        """The mask as COCO's libraries take it."""
        return {"size": [self.height, self.width], "counts": self.counts}


@dataclass(frozen=True, slots=True, eq=False)
class GroundTruth:
    """Images, and the boxes of the objects in them.

    Examples
    --------
    >>> truth = GroundTruth(
    ...     class_names=("cat", "dog"),
    ...     image_names=("a.jpg", "b.jpg"),
    ...     image_sizes=[[100, 80], [100, 80]],
    ...     image=[0, 0],
    ...     category=[0, 1],
    ...     box=[[10, 10, 20, 30], [50, 10, 20, 20]],
    ...     area=[600, 400],
    ...     is_crowd=[False, False],
    ... )
    >>> len(truth), truth.n_images
    (2, 2)
    """

    class_names: tuple[str, ...]
    """Name of each class, in the order of COCO's category ids."""
    image_names: tuple[str, ...]
    """Name of each image, in the order of COCO's image ids; images without objects included."""
    image_sizes: NDArray[np.float64]
    """Width and height of each image in pixels, nan where not known, shape (n_images, 2)."""
    image: NDArray[np.int64]
    """Index into ``image_names`` of the image of each object, shape (n_objects,)."""
    category: NDArray[np.int64]
    """Index into ``class_names``, shape (n_objects,)."""
    box: NDArray[np.float64]
    """Left, top, width and height in pixels, shape (n_objects, 4)."""
    area: NDArray[np.float64]
    """Area of the object in pixels, by which COCO calls it small or large, shape (n_objects,)."""
    is_crowd: NDArray[np.bool_]
    """Whether the box holds a crowd, in which detections are neither right nor wrong."""
    masks: tuple[Mask, ...] | None = None
    """Pixels of each object; None where the file has none."""

    def __post_init__(self) -> None:
        n = len(self.image)
        settle(
            self,
            class_names=tuple(self.class_names),
            image_names=tuple(self.image_names),
            image_sizes=frozen_array(
                self.image_sizes, np.float64, (len(self.image_names), 2), "image_sizes"
            ),
            image=frozen_codes(self.image, n, tuple(self.image_names), "image"),
            category=frozen_codes(self.category, n, tuple(self.class_names), "category"),
            box=checked_boxes(self.box, n),
            area=frozen_array(self.area, np.float64, (n,), "area"),
            is_crowd=frozen_array(self.is_crowd, np.bool_, (n,), "is_crowd"),
        )
        if not (np.isfinite(self.area) & (self.area >= 0)).all():
            raise InputError("area must be pixels, 0 or more, got a negative one or nan")
        check_masks(self.masks, n)

    @property
    def n_images(self) -> int:
        """Images, those without objects included."""
        return len(self.image_names)

    def __len__(self) -> int:
        return len(self.image)


def checked_boxes(values: object, n: int) -> NDArray[np.float64]:
    """Return boxes read-only; a negative width or height, and nan, are refused.

    Raises
    ------
    InputError
        With the index of the first box that is none.
    """
    box: NDArray[np.float64] = frozen_array(values, np.float64, (n, 4), "box")
    wrong = ~(np.isfinite(box).all(axis=1) & (box[:, 2:] >= 0).all(axis=1))
    if wrong.any():
        row = int(wrong.argmax())
        raise InputError(
            "a box must be [left, top, width, height] with a width and height of 0 or more, "
            f"but box {row} is {box[row].tolist()}"
        )
    return box


def check_masks(masks: tuple[Mask, ...] | None, n: int) -> None:
    """Refuse masks that are not one an object."""
    if masks is not None and len(masks) != n:
        raise InputError(f"masks must be one an object, {n}, got {len(masks)}")
