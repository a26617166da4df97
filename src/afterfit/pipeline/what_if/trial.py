"""All test windows and the models that are to answer for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import AnswerOf
from afterfit.pipeline.choose_window import Candidates
from afterfit.records import Windows


class Stages(Protocol):
    """Receives the news of a trial."""

    def stage(self, title: str, *, skipped: bool = False) -> None:
        """Take note that a stage begins."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What a run folder, or models and data, give to try changes on."""

    subject: str
    """The run, or the data, in a few words."""
    candidates: Candidates
    """Every window of the split that is judged, to choose one."""
    has_sources: bool
    models: Mapping[str, AnswerOf]
    """Variant to its answers; the reference first."""
    acts_on: Literal["readings", "inputs"]
    """Whether windows are what the sensor gave, or what the model is given."""
    notes: tuple[str, ...] = ()

    @property
    def windows(self) -> Windows:
        """Every window of the split that is judged."""
        return self.candidates.windows


@dataclass(slots=True)
class Counted:
    """A model's answers, and for how many windows it was asked."""

    answer: AnswerOf
    n_windows: int = field(default=0)

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Answer, and count."""
        self.n_windows += len(values)
        return self.answer(values)
