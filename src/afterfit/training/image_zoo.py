"""Networks for images and spectrograms: two-dimensional, by name."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from afterfit.errors import InputError
from afterfit.training.mlperf_tiny_zoo import build_ds_cnn, build_mobilenet, build_resnet8

if TYPE_CHECKING:
    from torch import nn

_LENET_LEAST = 10  # two convolutions of 3 and two halvings leave one element
_LEAST = 2  # a side of 1 is a signal


def build_image_network(
    model_name: str, n_channels: int, size: tuple[int, int], n_classes: int
) -> nn.Module:
    """Return an untrained network of ``IMAGE_MODEL_NAMES``; it gives logits.

    Raises
    ------
    InputError
        When the images are too small for it.
    """
    build, least = _BUILDERS[model_name]
    if min(size) < least:
        raise InputError(
            f"{model_name} needs images of at least {least} × {least}, got "
            f"{size[0]} × {size[1]}; enlarge them, or choose a network of signals",
            where="training -> model_name",
        )
    return build(n_channels, size, n_classes)


def build_lenet5(n_channels: int, size: tuple[int, int], n_classes: int) -> nn.Module:
    """Return an untrained Lenet5: 60,432 parameters for one channel of 28 × 28 and ten classes.

    Two convolutions of 3 × 3 with batch normalisation and ReLU, each halved by the maximum, then
    linear layers of 12 neurons a class, 84 neurons, and the classes; after Tensorlab's model of
    that name (tinyml-modelzoo, BSD-3-Clause).
    """
    from torch import nn

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


_Build = Callable[[int, tuple[int, int], int], "nn.Module"]

_BUILDERS: Mapping[str, tuple[_Build, int]] = MappingProxyType(
    {
        "Lenet5": (build_lenet5, _LENET_LEAST),
        "DSCNN": (lambda channels, _, classes: build_ds_cnn(channels, classes), _LEAST),
        "ResNet8": (lambda channels, _, classes: build_resnet8(channels, classes), _LEAST),
        "MobileNetV1_025": (
            lambda channels, _, classes: build_mobilenet(channels, classes),
            _LEAST,
        ),
    }
)
"""How each is built, and the shortest side that it takes."""

IMAGE_MODEL_NAMES: tuple[str, ...] = tuple(_BUILDERS)
"""Names of the networks that see height and width: Tensorlab's, then those of MLPerf Tiny."""
