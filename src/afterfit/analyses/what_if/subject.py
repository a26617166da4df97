"""Test windows, and the models that answer for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if.change import Array
from afterfit.records import Predictions, Windows
from afterfit.statistics.source_numbers import SourceNumbers, number_sources

AnswerOf = Callable[[NDArray[Any]], Array]
"""Windows of shape (n, n_channels, n_steps) → probabilities of shape (n, n_classes)."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Some windows, unchanged, with the answers of every variant."""

    windows: Windows
    rows: NDArray[np.int64]
    """Place of each window among all of the split, shape (n_samples,)."""
    models: Mapping[str, AnswerOf]
    """Variant to its answers; the reference first."""
    has_sources: bool
    unchanged: Mapping[str, Predictions] = field(init=False)
    """What every variant answers without any change."""
    values: Array = field(init=False)
    """The windows' values, shape (n_samples, n_channels, n_steps)."""

    def __post_init__(self) -> None:
        values = self.windows.values.astype(np.float64)
        answers = {name: answer(values) for name, answer in self.models.items()}
        object.__setattr__(self, "values", values)
        predictions = {name: self._predictions(name, scores) for name, scores in answers.items()}
        object.__setattr__(self, "unchanged", predictions)

    def answers(self, variant: str, values: Array) -> Predictions:
        """Return what a variant answers for changed windows, shape as `values`."""
        return replace(self.unchanged[variant], scores=self.models[variant](values))

    @property
    def sources(self) -> SourceNumbers:
        """Recordings of the windows."""
        return number_sources(next(iter(self.unchanged.values())))

    def _predictions(self, variant: str, scores: Array) -> Predictions:
        windows = self.windows
        return Predictions(
            class_names=windows.class_names,
            y_true=windows.y_true,
            scores=scores,
            source=windows.source,
            source_names=windows.source_names,
            offset=windows.offset,
            variant=variant,
            split=windows.split,
            has_sources=self.has_sources,
        )


def right(predictions: Predictions) -> NDArray[np.bool_]:
    """Return which answers are right, shape (n_samples,)."""
    return np.asarray(predictions.y_pred == predictions.y_true)
