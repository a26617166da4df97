"""Segmentations of COCO JSON, polygons or run lengths → masks."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.records import Mask


def mask_of(segmentation: Any, size: tuple[float, float], where: str) -> Mask:
    """Return the mask of polygons, of run lengths, or of packed run lengths.

    Parameters
    ----------
    segmentation
        As COCO writes it: ``[[x1, y1, x2, y2, …], …]`` or ``{"size": [h, w], "counts": …}``.
    size
        Width and height of the image in pixels, which polygons need.

    Raises
    ------
    InputError
        When it is neither, or its image has another size.
    """
    mask = _library()
    if isinstance(segmentation, dict):
        return _mask_of_runs(segmentation, size, where)
    if not (isinstance(segmentation, list) and segmentation and _are_polygons(segmentation)):
        raise InputError(
            "segmentation must be polygons [[x1, y1, x2, y2, x3, y3, …], …] or run lengths "
            '{"size": …, "counts": …}',
            where=where,
        )
    if not np.isfinite(size).all():
        raise InputError("polygons need the width and height of their image", where=where)
    width, height = (int(side) for side in size)
    return _mask(mask.merge(mask.frPyObjects(segmentation, height, width)))


def _are_polygons(segmentation: list[Any]) -> bool:
    return all(
        isinstance(one, list)
        and len(one) >= 6
        and len(one) % 2 == 0
        and all(isinstance(x, int | float) and np.isfinite(x) for x in one)
        for one in segmentation
    )


def _mask_of_runs(runs: dict[str, Any], size: tuple[float, float], where: str) -> Mask:
    sides = runs.get("size")
    if not (isinstance(sides, list) and len(sides) == 2 and all(type(x) is int for x in sides)):
        raise InputError(f"size must be [height, width], got {sides!r}", where=where)
    if np.isfinite(size).all() and (sides[1], sides[0]) != size:
        raise InputError(
            f"its mask is {sides[1]} x {sides[0]} pixels, its image {size[0]:g} x {size[1]:g}",
            where=where,
        )
    counts = runs.get("counts")
    if isinstance(counts, str):
        lengths = _unpacked(counts)
    elif isinstance(counts, list) and all(type(n) is int for n in counts):
        lengths = counts
    else:
        raise InputError("counts must be run lengths, packed or as a list", where=where)
    # checked here, since a library may not stand damaged run lengths
    if lengths is None or min(lengths, default=0) < 0 or sum(lengths) != sides[0] * sides[1]:
        raise InputError(
            f"counts must be run lengths that fill {sides[1]} x {sides[0]} pixels", where=where
        )
    if isinstance(counts, str):
        return Mask(sides[0], sides[1], counts.encode())
    return _mask(_library().frPyObjects({"size": sides, "counts": counts}, *sides))


def _unpacked(text: str) -> list[int] | None:
    """Return the run lengths that COCO packed into *text*; None where it did not.

    Six bits a sign: five of a number and one that says whether it goes on; from the third number on
    each is the difference to the one before the last.
    """
    lengths: list[int] = []
    number, shift = 0, 0
    for sign in text:
        bits = ord(sign) - 48
        if not 0 <= bits < 64 or shift > 60:
            return None
        number |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            number -= 1 << shift
        lengths.append(number + lengths[-2] if len(lengths) > 2 else number)
        number, shift = 0, 0
    return lengths if shift == 0 else None


def _mask(packed: Any) -> Mask:
    return Mask(int(packed["size"][0]), int(packed["size"][1]), bytes(packed["counts"]))


def boxes_around(masks: Sequence[Mask]) -> NDArray[np.float64]:
    """Return the box around each mask, shape (n_masks, 4)."""
    if not masks:
        return np.zeros((0, 4))
    boxes = _library().toBbox([one.packed for one in masks])
    return np.asarray(boxes, np.float64).reshape(-1, 4)


def areas_of(masks: Sequence[Mask]) -> NDArray[np.float64]:
    """Return the pixels of each mask, shape (n_masks,)."""
    if not masks:
        return np.zeros(0)
    return np.asarray(_library().area([one.packed for one in masks]), np.float64)


def _library() -> Any:
    try:
        from hotcoco import mask
    except ModuleNotFoundError:
        raise MissingExtraError("object detection", "detection") from None
    return mask
