"""Layer lists of the networks that tell numbers: regression and forecasting.

The lists, and so the parameter counts, are those of the models of the same name in Texas
Instruments' Tiny ML Tensorlab (tinyml-modelzoo, BSD-3-Clause). A regression and a forecast of the
same size share their list there too.
"""

from types import MappingProxyType

from afterfit.training.zoo import Conv, MaxPool
from afterfit.training.zoo_layers import (
    Average,
    Dense,
    Flatten,
    InputNorm,
    Layer,
    Layers,
    Output,
)


def _convolutions(*blocks: Layer, dense: int = 0) -> Layers:
    head: tuple[Layer, ...] = (Dense(dense), Output()) if dense else (Output(),)
    return (InputNorm(), *blocks, Average(), Flatten(), *head)


def _halving(channels: int, kernel: int = 3) -> Conv:
    return Conv(channels, kernel, stride=2)


_TINY = _convolutions(_halving(4), _halving(8))
_1K = _convolutions(_halving(8), _halving(16), dense=8)
_2K = _convolutions(_halving(8), _halving(16), _halving(16), dense=8)
_6K = _convolutions(
    _halving(8, 5),
    Conv(8, 5, stride=2, depthwise=True),
    Conv(16, 1),
    Conv(16, 5, stride=2, depthwise=True),
    Conv(32, 1),
    dense=32,
)
_8K = _convolutions(_halving(8), _halving(16), _halving(32), _halving(32), dense=32)
_PERCEPTRON: Layers = (InputNorm(), Flatten(), Dense(32), Dense(16), Dense(4), Output())

REGRESSION: MappingProxyType[str, Layers] = MappingProxyType(
    {
        "REGR_500_NPU": _TINY,
        "REGR_1k": _1K,
        "REGR_2k_NPU": _2K,
        "REGR_3k": _PERCEPTRON,
        "REGR_4k": _convolutions(_halving(16), MaxPool(3, 1), _halving(32), dense=32),
        "REGR_6k_NPU": _6K,
        "REGR_8k_NPU": _8K,
        "REGR_10k": _convolutions(_halving(8), _halving(16), _halving(32), dense=64),
        "REGR_13k": _convolutions(
            _halving(16), MaxPool(3, 1), _halving(32), MaxPool(3, 1), _halving(64), dense=32
        ),
    }
)
"""Networks of generic_timeseries_regression, by the name that a config uses.

The name is Tensorlab's and not always the size: REGR_3k grows with the window, REGR_10k has about
4,400 parameters. REGR_2k and REGR_20k_NPU are left out, since no published list has their count.
"""

FORECASTING: MappingProxyType[str, Layers] = MappingProxyType(
    {
        "FCST_500_NPU": _TINY,
        "FCST_1k_NPU": _1K,
        "FCST_2k_NPU": _2K,
        "FCST_3k": _PERCEPTRON,
        "FCST_4k_NPU": _convolutions(_halving(8), _halving(16), _halving(32), dense=32),
        "FCST_6k_NPU": _6K,
        "FCST_8k_NPU": _8K,
        "FCST_10k_NPU": _convolutions(_halving(16), _halving(32), _halving(32), dense=64),
        "FCST_13k": (InputNorm(), Conv(32, 3), Conv(64, 3), Flatten(), Output()),
        "FCST_20k_NPU": _convolutions(
            _halving(16),
            MaxPool(2, 1),
            _halving(32),
            MaxPool(2, 1),
            _halving(64),
            Conv(64, 3),
            dense=64,
        ),
    }
)
"""Networks of generic_timeseries_forecasting, by the name that a config uses.

The two LSTM of Tensorlab are left out: their int8 form is not made here.
"""
