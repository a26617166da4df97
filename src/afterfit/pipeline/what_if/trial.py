"""All test windows and the models that are to answer for them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if import AnswerOf, Change
from afterfit.pipeline.choose_window import Candidates
from afterfit.records import Windows

Curve = TypeVar("Curve")
Extra = TypeVar("Extra")


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


def curves_of(
    changes: Iterable[Change],
    names: Iterable[str],
    progress: Stages,
    tried: Callable[[Change], tuple[Mapping[str, Curve], Iterable[Extra]] | None],
) -> tuple[dict[str, list[Curve]], tuple[Extra, ...]]:
    """Return the curves of each variant under all changes, and what they cost beside the first.

    *tried* gives a curve for each variant and the extra costs; None for a change that cannot be
    tried.
    """
    curves: dict[str, list[Curve]] = {name: [] for name in names}
    extra: list[Extra] = []
    for change in changes:
        progress.stage(f"Trying: {change.title.lower()}")
        found = tried(change)
        if found is None:
            continue
        extra += found[1]
        for name, curve in found[0].items():
            curves[name].append(curve)
    return curves, tuple(extra)
