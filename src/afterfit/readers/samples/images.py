"""A folder of images, one folder a class → pixels."""

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.files import decode_image
from afterfit.readers.samples.class_folders import class_files
from afterfit.readers.samples.options import SampleOptions
from afterfit.readers.samples.raw import RawSamples
from afterfit.records import ModelSignature

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".ppm", ".pgm"})

Colours = Literal["L", "RGB"]

_MODES: dict[int, Colours] = {1: "L", 3: "RGB"}
_SCALES = {"0..255": (1.0, 0.0), "0..1": (1 / 255, 0.0), "-1..1": (2 / 255, -1.0)}


def read_images(folder: Path, options: SampleOptions, signature: ModelSignature) -> RawSamples:
    """Return images of shape (n, height, width, channels), in grey or RGB as the model takes them.

    Raises
    ------
    InputError
        When nobody said what pixels become, an image is damaged or of another size, or the model
        takes no images.
    """
    if options.pixels is None:
        raise InputError(
            "what pixels become was not said; pass --pixels 0..255, 0..1 or -1..1, as the model "
            "was trained",
            where=str(folder),
        )
    height, width, channels = _wanted(signature, folder)
    scale, shift = _SCALES[options.pixels]
    files = class_files(folder, IMAGES, "an image")
    resize = options.resize
    stacked = np.stack(
        [_decode(file, _MODES[channels], (height, width), resize) for file, _ in files]
    )
    resized = " Images of another size were resized (bilinear)." if resize else ""
    return RawSamples(
        X=stacked.astype(np.float32) * np.float32(scale) + np.float32(shift),
        labels=[name for _, name in files],
        label_name="folder",
        sources=[file.relative_to(folder).as_posix() for file, _ in files],
        layout="channels-last",
        where=str(folder),
        notes=(f"Images in {_MODES[channels]}, pixels {options.pixels}.{resized}",),
    )


def _wanted(signature: ModelSignature, folder: Path) -> tuple[int, int, int]:
    """Return height, width and channels of the model's window."""
    window = tuple(side for side in signature.window if side is not None)
    if len(window) == len(signature.window) == 3:
        first, last = (window[1], window[2], window[0]), window
        usual, other = (first, last) if signature.channels == "first" else (last, first)
        for height, width, channels in (usual, other):
            if channels in _MODES:
                return height, width, channels
    raise InputError(
        f"images need a model that takes 1 or 3 channels of a known size, got windows of shape "
        f"{signature.window}",
        where=str(folder),
    )


def _decode(file: Path, colours: Colours, size: tuple[int, int], resize: bool) -> NDArray[np.uint8]:
    pixels = decode_image(file, colours=colours, size=size if resize else None)
    height, width = pixels.shape[:2]
    if (height, width) != size:
        raise InputError(
            f"the image is {width} × {height} pixels, the model takes {size[1]} × {size[0]}; "
            "pass --resize",
            where=str(file),
        )
    return pixels
