"""What a quantised model regains when some of its layers stay in float."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown
from afterfit.results.yardstick import Yardstick


@dataclass(frozen=True, slots=True)
class FloatLayers:
    """The quantised model with these layers in float, on the same samples."""

    layers: tuple[str, ...]
    """Names of the layers in the float model."""
    n_parameters: int
    """Weights and biases that they hold."""
    value: float
    """The metric of the task with them in float."""
    regained: Estimate
    """Change of the metric against the model with all layers quantised; above 0 is better. The
    interval is paired; nan ends where the data cannot tell."""
    p_value: float
    """Of no change, two-sided: McNemar's exact test of classes, DeLong's of anomaly scores; nan of
    predicted numbers."""
    sqnr_db: float
    """20 log10(‖reference‖ / ‖reference − candidate‖) of the model's outputs; inf where nothing
    differs, nan where the reference is 0 everywhere."""


@dataclass(frozen=True, slots=True)
class LayerSensitivity(Shown):
    """Every layer left in float alone, then ever more of them together."""

    reference: Scope
    """The float model."""
    candidate: Scope
    """The quantised model."""
    yardstick: Yardstick
    """By which the task is judged, on these samples; higher is better."""
    reference_value: float
    candidate_value: float
    """The metric of each; nan where the data cannot tell."""
    sqnr_db: float
    """Of the quantised model's outputs against those of the float model."""
    alone: tuple[FloatLayers, ...]
    """One a layer, in the order in which they run."""
    together: tuple[FloatLayers, ...]
    """The two layers that give most SQNR alone, then the three, and so on; never all of them."""
    kind: Literal["layer_sensitivity"] = "layer_sensitivity"

    def most_telling(self) -> tuple[FloatLayers, ...]:
        """Return the single layers by the SQNR that they give, most first."""
        return by_sqnr(self.alone)

    def recommended(self) -> FloatLayers | None:
        """Return the fewest layers whose regain is beyond chance; None where none is.

        Layers are taken in the order of the SQNR that they give, which labels play no part in.
        """
        tried = (*self.most_telling()[:1], *self.together)
        return next((one for one in tried if one.regained.low > 0), None)


def by_sqnr(choices: tuple[FloatLayers, ...]) -> tuple[FloatLayers, ...]:
    """Return choices by the SQNR that they give, most first; the earlier layer among equals."""
    known = [one for one in choices if one.sqnr_db == one.sqnr_db]
    unknown = [one for one in choices if one.sqnr_db != one.sqnr_db]
    return (*sorted(known, key=lambda one: -one.sqnr_db), *unknown)
