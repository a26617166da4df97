"""Every network of the zoo with random weights, in the form in which torch exports it."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from afterfit.training.zoo import Conv, MaxPool
from afterfit.training.zoo_index import layers_of
from afterfit.training.zoo_layers import (
    Average,
    Dense,
    Flatten,
    InputNorm,
    Layer,
    Output,
    Rebuild,
    RebuildFlat,
    Share,
    Upsample,
    UpsampleTo,
)
from tests.training.tflite.onnx_models import Net

CHANNELS, WIDTH, OUTPUTS = 3, 48, 4
SIDES = (CHANNELS, WIDTH, 1)


def zoo_net(name: str) -> Net:
    if name == "Lenet5":
        return _lenet()
    layers: Iterable[Layer] = layers_of(name) or ()
    if name.startswith("CLS_"):
        layers = (InputNorm(), *layers, Average(), Flatten(), Output())
    return _Builder().net(layers)


def _lenet() -> Net:
    net = Net((1, 12, 12))
    net.norm(1)
    for n_in, n_out in ((1, 8), (8, 16)):
        net.conv(n_in, n_out, (3, 3))
        net.add("MaxPool", kernel_shape=[2, 2], strides=[2, 2])
    net.add("Flatten")
    for n_in, n_out in ((16, 48), (48, 84)):
        net.linear(n_in, n_out)
        net.add("Relu")
    net.linear(84, OUTPUTS)
    return net


class _Builder:
    def __init__(self) -> None:
        self.made, self.channels, self.widths = Net(SIDES), CHANNELS, [WIDTH]

    def net(self, layers: Iterable[Layer]) -> Net:
        for layer in layers:
            self.add(layer)
        return self.made

    def add(self, layer: Layer) -> None:
        net, n = self.made, self.channels
        match layer:
            case InputNorm():
                net.norm(n)
            case Conv() | MaxPool() | Rebuild():
                self.slide(layer)
            case Average():
                net.add("GlobalAveragePool")
                self.widths.append(1)
            case Flatten():
                net.add("Flatten")
                self.channels *= self.widths[-1]
            case Dense() | Share() | Output() | RebuildFlat():
                self.multiply(layer)
            case Upsample():
                net.repeat(np.array([1, 1, layer.factor, 1], np.float32))
            case UpsampleTo():
                net.stretch((self.widths[layer.halvings], 1))

    def multiply(self, layer: Dense | Share | Output | RebuildFlat) -> None:
        net, n = self.made, self.channels
        match layer:
            case Dense():
                self.channels = layer.units * OUTPUTS
            case Share():
                self.channels = CHANNELS * WIDTH >> layer.of_input
            case Output():
                self.channels = OUTPUTS
            case RebuildFlat():
                self.channels = CHANNELS * WIDTH
        net.linear(n, self.channels)
        if isinstance(layer, Dense | Share):
            net.add("Relu")
        if isinstance(layer, RebuildFlat):
            net.add("Reshape", net.stored(np.array([-1, *SIDES])))

    def slide(self, layer: Conv | MaxPool | Rebuild) -> None:
        half, stride = layer.kernel // 2, 1 if isinstance(layer, Rebuild) else layer.stride
        places: dict[str, Any] = {"strides": [stride, 1], "pads": [half, 0, half, 0]}
        self.widths.append((self.widths[-1] + 2 * half - layer.kernel) // stride + 1)
        kernel = (layer.kernel, 1)
        if isinstance(layer, MaxPool):
            self.made.add("MaxPool", kernel_shape=list(kernel), **places)
            return
        wanted = layer.channels if isinstance(layer, Conv) else CHANNELS
        groups = self.channels if isinstance(layer, Conv) and layer.depthwise else 1
        is_conv = isinstance(layer, Conv)
        self.made.conv(self.channels, wanted, kernel, relu=is_conv, group=groups, **places)
        self.channels = wanted
