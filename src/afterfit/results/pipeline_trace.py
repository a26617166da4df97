"""What each stage of a run took in, did, and gave."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of thing that goes into a stage or comes out of it."""

    what: str
    """"recordings", "windows", "features", …"""
    split: str
    """"train", "validation" or "test"; empty where it is of no split."""
    shape: tuple[int, ...]
    """How many there are, then the shape of one."""
    dtype: str
    """Type of the numbers; empty where they are files."""
    unit: str
    """What the numbers are: "raw readings", "probability"; empty where there is none."""
    by_class: tuple[int, ...]
    """How many of each class, in class order; empty where there are no classes."""


@dataclass(frozen=True, slots=True)
class TracedValues:
    """The followed sample as it looks at one point of the pipeline."""

    what: str
    """Which step made it: "window", "FFT_FE", "float32 scores", …"""
    shape: tuple[int, ...]
    """Of all values, before they were thinned for drawing."""
    names: tuple[str, ...]
    """Name of each line: channels; or of each value, where the values are one line of scores."""
    lines: tuple[tuple[float, ...], ...]
    """Values to draw, one line a channel; means over stretches where there were more."""
    lowest: float
    """Of all values; nan without values."""
    mean: float
    highest: float
    picture: tuple[tuple[float, ...], ...] = ()
    """The same as a plane, where the values of a channel have a height and a width."""


@dataclass(frozen=True, slots=True)
class TracedFile:
    """A file that a stage wrote."""

    path: str
    """Relative to the run folder."""
    n_bytes: int


@dataclass(frozen=True, slots=True)
class StageTrace:
    """One stage of a run."""

    name: str
    """"recordings", "splits", "windows", "features", "training", …"""
    does: str
    """One sentence: what happens in it."""
    takes: tuple[Flow, ...]
    gives: tuple[Flow, ...]
    parameters: tuple[tuple[str, str], ...]
    """Keys of the configuration that acted, and their values."""
    examples: tuple[TracedValues, ...]
    """The followed sample, in the order in which the stage made them."""
    seconds: float
    """How long it took; nan where nobody measured it."""
    files: tuple[TracedFile, ...]
    notes: tuple[str, ...] = ()
    """What was noticed on the way, one sentence each."""


@dataclass(frozen=True, slots=True)
class EpochObservation:
    """An epoch of the training at which something happened."""

    epoch: float
    train_loss: float
    """nan where none was measured."""
    eval_loss: float
    metric: float
    observation: str
    kept: bool
    """Whether these weights are those of the model."""


@dataclass(frozen=True, slots=True)
class PipelineTrace(Shown):
    """A run from its recordings to its report, one sample followed all the way."""

    title: str
    class_names: tuple[str, ...]
    """Empty where the task has none."""
    followed: str
    """The sample that the examples are of: RECORDING@OFFSET; empty where none was recorded."""
    stages: tuple[StageTrace, ...]
    """In the order in which they ran."""
    metric: str
    """What ``metric`` of the epochs is; empty where nothing was measured."""
    epochs: tuple[EpochObservation, ...]
    """The first and the last, the best, and those at which something changed."""
    kind: Literal["pipeline_trace"] = "pipeline_trace"
