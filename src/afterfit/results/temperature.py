"""What dividing the logits by one number would gain."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ScoreQuality:
    """How good the probabilities are, as three numbers that are better when lower."""

    log_loss: float
    """Mean -ln(probability of the true class), in nats."""
    ece: float
    """Expected calibration error, 10 bins of equal width."""
    brier_score: float
    """Mean of half the squared distance between probabilities and truth."""


@dataclass(frozen=True, slots=True)
class TemperatureOffer(Shown):
    """A temperature found on validation that improves the scores on test.

    The order of classes, and with it every prediction and accuracy, stays as it is.
    """

    fitted_on: Scope
    reported_on: Scope
    temperature: float
    """Divide logits by it; above 1 the model was over-confident."""
    before: ScoreQuality
    after: ScoreQuality
    log_loss_change: float
    """After minus before on test, below 0 is a gain."""
    log_loss_change_low: float
    """Lower end of its 95 % interval, which respects recordings."""
    log_loss_change_high: float
    """Upper end of its 95 % interval; below 0, or there would be no offer."""
    kind: Literal["temperature_offer"] = "temperature_offer"


@dataclass(frozen=True, slots=True)
class NoTemperatureOffer(Shown):
    """Why no temperature is offered."""

    variant: str
    reason: str
    """One sentence."""
    kind: Literal["no_temperature_offer"] = "no_temperature_offer"
