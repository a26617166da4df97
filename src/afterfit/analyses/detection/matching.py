"""Detections and ground truth → which detection found which object, by COCO's rules."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.detection.far_from_objects import objects_near, surest_alone
from afterfit.errors import InputError, MissingExtraError
from afterfit.records import Detections, GroundTruth, Mask

IOUS = np.linspace(0.5, 0.95, 10)
"""Overlaps from which a detection is right: COCO averages over them."""
SIZES = ("all", "small", "medium", "large")
"""Sizes of objects: small below 32² pixels of area, large from 96² on."""
MAX_DETECTIONS = 100
"""Detections of one class in one image that COCO looks at, the most confident ones."""

IouType = Literal["bbox", "segm"]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Every detection that counts, the surest of each class first, and the objects to be found.

    Made once; the metrics of the split, of a class and of a resampled split all derive from it.
    """

    index: NDArray[np.int64]
    """Place of each detection in its record, shape (n,)."""
    category: NDArray[np.int64]
    """Class of each detection; they are sorted by it, then by falling score, shape (n,)."""
    image: NDArray[np.int64]
    """Image of each detection, shape (n,)."""
    score: NDArray[np.float64]
    """Confidence of each detection, shape (n,)."""
    rank: NDArray[np.int64]
    """How many of its class and image are surer, shape (n,)."""
    found: NDArray[np.int64]
    """Object that each found at each overlap, -1 where none, shape (n_ious, n)."""
    is_right: NDArray[np.bool_]
    """Whether it found an object of that size that counts, shape (n_sizes, n_ious, n)."""
    is_wrong: NDArray[np.bool_]
    """Whether it is a false alarm of that size, shape (n_sizes, n_ious, n)."""
    positives: NDArray[np.int64]
    """Objects to be found, shape (n_sizes, n_classes, n_images)."""

    @property
    def n_classes(self) -> int:
        """Classes."""
        return int(self.positives.shape[1])

    @property
    def n_images(self) -> int:
        """Images."""
        return int(self.positives.shape[2])

    def of_class(self, category: int) -> slice:
        """Return where the detections of a class are."""
        start, stop = np.searchsorted(self.category, [category, category + 1])
        return slice(int(start), int(stop))


def match_detections(
    truth: GroundTruth, detections: Detections, iou_type: IouType = "bbox"
) -> Matches:
    """Return which detection found which object, as COCO's evaluation decides it.

    In each image and class the surest detection takes the object of largest overlap first; objects
    in crowds, and of another size, are neither found nor missed.

    Raises
    ------
    InputError
        When detections are of images or classes that there are none of, or masks are missing.
    MissingExtraError
        When hotcoco is not installed.

    References
    ----------
    Lin et al. (2014), Microsoft COCO: Common Objects in Context, ECCV, 740-755.
    """
    _check_same(truth, detections, iou_type)
    near = objects_near(truth, detections)
    asked = np.flatnonzero(near)
    evaluated = _evaluated(truth, detections, asked, iou_type)
    parts = [one for one in evaluated if one is not None]
    alone = surest_alone(detections, np.flatnonzero(~near), MAX_DETECTIONS)
    return _arranged(truth, detections, parts, asked, alone, _areas(detections, iou_type))


def _check_same(truth: GroundTruth, detections: Detections, iou_type: IouType) -> None:
    for codes, names, word in (
        (detections.image, truth.image_names, "image"),
        (detections.category, truth.class_names, "category"),
    ):
        if codes.size and codes.max() >= len(names):
            raise InputError(
                f"{word} of a detection is {codes.max()}, but the ground truth has {len(names)}"
            )
    if iou_type == "segm" and (truth.masks is None or detections.masks is None):
        raise InputError("masks are compared where both files have them; use --iou-type bbox")


def _evaluated(
    truth: GroundTruth, detections: Detections, rows: NDArray[np.int64], iou_type: IouType
) -> list[Any]:
    """Return COCO's answer for each image, class and size; ids are places + 1.

    Of detections they are places in *rows*, which alone are asked about: an answer is a
    dictionary, and most pairs of image and class have detections without any object.
    """
    try:
        import hotcoco
    except ModuleNotFoundError:
        raise MissingExtraError("object detection", "detection") from None
    known = hotcoco.COCO(
        {
            "images": [_image(truth, place) for place in range(truth.n_images)],
            "categories": [
                {"id": place + 1, "name": name} for place, name in enumerate(truth.class_names)
            ],
            "annotations": [
                {**one, "iscrowd": int(crowd)}
                for one, crowd in zip(
                    _entries(truth, truth.area, iou_type, np.arange(len(truth))),
                    truth.is_crowd,
                    strict=True,
                )
            ],
        }
    )
    scored = _entries(detections, _areas(detections, iou_type), iou_type, rows)
    scores = detections.score[rows].tolist()
    seen = known.load_res(
        [{**one, "score": score} for one, score in zip(scored, scores, strict=True)]
    )
    evaluation = hotcoco.COCOeval(known, seen, iou_type)
    evaluation.evaluate()
    answers: list[Any] = evaluation.eval_imgs
    return answers


def _image(truth: GroundTruth, place: int) -> dict[str, Any]:
    sides = np.nan_to_num(truth.image_sizes[place], nan=1)
    return {"id": place + 1, "width": int(sides[0]), "height": int(sides[1])}


def _areas(detections: Detections, iou_type: IouType) -> NDArray[np.float64]:
    """Return the area that makes a detection small or large: of its mask where masks are meant."""
    if iou_type == "bbox" or not detections.masks:
        return detections.area
    from hotcoco import mask

    return np.asarray(mask.area([one.packed for one in detections.masks]), np.float64)


def _entries(
    record: GroundTruth | Detections,
    area: NDArray[np.float64],
    iou_type: IouType,
    rows: NDArray[np.int64],
) -> list[dict[str, Any]]:
    masks: list[Mask | None] = [None] * len(rows)
    if iou_type == "segm" and record.masks is not None:
        masks = [record.masks[row] for row in rows]
    columns = (rows + 1, record.image[rows] + 1, record.category[rows] + 1, area[rows])
    cells = zip(*(one.tolist() for one in columns), record.box[rows].tolist(), masks, strict=True)
    return [
        {
            "id": number,
            "image_id": image,
            "category_id": category,
            "area": size,
            **({"bbox": box} if mask is None else {"segmentation": _text(mask)}),
        }
        for number, image, category, size, box, mask in cells
    ]


def _text(mask: Mask) -> dict[str, Any]:
    return {"size": [mask.height, mask.width], "counts": mask.counts.decode()}


def _arranged(
    truth: GroundTruth,
    detections: Detections,
    parts: list[Any],
    asked: NDArray[np.int64],
    alone: tuple[NDArray[np.int64], NDArray[np.int64]],
    area: NDArray[np.float64],
) -> Matches:
    n_classes, n_images = len(truth.class_names), truth.n_images
    positives = np.zeros((len(SIZES), n_classes, n_images), np.int64)
    for part in parts:
        size = _size_of(part)
        place = part["category_id"] - 1, part["image_id"] - 1
        positives[(size, *place)] = sum(part["gtInDenominator"])
    seen = [part for part in parts if part["dtIds"] and _size_of(part) == 0]
    index = asked[np.array([one - 1 for part in seen for one in part["dtIds"]], np.int64)]
    rank = np.array([rank for part in seen for rank in range(len(part["dtIds"]))], np.int64)
    index, rank = (np.concatenate(both) for both in zip((index, rank), alone, strict=True))
    right, wrong, found = _judged(parts, asked, len(detections))
    for size, (low, high) in enumerate(_STARTS):
        # COCO ignores what is of another size and finds nothing
        wrong[size][:, alone[0]] = (area[alone[0]] >= low) & (area[alone[0]] <= high)
    # COCO ranks by score, and keeps the order of classes and images where scores are equal
    order = np.lexsort(
        (rank, detections.image[index], -detections.score[index], detections.category[index])
    )
    index = index[order]
    return Matches(
        index=index,
        category=detections.category[index],
        image=detections.image[index],
        score=detections.score[index],
        rank=rank[order],
        found=found[:, index],
        is_right=right[:, :, index],
        is_wrong=wrong[:, :, index],
        positives=positives,
    )


def _judged(
    parts: list[Any], asked: NDArray[np.int64], n: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
    right = np.zeros((len(SIZES), len(IOUS), n), bool)
    wrong = np.zeros_like(right)
    found = np.full((len(IOUS), n), -1, np.int64)
    for part in parts:
        places = asked[np.array(part["dtIds"], np.int64) - 1]
        if not places.size:
            continue
        size = _size_of(part)
        matched, ignored = np.array(part["dtMatched"]), np.array(part["dtIgnore"])
        right[size][:, places] = matched & ~ignored
        wrong[size][:, places] = ~matched & ~ignored
        if size == 0:
            found[:, places] = np.where(matched, np.array(part["dtMatches"], np.int64) - 1, -1)
    return right, wrong, found


_STARTS = {(0.0, 1e10): 0, (0.0, 1024.0): 1, (1024.0, 9216.0): 2, (9216.0, 1e10): 3}


def _size_of(part: Any) -> int:
    low, high = part["aRng"]
    return _STARTS[float(low), float(high)]
