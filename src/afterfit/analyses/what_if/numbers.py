"""Changed windows → what every variant that predicts numbers loses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.regression import paired_r2, paired_r2_beyond
from afterfit.analyses.what_if.change import Array, Change, Reading
from afterfit.records import RegressionPredictions
from afterfit.results.numbers_what_if import ExtraQualityLoss, QualityCurve, QualityPoint

NumbersOf = Callable[[Array], NDArray[np.float64]]
"""Windows of shape (n, n_channels, n_steps) → numbers of shape (n, n_targets), in units."""


@dataclass(frozen=True, slots=True, eq=False)
class NumbersSubject:
    """Some windows, unchanged, with what every variant tells of them."""

    values: Array
    """Shape (n_samples, n_channels, n_steps)."""
    models: Mapping[str, NumbersOf]
    """Variant to its answers; the reference first."""
    unchanged: Mapping[str, RegressionPredictions]
    """What every variant tells without any change."""

    def answers(self, values: Array) -> dict[str, RegressionPredictions]:
        """Return what every variant tells of changed windows."""
        return {
            name: replace(self.unchanged[name], y_pred=model(values))
            for name, model in self.models.items()
        }


@dataclass(frozen=True, slots=True)
class ChangedNumbers:
    """Every variant under one change."""

    curves: Mapping[str, QualityCurve]
    extra_losses: tuple[ExtraQualityLoss, ...]


def try_change_on_numbers(
    change: Change, subject: NumbersSubject, reading: Reading, seed: int
) -> ChangedNumbers:
    """Return what a change at every strength does to R² of every variant."""
    answers = [
        (strength, subject.answers(change.changed(subject.values, strength, reading, seed)))
        for strength in change.strengths
    ]
    curves = {
        name: QualityCurve(
            change.key,
            change.title,
            change.unit,
            change.how,
            tuple(
                _point(change, strength, subject.unchanged[name], told[name])
                for strength, told in answers
            ),
        )
        for name in subject.models
    }
    losses = (
        loss for strength, told in answers for loss in _extra(change, strength, subject, told)
    )
    return ChangedNumbers(curves, tuple(losses))


def _point(
    change: Change, strength: float, before: RegressionPredictions, after: RegressionPredictions
) -> QualityPoint:
    metric = paired_r2(before, after)
    return QualityPoint(
        strength=float(strength),
        label=change.label(strength),
        severity=float(change.severity(strength)),
        is_everyday=change.is_everyday(strength),
        value=metric.candidate_value,
        change=metric.change,
    )


def _extra(
    change: Change,
    strength: float,
    subject: NumbersSubject,
    told: Mapping[str, RegressionPredictions],
) -> Iterator[ExtraQualityLoss]:
    reference, *others = told
    before = subject.unchanged
    for name in others:
        yield ExtraQualityLoss(
            candidate=name,
            key=change.key,
            title=change.title,
            label=change.label(strength),
            extra=paired_r2_beyond(
                (before[reference], told[reference]), (before[name], told[name])
            ),
        )
