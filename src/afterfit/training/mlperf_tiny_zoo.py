"""The networks of the MLPerf Tiny benchmark: layers and parameters as published.

Banbury et al. (2021), MLPerf Tiny Benchmark, arXiv:2106.07597; github.com/mlcommons/tiny
(Apache-2.0), benchmark/training. Each starts with a batch normalisation of its input, as all
networks here do, in place of the benchmark's own scaling; dropout, which is for training on much
more data, is left out. Sides that are halved are padded alike on both ends.
"""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import fx, nn

_DS_CNN_CHANNELS, _DS_CNN_BLOCKS = 64, 4
_MOBILENET_START = 8
_MOBILENET_BLOCKS = (
    (16, 1), (32, 2), (32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (128, 1), (128, 1),
    (128, 1), (128, 1), (256, 2), (256, 1),
)  # fmt: skip
"""Channels and stride of each block of MobileNet v1 with a quarter of its channels."""
_RESNET_STACKS = ((16, 1), (32, 2), (64, 2))
"""Channels and stride of each stack of ResNet-8."""


def build_ds_cnn(n_channels: int, n_classes: int) -> nn.Sequential:
    """Return the DS-CNN of keyword spotting: 23,756 parameters for one channel and 12 classes.

    A convolution of 10 frames × 4 bands at every second, four depthwise-separable blocks of 64
    channels, the mean, one linear layer (with running statistics 24,908, as published).

    References
    ----------
    Zhang et al. (2017), Hello Edge: Keyword Spotting on Microcontrollers, arXiv:1711.07128.
    """
    from torch import nn

    width = _DS_CNN_CHANNELS
    layers: OrderedDict[str, nn.Module] = OrderedDict(
        input_norm=nn.BatchNorm2d(n_channels),
        conv1=nn.Conv2d(n_channels, width, (10, 4), stride=2, padding=(5, 1)),
        norm1=nn.BatchNorm2d(width),
        relu1=nn.ReLU(),
    )
    for number in range(_DS_CNN_BLOCKS):
        layers |= _separable(2 * number + 2, width, width)
    return nn.Sequential(OrderedDict({**layers, **_head(width, n_classes)}))


def build_mobilenet(n_channels: int, n_classes: int) -> nn.Sequential:
    """Return MobileNet v1 × 0.25 of visual wake words: 216,322 parameters for RGB and 2 classes.

    Any size; the benchmark's is 96 × 96 (with running statistics 221,794, as published).

    References
    ----------
    Howard et al. (2017), MobileNets, arXiv:1704.04861.
    """
    from torch import nn

    width = _MOBILENET_START
    layers: OrderedDict[str, nn.Module] = OrderedDict(input_norm=nn.BatchNorm2d(n_channels))
    layers |= _active(1, n_channels, width, 3, 2)
    for number, (channels, stride) in enumerate(_MOBILENET_BLOCKS):
        layers |= _separable(2 * number + 2, width, channels, stride)
        width = channels
    return nn.Sequential(OrderedDict({**layers, **_head(width, n_classes)}))


def build_resnet8(n_channels: int, n_classes: int) -> fx.GraphModule:
    """Return the ResNet-8 of image classification: 78,186 parameters for RGB and 10 classes.

    Any size; the benchmark's is 32 × 32 (with running statistics 78,666, as published). Its layers
    are torch's own, so that a saved network loads where afterfit is not installed.

    References
    ----------
    He et al. (2016), Deep Residual Learning for Image Recognition, CVPR, 770-778.
    """
    from torch import nn

    width = _RESNET_STACKS[0][0]
    wiring = _Wiring()
    at = wiring.through(wiring.input, {"input_norm": nn.BatchNorm2d(n_channels)})
    at = wiring.through(at, _active(1, n_channels, width, 3))
    for place, (channels, stride) in enumerate(_RESNET_STACKS):
        first, second = 2 * place + 2, 2 * place + 3
        inner = wiring.through(at, _active(first, width, channels, 3, stride))
        inner = wiring.through(inner, _normed(second, channels, channels, 3))
        if channels != width:
            at = wiring.through(at, {f"shortcut{second}": nn.Conv2d(width, channels, 1, stride)})
        at = wiring.through(wiring.added(at, inner), {f"relu{second}": nn.ReLU()})
        width = channels
    return wiring.finished(wiring.through(at, _head(width, n_classes)))


class _Wiring:
    """Layers and how they hang together, where they are more than a sequence."""

    def __init__(self) -> None:
        from torch import fx

        self._graph = fx.Graph()
        self._modules: dict[str, nn.Module] = {}
        self.input = self._graph.placeholder("input")

    def through(self, at: fx.Node, layers: Mapping[str, nn.Module]) -> fx.Node:
        """Return what the last of *layers* gives."""
        for name, layer in layers.items():
            self._modules[name] = layer
            at = self._graph.call_module(name, (at,))
        return at

    def added(self, one: fx.Node, other: fx.Node) -> fx.Node:
        """Return the sum of both."""
        return self._graph.call_function(operator.add, (one, other))

    def finished(self, at: fx.Node) -> fx.GraphModule:
        """Return the network that ends there."""
        from torch import fx

        self._graph.output(at)
        return fx.GraphModule(self._modules, self._graph, "Network")


def _normed(
    number: int, n_inputs: int, n_outputs: int, kernel: int, stride: int = 1, groups: int = 1
) -> dict[str, nn.Module]:
    """Return a square convolution, padded by half its kernel, with its normalisation."""
    from torch import nn

    convolution = nn.Conv2d(n_inputs, n_outputs, kernel, stride, kernel // 2, groups=groups)
    return {f"conv{number}": convolution, f"norm{number}": nn.BatchNorm2d(n_outputs)}


def _active(
    number: int, n_inputs: int, n_outputs: int, kernel: int, stride: int = 1, groups: int = 1
) -> dict[str, nn.Module]:
    from torch import nn

    layers = _normed(number, n_inputs, n_outputs, kernel, stride, groups)
    return {**layers, f"relu{number}": nn.ReLU()}


def _separable(number: int, n_inputs: int, n_outputs: int, stride: int = 1) -> dict[str, nn.Module]:
    """Return 3 × 3 over each channel on its own, then 1 × 1 over the channels."""
    depthwise = _active(number, n_inputs, n_inputs, 3, stride, groups=n_inputs)
    return {**depthwise, **_active(number + 1, n_inputs, n_outputs, 1)}


def _head(width: int, n_classes: int) -> dict[str, nn.Module]:
    from torch import nn

    return {
        "average": nn.AdaptiveAvgPool2d(1),
        "flatten": nn.Flatten(),
        "classifier": nn.Linear(width, n_classes),
    }
