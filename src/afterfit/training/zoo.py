"""Layer lists of the networks, as data.

The lists, and so the parameter counts, are those of the models of the same name in Texas
Instruments' Tiny ML Tensorlab (tinyml-modelzoo, BSD-3-Clause). They respect the limits of its NPU:
channels in multiples of 4, kernels of at most 7, pooling over at most 4.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Conv:
    """Convolution along the feature axis, then batch normalisation, then ReLU."""

    channels: int
    """Output channels."""
    kernel: int
    """Odd length of the kernel; the input is padded by half of it on either side."""
    stride: int = 1
    depthwise: bool = False
    """Whether every channel is filtered on its own."""


@dataclass(frozen=True, slots=True)
class MaxPool:
    """Highest value of each stretch, padded by half a kernel on either side."""

    kernel: int
    stride: int


Architecture = tuple[Conv | MaxPool, ...]
"""What lies between the batch normalisation of the input and the head, which is the mean over the
feature axis followed by one linear layer."""

ARCHITECTURES: MappingProxyType[str, Architecture] = MappingProxyType(
    {
        "CLS_100_NPU": (Conv(8, 1), Conv(8, 3)),
        "CLS_500_NPU": (Conv(8, 5), Conv(16, 3)),
        "CLS_1k_NPU": (Conv(8, 5), Conv(8, 5), MaxPool(3, 2), Conv(16, 3)),
        "CLS_2k_NPU": (
            Conv(16, 5),
            Conv(16, 3),
            MaxPool(3, 2),
            Conv(16, 5, stride=2),
            Conv(32, 5, stride=2),
        ),
        "CLS_4k_NPU": (
            Conv(8, 5, stride=2),
            Conv(8, 3),
            MaxPool(3, 2),
            Conv(16, 5, stride=2),
            Conv(32, 5, stride=2),
        ),
        "CLS_6k_NPU": (
            Conv(16, 3, stride=4),
            MaxPool(3, 2),
            Conv(16, 3, depthwise=True),
            Conv(32, 1),
            MaxPool(3, 2),
            Conv(32, 3, depthwise=True),
            Conv(48, 1),
            Conv(16, 5),
        ),
        "CLS_8k_NPU": (
            Conv(16, 5, stride=2),
            MaxPool(3, 2),
            Conv(16, 5, depthwise=True),
            Conv(32, 1),
            MaxPool(3, 2),
            Conv(32, 5, depthwise=True),
            Conv(64, 1),
            Conv(32, 3),
        ),
        "CLS_13k_NPU": (
            Conv(8, 5, stride=2),
            Conv(16, 3, stride=2),
            Conv(16, 3),
            Conv(32, 3, stride=2),
            Conv(32, 3),
            Conv(64, 3, stride=2),
        ),
        "CLS_20k_NPU": (
            Conv(16, 5, stride=2),
            Conv(32, 3, stride=2),
            MaxPool(3, 2),
            Conv(32, 5, depthwise=True),
            Conv(64, 1),
            Conv(64, 3, stride=2),
            Conv(128, 3),
            Conv(64, 3),
        ),
    }
)
"""Layers of each network, by the name that a config uses.

The name is Tensorlab's and not always the size: CLS_2k_NPU has about 5,000 parameters and
CLS_20k_NPU about 67,000.
"""

MODEL_NAMES: tuple[str, ...] = tuple(ARCHITECTURES)
"""Names of the networks that can be trained, the smallest name first."""
