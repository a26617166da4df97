"""All test windows and the models that are to answer for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import AnswerOf
from afterfit.records import Windows


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What a run folder, or models and data, give to try changes on."""

    subject: str
    """The run, or the data, in a few words."""
    windows: Windows
    """Every window of the split that is judged."""
    has_sources: bool
    models: Mapping[str, AnswerOf]
    """Variant to its answers; the reference first."""
    acts_on: Literal["readings", "inputs"]
    """Whether windows are what the sensor gave, or what the model is given."""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Counted:
    """A model's answers, and for how many windows it was asked."""

    answer: AnswerOf
    n_windows: int = field(default=0)

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Answer, and count."""
        self.n_windows += len(values)
        return self.answer(values)
