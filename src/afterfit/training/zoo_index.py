"""All networks, by task and by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from afterfit.training.image_zoo import IMAGE_MODEL_NAMES
from afterfit.training.zoo import ARCHITECTURES, Architecture
from afterfit.training.zoo_anomaly import ANOMALY
from afterfit.training.zoo_layers import Layers
from afterfit.training.zoo_numbers import FORECASTING, REGRESSION

TaskKind = Literal["classification", "regression", "forecasting", "anomaly"]
"""What a network is trained for."""

MODELS_OF: Mapping[TaskKind, tuple[str, ...]] = MappingProxyType(
    {
        "classification": (*ARCHITECTURES, *IMAGE_MODEL_NAMES),
        "regression": tuple(REGRESSION),
        "forecasting": tuple(FORECASTING),
        "anomaly": tuple(ANOMALY),
    }
)
"""Names of the networks of each task, the smallest name first."""

LAYERS: Mapping[str, Layers] = MappingProxyType({**REGRESSION, **FORECASTING, **ANOMALY})
"""Layers of each network that tells numbers."""

KNOWN_MODELS: tuple[str, ...] = tuple(name for names in MODELS_OF.values() for name in names)
"""Names of all networks."""


def layers_of(name: str) -> Architecture | Layers | None:
    """Return the layer list of a network of any task; None where it has none, as for images."""
    return ARCHITECTURES.get(name) or LAYERS.get(name)
