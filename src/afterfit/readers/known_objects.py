"""Annotated objects, and what the ids in files about the same images mean."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from afterfit.records import GroundTruth


@dataclass(frozen=True, slots=True, eq=False)
class KnownObjects:
    """A ground truth, and what the ids mean that files of detections name."""

    truth: GroundTruth
    image_places: Mapping[Hashable, int]
    """Place of the image of each id, or name."""
    category_places: Mapping[Hashable, int]
    """Place of the class of each id."""
    is_numbered: bool = False
    """Whether ids of classes are the numbers of YOLO's labels."""
    attributes: Mapping[str, Sequence[object]] = field(default_factory=dict)
    """What is known of images beside their objects: by name, one value an image."""
    notes: tuple[str, ...] = ()
    """What the reader has to be told of how the files were read."""


def places_of_images(names: Sequence[str]) -> dict[Hashable, int]:
    """Return the place of each image by all that tools call it; what two share names neither.

    Ultralytics names an image by its file name without folder and suffix, as a number where that
    is one.

    Examples
    --------
    >>> places_of_images(["val/007.jpg"])
    {'val/007.jpg': 0, 'val/007': 0, '007.jpg': 0, '007': 0, 7: 0}
    """
    found = [(key, place) for place, name in enumerate(names) for key in _keys_of(name)]
    times = Counter(key for key, _ in found)
    return {key: place for key, place in found if times[key] == 1}


def _keys_of(name: str) -> Iterable[Hashable]:
    path = PurePosixPath(name)
    keys: list[Hashable] = [name, str(path.with_suffix("")), path.name, path.stem]
    if path.stem.isascii() and path.stem.isdigit():
        keys.append(int(path.stem))
    return dict.fromkeys(keys)
