"""Layer list → network that tells numbers, made of stock torch modules."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, assert_never

from afterfit.errors import InputError
from afterfit.training.networks import conv_layers, pool_layer
from afterfit.training.zoo import Conv, MaxPool
from afterfit.training.zoo_index import LAYERS
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

if TYPE_CHECKING:
    from torch import nn


def build_number_network(
    model_name: str, sample_shape: tuple[int, ...], n_outputs: int, seed: int
) -> nn.Sequential:
    """Return an untrained network of that name; the same seed gives the same weights.

    It maps float32 of shape (n, *sample_shape) to numbers of shape (n, n_outputs), or, if it is an
    autoencoder, to the shape of its input. It is a plain ``torch.nn.Sequential`` of torch's own
    modules.

    Parameters
    ----------
    sample_shape
        (n_channels, n_features, 1).
    n_outputs
        Numbers to tell; not used by autoencoders.

    Raises
    ------
    InputError
        When an autoencoder cannot give back as many features as there are.
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        builder = _Builder(model_name, sample_shape, n_outputs)
        for number, layer in enumerate(LAYERS[model_name], start=1):
            builder.add(layer, number)
        return builder.network()


class _Builder:
    """Collects modules and keeps the shape that reaches the next one."""

    def __init__(self, name: str, sample_shape: tuple[int, ...], n_outputs: int) -> None:
        self._name, self._n_outputs = name, n_outputs
        self._input = self._channels, self._width = sample_shape[:2]
        self._modules: OrderedDict[str, nn.Module] = OrderedDict()

    def network(self) -> nn.Sequential:
        from torch import nn

        rebuilds = any(isinstance(each, Rebuild) for each in LAYERS[self._name])
        if rebuilds and self._width != self._input[1]:
            raise InputError(
                f"{self._name} gives back {self._width} features where {self._input[1]} came in; "
                f"it needs a multiple of {self._multiple()}, so change "
                "data_processing_feature_extraction -> frame_size, or take AD_17k or AD_Linear, "
                "which fit any number",
                where="training -> model_name",
            )
        return nn.Sequential(self._modules)

    def _multiple(self) -> int:
        strides = [each.stride for each in LAYERS[self._name] if isinstance(each, Conv)]
        return int(2 ** strides.count(2))

    def add(self, layer: Layer, number: int) -> None:
        from torch import nn

        match layer:
            case InputNorm():
                self._modules["input_norm"] = nn.BatchNorm2d(self._channels)
            case Conv():
                self._modules |= conv_layers(layer, self._channels, number)
                self._channels = layer.channels
                self._width = _after(self._width, layer.kernel, layer.stride)
            case MaxPool():
                self._modules[f"pool{number}"] = pool_layer(layer)
                self._width = _after(self._width, layer.kernel, layer.stride)
            case Average():
                self._modules["average"] = nn.AdaptiveAvgPool2d(1)
                self._width = 1
            case Flatten():
                self._modules["flatten"] = nn.Flatten()
                self._channels, self._width = self._channels * self._width, 1
            case Dense() | Output() | Share() | RebuildFlat():
                self._add_linear(layer, number)
            case Upsample() | UpsampleTo():
                self._add_upsampling(layer, number)
            case Rebuild():
                kernel = (layer.kernel, 1)
                padding = (layer.kernel // 2, 0)
                channels = self._input[0]
                self._modules["rebuild"] = nn.Conv2d(
                    self._channels, channels, kernel, padding=padding
                )
                self._channels = channels
            case _:
                assert_never(layer)

    def _add_linear(self, layer: Dense | Output | Share | RebuildFlat, number: int) -> None:
        from torch import nn

        n_in, n_numbers = self._channels, self._input[0] * self._input[1]
        match layer:
            case Dense():
                self._channels = layer.units * self._n_outputs
                self._modules[f"dense{number}"] = nn.Linear(n_in, self._channels)
                self._modules[f"relu{number}"] = nn.ReLU()
            case Output():
                self._modules["output"] = nn.Linear(n_in, self._n_outputs)
            case Share():
                self._channels = max(1, n_numbers >> layer.of_input)
                self._modules[f"dense{number}"] = nn.Linear(n_in, self._channels)
                self._modules[f"norm{number}"] = nn.BatchNorm1d(self._channels)
                self._modules[f"relu{number}"] = nn.ReLU()
            case RebuildFlat():
                self._modules["rebuild"] = nn.Linear(n_in, n_numbers)
                self._modules["shape"] = nn.Unflatten(1, (*self._input, 1))

    def _add_upsampling(self, layer: Upsample | UpsampleTo, number: int) -> None:
        from torch import nn

        if isinstance(layer, Upsample):
            self._width *= layer.factor
            self._modules[f"repeat{number}"] = nn.Upsample(scale_factor=(layer.factor, 1))
        else:
            self._width = self._input[1]
            for _ in range(layer.halvings):
                self._width = _after(self._width, 3, 2)
            self._modules[f"stretch{number}"] = nn.Upsample((self._width, 1), mode="bilinear")


def _after(width: int, kernel: int, stride: int) -> int:
    """Return the features that are left, padded by half a kernel on either side."""
    return (width + 2 * (kernel // 2) - kernel) // stride + 1
