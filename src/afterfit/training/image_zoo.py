"""Networks for images and spectrograms: two-dimensional, with the size of the input in them."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from afterfit.errors import InputError

if TYPE_CHECKING:
    from torch import nn

IMAGE_MODEL_NAMES = ("Lenet5",)
"""Names of the networks that see height and width; the names are Tensorlab's."""

_SMALLEST = 10  # two convolutions of 3 and two halvings leave one element


def build_image_network(n_channels: int, size: tuple[int, int], n_classes: int) -> nn.Sequential:
    """Return an untrained Lenet5: 60,432 parameters for one channel of 28 × 28 and ten classes.

    Two convolutions of 3 × 3 with batch normalisation and ReLU, each halved by the maximum, then
    linear layers of 12 neurons a class, 84 neurons, and the classes; after Tensorlab's model of
    that name (tinyml-modelzoo, BSD-3-Clause).

    Raises
    ------
    InputError
        When the images are smaller than 10 × 10.
    """
    from torch import nn

    if min(size) < _SMALLEST:
        raise InputError(
            f"Lenet5 needs images of at least {_SMALLEST} × {_SMALLEST}, got "
            f"{size[0]} × {size[1]}; enlarge them, or choose a network of signals",
            where="training -> model_name",
        )
    height, width = (((side - 2) // 2 - 2) // 2 for side in size)
    return nn.Sequential(
        OrderedDict(
            input_norm=nn.BatchNorm2d(n_channels),
            conv1=nn.Conv2d(n_channels, 8, 3),
            norm1=nn.BatchNorm2d(8),
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv2=nn.Conv2d(8, 16, 3),
            norm2=nn.BatchNorm2d(16),
            relu2=nn.ReLU(),
            pool2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            linear1=nn.Linear(16 * height * width, 12 * n_classes),
            relu3=nn.ReLU(),
            linear2=nn.Linear(12 * n_classes, 84),
            relu4=nn.ReLU(),
            classifier=nn.Linear(84, n_classes),
        )
    )
