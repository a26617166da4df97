"""Turn the digits of scikit-learn into small grey images in Tensorlab's layout, in one .zip.

    python examples/digits/convert.py

The .zip is part of this repository; run this only to make it again, byte for byte (it needs
scikit-learn and Pillow).
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

TARGET = Path(__file__).parent / "digits.zip"
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BRIGHTEST = 16  # the set counts the dark pixels of blocks of 4 × 4
TRAIN, VALIDATION = 0.6, 0.2  # in the order of the set; the rest is for testing


def split_of(place: int, n: int) -> str:
    share = place / n
    return "train" if share < TRAIN else "val" if share < TRAIN + VALIDATION else "test"


def png(image: np.ndarray) -> bytes:
    pixels = np.rint(image * (255 / BRIGHTEST)).astype(np.uint8)
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def main() -> None:
    digits = load_digits()
    lists: dict[str, list[str]] = {"train": [], "val": [], "test": []}
    with ZipFile(TARGET, "w") as archive:
        for digit, name in enumerate(NAMES):
            of_class = digits.images[digits.target == digit]
            for place, image in enumerate(of_class):
                file = f"{name}/{place:03d}.png"
                # an entry without a date is the same whenever it is made
                archive.writestr(ZipInfo(f"classes/{file}"), png(image))
                lists[split_of(place, len(of_class))].append(file)
        for split, names in lists.items():
            text = "\n".join(sorted(names)) + "\n"
            archive.writestr(ZipInfo(f"annotations/instances_{split}_list.txt"), text)
            print(f"{split}: {len(names)} images")


if __name__ == "__main__":
    main()
