"""Images of COCO JSON → what is known of each beside its objects."""

from collections.abc import Mapping, Sequence
from typing import Any

from afterfit.readers.coco_entries import Entry

_NO_ATTRIBUTES = ("id", "file_name", "width", "height", "attributes")


def attributes_of(images: Sequence[Entry]) -> dict[str, list[Any]]:
    """Return the other fields of images, one value an image, None where it has none.

    Those that annotation tools put into a field ``attributes`` are there too.

    Examples
    --------
    >>> attributes_of([{"id": 1, "weather": "rain"}, {"id": 2, "attributes": {"night": True}}])
    {'weather': ['rain', None], 'night': [None, True]}
    """
    told = [_told(image) for image in images]
    names = dict.fromkeys(name for one in told for name in one)
    return {name: [one.get(name) for one in told] for name in names}


def _told(image: Entry) -> dict[str, Any]:
    inner = image.get("attributes")
    every = {**image, **(inner if isinstance(inner, Mapping) else {})}
    return {
        str(name): value
        for name, value in every.items()
        if name not in _NO_ATTRIBUTES and isinstance(value, str | int | float)
    }
