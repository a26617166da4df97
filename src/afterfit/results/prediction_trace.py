"""One prediction, from the window through every layer to the answer."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from afterfit.results.pipeline_trace import TracedValues
from afterfit.results.shown import Shown

UNCERTAIN = "uncertain"
"""The answer where the highest score is below the least confidence that was asked for."""


@dataclass(frozen=True, slots=True)
class LayerTrace:
    """What one layer gave for the sample."""

    name: str
    operator: str
    shape: tuple[int, ...]
    """Of the output for one window, without the batch."""
    lowest: float
    mean: float
    highest: float
    zeros: float
    """Share of the values that are exactly 0."""
    saturated: float
    """Share at the highest or lowest number that the tensor can hold, where a ReLU's 0 does not
    count; nan where the layer is not quantised."""
    snr_db: float
    """20 log10(‖reference‖ / ‖reference − this‖), errors of earlier layers included; inf where
    nothing differs, nan where there is no such layer in the reference, or where this is it."""
    compared_with: str
    """Name of the reference's layer that the ratio is against; empty where there is none."""
    picture: tuple[tuple[float, ...], ...]
    """The values as a plane to draw: one row a channel, or planes of an image in a grid, with nan
    between them; means over blocks where a side had more than 64."""


@dataclass(frozen=True, slots=True)
class VariantTrace:
    """How one variant came to its answer."""

    variant: str
    layers: tuple[LayerTrace, ...]
    """In the order in which they run; empty where they cannot be seen, see ``note``."""
    outputs: tuple[float, ...]
    """What the model gives, before the softmax."""
    scores: tuple[float, ...]
    """Probability of each class."""
    stored_scores: tuple[float, ...]
    """The same as the test of the run wrote them down; empty where they are not kept."""
    predicted: str
    """Class with the highest score."""
    threshold: float
    """Threshold of that class, chosen on validation; nan where none was."""
    min_confidence: float
    """Highest score below which the answer is "uncertain", chosen on validation; nan where no
    such limit was found."""
    answer: str
    """The class, or "uncertain"."""
    parts_at: str
    """The first layer that differs from the reference by more than a tenth of its signal
    (20 dB); empty where none does, and of the reference."""
    note: str = ""
    """Why layers are missing; empty where they are not."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A window of the training split near to the sample."""

    sample_id: str
    label: str
    distance: float
    """Euclidean, between what the last layer with weights reads."""


@dataclass(frozen=True, slots=True)
class SameMistake:
    """How often the reference takes other windows of the true class for the same answer.

    All are 0 where the answer is right, or where the run kept no predictions.
    """

    n_recording: int
    """Other windows of the sample's recording."""
    n_recording_alike: int
    """Those of them with the same mistake."""
    n_others: int
    """Windows of the true class from other recordings."""
    n_others_alike: int
    """Those of them with the same mistake."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The training windows that look most like the sample to the last layer."""

    nearest: tuple[Neighbour, ...]
    """The nearest first."""
    n_searched: int
    """Training windows that were looked at."""
    usual_distance: float
    """Median distance from windows of the sample's split to their nearest training window."""
    far: bool
    """Whether the sample is further from its nearest than 95 % of those windows are."""
    alike: SameMistake
    """How often the reference makes the same mistake elsewhere."""
    looks_like: Literal[
        "label or model error", "model or label error", "model error",
        "between classes", "unlike the training", "well supported",
    ]  # fmt: skip
    """What the neighbours say of the answer; of two readings the likelier first."""
    kind: Literal["neighbourhood"] = "neighbourhood"


@dataclass(frozen=True, slots=True)
class NoNeighbourhood:
    """No neighbours are known."""

    reason: str
    kind: Literal["no_neighbourhood"] = "no_neighbourhood"


@dataclass(frozen=True, slots=True)
class PredictionTrace(Shown):
    """Why the models of a run gave their answers for one test window."""

    sample_id: str
    """RECORDING@OFFSET."""
    index: int
    """Row of the sample in the test split."""
    chosen: str
    """Why this one: "named", or the wish that it fulfils and of which variant."""
    class_names: tuple[str, ...]
    true_class: str
    window: TracedValues
    """As the sensor gave it."""
    features: TracedValues
    """As the models take it."""
    variants: tuple[VariantTrace, ...]
    """The reference first."""
    neighbourhood: Annotated[Neighbourhood | NoNeighbourhood, Field(discriminator="kind")]
    """Seen by the float model."""
    kind: Literal["prediction_trace"] = "prediction_trace"

    @property
    def reference(self) -> VariantTrace:
        """The first variant."""
        return self.variants[0]
