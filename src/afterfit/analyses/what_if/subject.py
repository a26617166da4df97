"""Test windows, and the models that answer for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.what_if.change import Array
from afterfit.records import Predictions, Windows
from afterfit.statistics.source_numbers import SourceNumbers, number_sources

_NUMBERS_AT_ONCE = 1 << 22  # 32 MiB of readings
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

    def answers(self, trials: Iterable[Array]) -> Iterator[Mapping[str, Predictions]]:
        """Return what every variant answers for changed windows, each of the shape of `values`.

        Models are called for several trials at once: starting some runtimes takes far longer than
        a few hundred windows.
        """
        for stacked in self._stacks(trials):
            scores = {name: model(stacked) for name, model in self.models.items()}
            n = len(self.values)
            for start in range(0, len(stacked), n):
                yield {
                    name: replace(self.unchanged[name], scores=given[start : start + n])
                    for name, given in scores.items()
                }

    def _stacks(self, trials: Iterable[Array]) -> Iterator[Array]:
        at_once = max(1, _NUMBERS_AT_ONCE // max(1, self.values.size))
        remaining = iter(trials)
        while chunk := list(islice(remaining, at_once)):
            yield np.concatenate(chunk)

    @property
    def sources(self) -> SourceNumbers:
        """Recordings of the windows."""
        return number_sources(next(iter(self.unchanged.values())))

    def _predictions(self, variant: str, scores: Array) -> Predictions:
        return Predictions.of_windows(self.windows, scores, variant, has_sources=self.has_sources)


def right(predictions: Predictions) -> NDArray[np.bool_]:
    """Return which answers are right, shape (n_samples,)."""
    return np.asarray(predictions.y_pred == predictions.y_true)
