"""Entries of COCO JSON, checked one by one: what is wrong is told with file and index."""

import json
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from afterfit.errors import InputError, did_you_mean

Entry = Mapping[str, Any]


def read_json(path: Path) -> Any:
    """Return the content of a JSON file.

    Raises
    ------
    InputError
        When there is no such file, or it is no JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputError("there is no such file", where=str(path)) from None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"not JSON that can be read: {error}", where=str(path)) from None


def entries_of(content: Any, where: str) -> Sequence[Entry]:
    """Return a JSON list whose members are objects, `{…}`."""
    if not isinstance(content, list):
        raise InputError(f"must be a list, got {type(content).__name__}", where=where)
    for index, entry in enumerate(content):
        if not isinstance(entry, dict):
            raise InputError(
                f"must be an object {{…}}, got {type(entry).__name__}", where=f"{where}[{index}]"
            )
    return content


def field_of(entry: Entry, name: str, where: str) -> Any:
    """Return a field that every entry needs."""
    if name not in entry:
        raise InputError(
            f"has no {name!r}{did_you_mean(name, map(str, entry))}; it has "
            f"{', '.join(map(str, entry)) or 'nothing'}",
            where=where,
        )
    return entry[name]


def number_of(entry: Entry, name: str, where: str) -> float:
    """Return a finite number."""
    value = field_of(entry, name, where)
    if not _is_number(value):
        raise InputError(f"{name} must be a number, got {value!r}", where=where)
    return float(value)


def box_of(entry: Entry, where: str) -> list[float]:
    """Return left, top, width and height, the last two not negative."""
    box = field_of(entry, "bbox", where)
    if not isinstance(box, list) or len(box) != 4 or not all(map(_is_number, box)):
        raise InputError(f"bbox must be 4 numbers [left, top, width, height], got {box!r}",
                         where=where)  # fmt: skip
    if box[2] < 0 or box[3] < 0:
        raise InputError(
            f"bbox must have a width and height of 0 or more, got {box}; COCO's boxes are "
            "[left, top, width, height], not two corners",
            where=where,
        )
    return [float(side) for side in box]


def score_of(entry: Entry, where: str) -> float:
    """Return a confidence in [0, 1]."""
    score = number_of(entry, "score", where)
    if not 0 <= score <= 1:
        raise InputError(
            f"score must lie in [0, 1], got {score:g}; turn logits into probabilities with a "
            "sigmoid first",
            where=where,
        )
    return score


def place_of(entry: Entry, name: str, places: Mapping[Hashable, int], where: str) -> int:
    """Return the place of what an id of the entry names, ``image_id`` or ``category_id``."""
    key = field_of(entry, name, where)
    place = places.get(key) if isinstance(key, Hashable) else None
    if place is None:
        known = ", ".join(str(one) for one in list(places)[:5])
        raise InputError(
            f"{name} {key!r} is not in the ground truth, which has {known}"
            f"{', …' if len(places) > 5 else ''}",
            where=where,
        )
    return place


def check_unique(keys: Iterable[Any], name: str, where: str) -> None:
    """Refuse an id, or a name, that is there twice or is no number or text; None for none."""
    seen: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        if key is None:
            continue
        if not isinstance(key, int | float | str):
            raise InputError(
                f"{name} must be a number or a text, got {key!r}", where=f"{where}[{index}]"
            )
        if key in seen:
            raise InputError(
                f"{name} {key!r} is there twice, first at index {seen[key]}",
                where=f"{where}[{index}]",
            )
        seen[key] = index


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
