"""The size of an image, from the head of its file."""

import warnings
from pathlib import Path

from afterfit.errors import InputError, MissingExtraError

_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)


def image_size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels as the image is shown; its pixels are not read.

    Cameras that were held upright say so in EXIF, and programs that show or annotate the image
    turn it; so do YOLO's tools.

    Raises
    ------
    InputError
        When the file is no image that can be read.
    """
    try:
        from PIL import Image
    except ModuleNotFoundError:
        raise MissingExtraError("reading images", "images") from None
    try:
        with warnings.catch_warnings():
            # only the head is read, so a large image does no harm
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                width, height = image.size
                turned = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except Exception as error:
        # damaged images raise OSError, ValueError, SyntaxError, struct.error and others
        raise InputError(f"not an image that can be read: {error}", where=str(path)) from None
    return (height, width) if turned else (width, height)
