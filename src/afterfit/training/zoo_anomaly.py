"""Layer lists of the autoencoders of anomaly detection.

The lists, and so the parameter counts, are those of the models of the same name in Texas
Instruments' Tiny ML Tensorlab (tinyml-modelzoo, BSD-3-Clause).
"""

from types import MappingProxyType

from afterfit.training.zoo import Conv
from afterfit.training.zoo_layers import (
    Flatten,
    Layer,
    Layers,
    Rebuild,
    RebuildFlat,
    Share,
    Upsample,
    UpsampleTo,
)


def _autoencoder(
    encoder: tuple[Layer, ...], repeats: int, decoder: tuple[int, ...], at_end: int = 1
) -> Layers:
    """Return encoder, repetition, decoder of these channels, and what is left of repetition."""
    last = (Upsample(at_end),) if at_end > 1 else ()
    convolutions = tuple(Conv(channels, 3) for channels in decoder)
    return (*encoder, Upsample(repeats), *convolutions, Rebuild(3), *last)


def _halving(*channels: int) -> tuple[Layer, ...]:
    return tuple(Conv(each, 3, stride=2) for each in channels)


ANOMALY: MappingProxyType[str, Layers] = MappingProxyType(
    {
        "AD_500_NPU": _autoencoder(_halving(4, 8), 2, (4,), at_end=2),
        "AD_1k": _autoencoder(_halving(16, 8, 4), 8, (8, 16)),
        "AD_2k_NPU": _autoencoder(_halving(8, 16, 16), 4, (16, 8), at_end=2),
        "AD_4k": _autoencoder(_halving(8, 16, 32), 2, (16, 8), at_end=4),
        "AD_6k_NPU": _autoencoder(
            (
                Conv(8, 3, stride=2),
                Conv(8, 5, stride=2, depthwise=True),
                Conv(16, 1),
                Conv(16, 5, stride=2, depthwise=True),
                Conv(32, 1),
            ),
            4,
            (16, 8),
            at_end=2,
        ),
        "AD_8k_NPU": _autoencoder(_halving(8, 16, 32, 32), 8, (32, 16, 8), at_end=2),
        "AD_10k_NPU": _autoencoder(_halving(16, 32, 32), 4, (32, 16), at_end=2),
        "AD_16k": _autoencoder(_halving(8, 16, 32, 64), 16, (32, 16, 8)),
        "AD_17k": (
            *_halving(8, 16, 32, 64),
            UpsampleTo(3),
            Conv(32, 3),
            UpsampleTo(2),
            Conv(16, 3),
            UpsampleTo(1),
            Conv(8, 3),
            UpsampleTo(0),
            Rebuild(3),
        ),
        "AD_20k_NPU": _autoencoder(_halving(16, 32, 64, 64), 8, (64, 32, 16), at_end=2),
        "AD_Linear": (
            Flatten(),
            Share(2),
            Share(3),
            Share(4),
            Share(3),
            Share(2),
            RebuildFlat(),
        ),
    }
)
"""Networks of generic_timeseries_anomalydetection, by the name that a config uses."""
