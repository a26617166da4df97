"""The sample images and detectors as YOLO's tools would write them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from afterfit.records import Detections, GroundTruth


def shares_of(box: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return centre, width and height as shares of the image."""
    centre = box[:, :2] + box[:, 2:] / 2
    return np.hstack([centre, box[:, 2:]]) / np.tile(size, 2)


def write_labels(folder: Path, truth: GroundTruth) -> Path:
    """Write one text file an image that has objects."""
    shares = shares_of(truth.box, truth.image_sizes[truth.image])
    return _write(folder, truth, truth.image, [
        f"{category} {' '.join(map(repr, row.tolist()))}"
        for category, row in zip(truth.category, shares, strict=True)
    ])  # fmt: skip


def write_seen(folder: Path, truth: GroundTruth, seen: Detections) -> Path:
    """Write one text file an image that has detections, confidence last."""
    shares = shares_of(seen.box, truth.image_sizes[seen.image])
    return _write(folder, truth, seen.image, [
        f"{category} {' '.join(map(repr, row.tolist()))} {float(score)!r}"
        for category, row, score in zip(seen.category, shares, seen.score, strict=True)
    ])  # fmt: skip


def write_images(path: Path, truth: GroundTruth, **columns: list[str]) -> Path:
    """Write the table of images with their sizes and other *columns*."""
    rows = [",".join(["image", "width", "height", *columns])]
    for place, name in enumerate(truth.image_names):
        width, height = truth.image_sizes[place]
        cells = (column[place] for column in columns.values())
        rows.append(",".join([name, f"{width:g}", f"{height:g}", *cells]))
    path.write_text("\n".join(rows) + "\n")
    return path


def _write(folder: Path, truth: GroundTruth, image: NDArray[np.int64], lines: list[str]) -> Path:
    folder.mkdir(parents=True)
    for place, name in enumerate(truth.image_names):
        own = [line for line, of in zip(lines, image.tolist(), strict=True) if of == place]
        if own:
            (folder / Path(name).with_suffix(".txt").name).write_text("\n".join(own) + "\n")
    return folder
