"""Layer list → network made of stock torch modules."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from afterfit.training.image_zoo import IMAGE_MODEL_NAMES, build_image_network
from afterfit.training.zoo import ARCHITECTURES, Architecture, Conv, MaxPool

if TYPE_CHECKING:
    from torch import nn


def build_network(
    model_name: str,
    n_channels: int,
    n_classes: int,
    seed: int,
    size: tuple[int, int] = (1, 1),
) -> nn.Module:
    """Return an untrained network of that name; the same seed gives the same weights.

    It maps float32 of shape (n, n_channels, n_features, 1) to logits of shape (n, n_classes), for
    any n_features from 1; networks of ``IMAGE_MODEL_NAMES`` are made for one *size* of input. It is
    made of torch's own modules alone, so that a saved network loads where afterfit is not
    installed.
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if model_name in IMAGE_MODEL_NAMES:
            return build_image_network(model_name, n_channels, size, n_classes)
        return _sequential(ARCHITECTURES[model_name], n_channels, n_classes)


def _sequential(architecture: Architecture, n_channels: int, n_classes: int) -> nn.Sequential:
    from torch import nn

    layers: OrderedDict[str, nn.Module] = OrderedDict(input_norm=nn.BatchNorm2d(n_channels))
    width = n_channels
    for number, block in enumerate(architecture, start=1):
        if isinstance(block, Conv):
            layers |= conv_layers(block, width, number)
            width = block.channels
        else:
            layers[f"pool{number}"] = pool_layer(block)
    layers["average"] = nn.AdaptiveAvgPool2d(1)
    layers["flatten"] = nn.Flatten()
    layers["classifier"] = nn.Linear(width, n_classes)
    return nn.Sequential(layers)


def conv_layers(block: Conv, n_inputs: int, number: int) -> dict[str, nn.Module]:
    """Return convolution, normalisation and ReLU by name."""
    from torch import nn

    convolution = nn.Conv2d(
        n_inputs,
        block.channels,
        kernel_size=(block.kernel, 1),
        stride=(block.stride, 1),
        padding=(block.kernel // 2, 0),
        groups=n_inputs if block.depthwise else 1,
    )
    return {
        f"conv{number}": convolution,
        f"norm{number}": nn.BatchNorm2d(block.channels),
        f"relu{number}": nn.ReLU(),
    }


def pool_layer(block: MaxPool) -> nn.Module:
    """Return the highest value of each stretch."""
    from torch import nn

    return nn.MaxPool2d((block.kernel, 1), (block.stride, 1), (block.kernel // 2, 0))
