"""One answer of a regression, from the window through every layer to the numbers."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.pipeline_trace import TracedValues
from afterfit.results.prediction_trace import LayerTrace, NoNeighbourhood
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class NumbersVariantTrace:
    """How one variant came to its numbers."""

    variant: str
    layers: tuple[LayerTrace, ...]
    """In the order in which they run; empty where they cannot be seen, see ``note``."""
    outputs: tuple[float, ...]
    """What the model gives: standardised targets; empty where it was not run."""
    predicted: tuple[float, ...]
    """The same in the units of the targets, one a target."""
    stored: tuple[float, ...]
    """The same as the test of the run wrote them down."""
    smaller_errors: tuple[float, ...]
    """Share of the test windows that the variant tells better, one a target."""
    parts_at: str
    """The first layer that differs from the reference by more than a tenth of its signal
    (20 dB); empty where none does, and of the reference."""
    note: str = ""
    """Why layers are missing; empty where they are not."""


@dataclass(frozen=True, slots=True)
class NumbersNeighbour:
    """A window of the training split near to the sample."""

    sample_id: str
    targets: tuple[float, ...]
    distance: float
    """Euclidean, between what the last layer with weights reads."""


@dataclass(frozen=True, slots=True)
class NumbersNeighbourhood:
    """The training windows that look most like the sample to the last layer."""

    nearest: tuple[NumbersNeighbour, ...]
    """The nearest first."""
    n_searched: int
    """Training windows that were looked at."""
    usual_distance: float
    """Median distance from windows of the sample's split to their nearest training window."""
    far: bool
    """Whether the sample is further from its nearest than 95 % of those windows are."""
    kind: Literal["numbers_neighbourhood"] = "numbers_neighbourhood"


@dataclass(frozen=True, slots=True)
class NumbersTrace(Shown):
    """Why the models of a regression told what they told of one test window."""

    sample_id: str
    """RECORDING@OFFSET."""
    index: int
    """Row of the sample in the test split."""
    chosen: str
    """Why this one: "named", or the wish that it fulfils and of which variant."""
    target_names: tuple[str, ...]
    units: tuple[str, ...]
    """One a target; empty where it is not known."""
    y_true: tuple[float, ...]
    """What was measured, one a target."""
    features: TracedValues
    """The window as the models take it."""
    variants: tuple[NumbersVariantTrace, ...]
    """The reference first."""
    neighbourhood: Annotated[NumbersNeighbourhood | NoNeighbourhood, Field(discriminator="kind")]
    """Seen by the float model."""
    kind: Literal["numbers_trace"] = "numbers_trace"

    @property
    def reference(self) -> NumbersVariantTrace:
        """The first variant."""
        return self.variants[0]
