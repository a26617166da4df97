"""Attributes of images → where a detector fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import plan_column
from afterfit.analyses.detection import AnalyzedDetections, Draws, slice_detections
from afterfit.errors import InputError, did_you_mean
from afterfit.pipeline.slice_codes import frame_of_columns
from afterfit.readers import slices_of, survey_cells
from afterfit.records import Slicing
from afterfit.results import DetectorSlices
from afterfit.wording import some_names

_WHERE = "--slice"


def columns_meant(
    attributes: Mapping[str, Sequence[object]], wanted: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the attributes that *wanted* means, several together for their combinations.

    Each is a name, a glob, or names with commas between them.

    Raises
    ------
    InputError
        When images have no such attribute.
    """
    found = [columns for text in wanted for columns in _meant(attributes, text.strip())]
    return tuple(dict.fromkeys(found))


def _meant(attributes: Mapping[str, Sequence[object]], text: str) -> list[tuple[str, ...]]:
    if text not in attributes and set("*?[") & set(text):
        matching: list[tuple[str, ...]] = [
            (name,) for name in attributes if fnmatchcase(name, text)
        ]
        if matching:
            return matching
    parts = [text] if text in attributes else [part.strip() for part in text.split(",")]
    for part in parts:
        if part not in attributes:
            raise InputError(
                f"images have no attribute {part!r}{did_you_mean(part, attributes)}; "
                f"{_known(attributes)}",
                where=_WHERE,
            )
    return [tuple(dict.fromkeys(parts))]


def _known(attributes: Mapping[str, Sequence[object]]) -> str:
    if attributes:
        return f"they have {some_names(attributes, 20)}"
    return (
        "they have none: put them into the images of the COCO JSON, or name a CSV file with "
        "--images that has a column image"
    )


@dataclass(frozen=True, slots=True, eq=False)
class SlicedImages:
    """How images are sliced, and the slice of each image."""

    slicings: tuple[Slicing, ...]
    codes: tuple[NDArray[np.int64], ...]
    """For each slicing the slice of each image, shape (n_images,)."""


def plan_images(
    attributes: Mapping[str, Sequence[object]], wanted: Sequence[str], n_images: int
) -> SlicedImages:
    """Return how images are sliced by the attributes that are wanted.

    Raises
    ------
    InputError
        When there is no such attribute, one is an id, or has not one value for each image.
    """
    meant = columns_meant(attributes, wanted)
    names = dict.fromkeys(name for columns in meant for name in columns)
    cells = frame_of_columns({name: attributes[name] for name in names}, n_images)
    plans = {name: plan_column(name, survey_cells(cells[name])) for name in names}
    slicings = tuple(Slicing(tuple(plans[name] for name in columns)) for columns in meant)
    return SlicedImages(slicings, tuple(slices_of(slicing, cells) for slicing in slicings))


def slices_of_detector(
    one: AnalyzedDetections, draws: Draws, sliced: SlicedImages
) -> DetectorSlices:
    """Return where one variant fails, at its confidence of best F1."""
    result = one.result
    return slice_detections(
        one.matches,
        draws,
        result.confidence.points[0].confidence.value,
        result.quality.scope,
        sliced.slicings,
        sliced.codes,
    )
