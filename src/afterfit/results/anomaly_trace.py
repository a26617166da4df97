"""One score of an anomaly detector, from the window through every layer to the alarm."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.pipeline_trace import TracedValues
from afterfit.results.prediction_trace import LayerTrace
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class ErrorPart:
    """What a channel, or a stretch of the features, adds to the score of a window."""

    name: str
    error: float
    """Mean squared error of it."""
    share: float
    """Of the sum of all squared errors of the window; nan where that is 0."""
    usual: float
    """Mean of the error over the normal windows of the test; nan without them."""


@dataclass(frozen=True, slots=True)
class AnomalyVariantTrace:
    """How one variant came to its score."""

    variant: str
    layers: tuple[LayerTrace, ...]
    """In the order in which they run; empty where they cannot be seen, see ``note``."""
    score: float
    """Mean squared error of the reconstruction."""
    stored_score: float
    """The same as the test of the run wrote it down."""
    threshold: float
    """Above it a score is an alarm; nan where the run chose none."""
    k: float
    """The threshold is mean + k · std of the normal training scores; nan where there is none."""
    normal_above: float
    """Share of the normal test windows with a higher score; nan without any."""
    channels: tuple[ErrorPart, ...]
    """One a channel; empty where errors of channels are not known."""
    stretches: tuple[ErrorPart, ...]
    """Equal parts of the features, first part first; empty where they are not known."""
    reconstruction: TracedValues | None
    """What the model makes of the features; None where it was not run."""
    parts_at: str
    """The first layer that differs from the reference by more than a tenth of its signal
    (20 dB); empty where none does, and of the reference."""
    note: str = ""
    """Why layers are missing; empty where they are not."""

    @property
    def is_alarm(self) -> bool:
        """Whether the score lies above the threshold; False where there is none."""
        return self.score > self.threshold


@dataclass(frozen=True, slots=True)
class AnomalyTrace(Shown):
    """Why the models of a run found one test window unusual, or did not."""

    sample_id: str
    """RECORDING@OFFSET."""
    index: int
    """Row of the sample in the test split."""
    chosen: str
    """Why this one: "named", or the wish that it fulfils and of which variant."""
    true_kind: str
    """What it was: "normal", or a kind of anomaly."""
    is_anomaly: bool
    features: TracedValues
    """The window as the models take it."""
    variants: tuple[AnomalyVariantTrace, ...]
    """The reference first."""
    kind: Literal["anomaly_trace"] = "anomaly_trace"

    @property
    def reference(self) -> AnomalyVariantTrace:
        """The first variant."""
        return self.variants[0]
