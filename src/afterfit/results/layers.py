"""Where in the network a quantised model departs from its float reference."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.shown import Shown

_FIXED_SCALE = frozenset({"SOFTMAX", "LOGISTIC", "TANH", "Softmax", "Sigmoid", "Tanh"})
"""Operators whose int8 output has a step that no calibration can change."""


@dataclass(frozen=True, slots=True)
class LayerAgreement:
    """One layer of both models on the same windows."""

    name: str
    """Name of the layer in the candidate's file."""
    operator: str
    sqnr_db: float
    """20 log10(‖reference‖ / ‖reference − candidate‖) over all values, errors of earlier layers
    included; inf where nothing differs, nan where the reference is 0 everywhere."""
    channel_sqnr_db: float
    """The same for the median channel: one channel with large values does not hide the others."""
    cosine: float
    """Cosine between both outputs; nan where one of them is 0 everywhere."""
    added_noise: float
    """Noise that this layer adds, 0 to 1: noise by signal, at most 1, averaged over channels, less
    that of the noisiest layer that it reads."""
    saturated: float
    """Share of values beyond what the candidate's tensor can hold; nan where not quantised."""
    range_used: float
    """Share of the candidate's range that its values take up; nan where not quantised."""
    n_dead_channels: int
    """Channels that are constant in the candidate and not in the reference."""
    n_channels: int


@dataclass(frozen=True, slots=True)
class LayerComparison(Shown):
    """Every layer that both models have, in the order in which they run."""

    reference: str
    """Variant: "float32", …"""
    candidate: str
    n_windows: int
    layers: tuple[LayerAgreement, ...]
    n_unmatched: int
    """Layers of the candidate that the reference does not have."""
    kind: Literal["layer_comparison"] = "layer_comparison"

    def worst_first(self) -> tuple[LayerAgreement, ...]:
        """Return the layers by the noise that they add, most first.

        Softmax and the like come last: the step of their int8 output is fixed, so small
        probabilities vanish in every model.
        """
        return tuple(
            sorted(
                self.layers,
                key=lambda layer: (layer.operator in _FIXED_SCALE, -layer.added_noise),
            )
        )
