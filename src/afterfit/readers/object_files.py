"""Files and folders of annotated and detected objects, of any form that is read."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from afterfit.errors import InputError
from afterfit.readers.coco import read_coco_detections, read_coco_truth
from afterfit.readers.image_list import ImageList, read_image_list
from afterfit.readers.known_objects import KnownObjects, places_of_images
from afterfit.readers.object_names import read_object_names
from afterfit.readers.read_options import ReadOptions
from afterfit.readers.ultralytics_json import read_ultralytics_detections
from afterfit.readers.yolo import read_yolo_detections, read_yolo_truth
from afterfit.records import Detections


def read_objects(path: str | Path, options: ReadOptions) -> KnownObjects:
    """Return annotated objects: COCO JSON, or a folder of YOLO's labels.

    Parameters
    ----------
    path : path
    options : ReadOptions
        ``images`` and ``names`` where they are told apart, and what is laid over each other.

    Raises
    ------
    InputError
        When files cannot be used; with file and line, or index.
    """
    path = Path(path)
    images = None if options.images is None else read_image_list(Path(options.images))
    if not path.is_dir():
        known = read_coco_truth(path, options.iou_type)
        return known if images is None else _with_images(known, images, str(options.images))
    if not any(path.rglob("*.txt")):
        raise InputError(
            "holds no .txt of YOLO's labels, one an image; COCO's annotations are one .json file",
            where=str(path),
        )
    _refuse_masks(options, path)
    if images is None:
        raise InputError(
            "labels are shares of their images: --images FOLDER, or a CSV file with image, width "
            "and height, tells the sizes and which images have no label",
            where=str(path),
        )
    return read_yolo_truth(path, images, names_of(options))


def read_detections(
    path: str | Path, against: KnownObjects, options: ReadOptions, variant: str | None = None
) -> Detections:
    """Return the detections of one model: COCO JSON, or what YOLO's tools write.

    Raises
    ------
    InputError
        When files cannot be used; with file and line, or index.
    """
    path, split = Path(path), options.split_name or "test"
    if path.is_dir():
        _refuse_masks(options, path)
        return read_yolo_detections(
            path, against, names=names_of(options), variant=variant, split=split
        )
    if against.is_numbered:
        return read_ultralytics_detections(
            path, against, first_class_id=options.first_class_id, variant=variant, split=split
        )
    return read_coco_detections(
        path, against, variant=variant, split=split, iou_type=options.iou_type
    )


def names_of(options: ReadOptions) -> tuple[str, ...] | None:
    """Return the names of classes that were given, by a file or one by one."""
    if options.names is not None:
        return read_object_names(Path(options.names))
    return options.classes


def _refuse_masks(options: ReadOptions, path: Path) -> None:
    if options.iou_type == "segm":
        raise InputError(
            "YOLO's text files are read as boxes; masks are compared in COCO JSON, or leave out "
            "--iou-type",
            where=str(path),
        )


def _with_images(known: KnownObjects, images: ImageList, where: str) -> KnownObjects:
    """Add what a list tells of the images of a COCO file: attributes, and sizes it has not."""
    places = places_of_images(images.names)
    rows = []
    for name in known.truth.image_names:
        place = places.get(name, places.get(Path(name).stem))
        if place is None:
            raise InputError(f"has no image {name!r}, which the ground truth has", where=where)
        rows.append(place)
    told = {name: [cells[row] for row in rows] for name, cells in images.attributes.items()}
    sizes = known.truth.image_sizes
    sizes = np.where(np.isnan(sizes), images.sizes[rows], sizes)
    truth = replace(known.truth, image_sizes=sizes)
    return replace(known, truth=truth, attributes={**known.attributes, **told})
