"""Layers that the networks of regression, forecasting and anomaly detection are made of."""

from dataclasses import dataclass

from afterfit.training.zoo import Conv, MaxPool


@dataclass(frozen=True, slots=True)
class InputNorm:
    """Batch normalisation of the input, one mean and spread a channel."""


@dataclass(frozen=True, slots=True)
class Average:
    """Mean over the feature axis, one number a channel."""


@dataclass(frozen=True, slots=True)
class Flatten:
    """All channels and features one behind the other."""


@dataclass(frozen=True, slots=True)
class Dense:
    """Linear layer, then ReLU."""

    units: int
    """Units for each output of the network."""


@dataclass(frozen=True, slots=True)
class Output:
    """Linear layer to the outputs of the network."""


@dataclass(frozen=True, slots=True)
class Share:
    """Linear layer to a share of the input's numbers, then batch normalisation, then ReLU."""

    of_input: int
    """Halvings of the input's numbers, each rounded down."""


@dataclass(frozen=True, slots=True)
class Upsample:
    """Each feature repeated."""

    factor: int


@dataclass(frozen=True, slots=True)
class UpsampleTo:
    """Features interpolated to as many as the input had after some halvings."""

    halvings: int


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Convolution to the channels of the input, without normalisation and ReLU."""

    kernel: int


@dataclass(frozen=True, slots=True)
class RebuildFlat:
    """Linear layer to all numbers of the input, in its shape."""


Layer = (
    Conv
    | MaxPool
    | InputNorm
    | Average
    | Flatten
    | Dense
    | Output
    | Share
    | Upsample
    | UpsampleTo
    | Rebuild
    | RebuildFlat
)
Layers = tuple[Layer, ...]
"""A whole network, from the input on."""
