"""Ultralytics' ``predictions.json``, against labels in YOLO's form → detections."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path

from afterfit.errors import InputError
from afterfit.readers.coco import detections_of_entries
from afterfit.readers.coco_entries import Entry, entries_of, read_json
from afterfit.readers.known_objects import KnownObjects
from afterfit.records import Detections


def read_ultralytics_detections(
    path: Path,
    against: KnownObjects,
    *,
    first_class_id: int | None = None,
    variant: str | None = None,
    split: str = "test",
) -> Detections:
    """Return the detections of a results file whose classes are numbered as labels are.

    Some versions of Ultralytics number classes from 0 and some from 1; the file tells which where
    its first or its last class was ever detected.

    Parameters
    ----------
    path : path
    against : KnownObjects
        Labels in YOLO's form, whose images are named by their files.
    first_class_id : 0 or 1, optional
        The id of class 0; as the file tells it without.
    variant, split : str

    Raises
    ------
    InputError
        When an entry is no detection, or the file does not tell how it numbers classes.
    """
    entries = entries_of(read_json(path), str(path))
    n_classes = len(against.truth.class_names)
    if first_class_id is None:
        first_class_id = _first_id(entries, n_classes, str(path))
    numbered: dict[Hashable, int] = {first_class_id + place: place for place in range(n_classes)}
    known = replace(against, category_places=numbered)
    return detections_of_entries(entries, str(path), known, variant or path.stem, split)


def _first_id(entries: Sequence[Entry], n_classes: int, where: str) -> int:
    told = (one.get("category_id") for one in entries)
    ids = {one for one in told if isinstance(one, int) and not isinstance(one, bool)}
    if ids and max(ids) > n_classes:
        raise InputError(
            f"category_id {max(ids)} is beyond the {n_classes} classes of the labels; where these "
            "are the 91 ids of COCO, give COCO's own JSON as --ground-truth",
            where=where,
        )
    if {0, n_classes} <= ids:
        raise InputError(
            f"category_ids run from 0 to {n_classes}, one more than the {n_classes} classes of the "
            "labels",
            where=where,
        )
    if 0 in ids or n_classes in ids or not entries:
        return 0 if 0 in ids else 1
    raise InputError(
        f"category_ids run from {min(ids)} to {max(ids)} of {n_classes} classes, which does not "
        "tell whether the first class is 0 or 1: say so with --first-class-id"
        if ids
        else "no entry has a whole number as category_id",
        where=where,
    )
