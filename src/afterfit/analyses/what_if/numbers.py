"""Changed windows → what every variant that predicts numbers loses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.forecast import paired_skill, paired_skill_beyond
from afterfit.analyses.paired_metric import PairedMetric
from afterfit.analyses.regression import paired_r2, paired_r2_beyond
from afterfit.analyses.what_if.change import Array, Change, Reading
from afterfit.records import Forecasts, RegressionPredictions
from afterfit.results import Estimate
from afterfit.results.numbers_what_if import ExtraQualityLoss, QualityCurve, QualityPoint
from afterfit.results.yardstick import R2, SKILL, Yardstick

NumbersOf = Callable[[Array], NDArray[np.float64]]
"""Windows of shape (n, n_channels, n_steps) → what is told of them, in units: numbers of shape
(n, n_targets), or forecasts of shape (n, horizon, n_variables)."""
Numbers = TypeVar("Numbers", RegressionPredictions, Forecasts)


@dataclass(frozen=True, slots=True)
class NumbersMeasure(Generic[Numbers]):
    """How the numbers of a task are set against what was true."""

    yardstick: Yardstick
    paired: Callable[[Numbers, Numbers], PairedMetric]
    """Of what was told before and after a change."""
    beyond: Callable[[tuple[Numbers, Numbers], tuple[Numbers, Numbers]], Estimate]
    """Change of a candidate, (before, after), minus that of the reference."""
    at: Callable[[Numbers, NDArray[np.int64]], Numbers]
    """Some rows of a record, in that order."""


def _numbers_at(record: RegressionPredictions, rows: NDArray[np.int64]) -> RegressionPredictions:
    return replace(
        record,
        y_true=record.y_true[rows],
        y_pred=record.y_pred[rows],
        source=record.source[rows],
        offset=record.offset[rows],
    )


def _forecasts_at(record: Forecasts, rows: NDArray[np.int64]) -> Forecasts:
    return replace(
        record,
        y_true=record.y_true[rows],
        y_pred=record.y_pred[rows],
        history=None if record.history is None else record.history[rows],
        source=record.source[rows],
        offset=record.offset[rows],
    )


BY_R2: NumbersMeasure[RegressionPredictions] = NumbersMeasure(
    R2, paired_r2, paired_r2_beyond, _numbers_at
)
BY_SKILL: NumbersMeasure[Forecasts] = NumbersMeasure(
    SKILL, paired_skill, paired_skill_beyond, _forecasts_at
)


@dataclass(frozen=True, slots=True, eq=False)
class NumbersSubject(Generic[Numbers]):
    """Some windows, unchanged, with what every variant tells of them."""

    values: Array
    """Shape (n_samples, n_channels, n_steps)."""
    models: Mapping[str, NumbersOf]
    """Variant to its answers; the reference first."""
    unchanged: Mapping[str, Numbers]
    """What every variant tells without any change."""
    measure: NumbersMeasure[Numbers]

    def answers(self, values: Array) -> dict[str, Numbers]:
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
    change: Change, subject: NumbersSubject[Numbers], reading: Reading, seed: int
) -> ChangedNumbers:
    """Return what a change at every strength does to what every variant tells."""
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
                _point(
                    change, strength, subject.measure.paired(subject.unchanged[name], told[name])
                )
                for strength, told in answers
            ),
        )
        for name in subject.models
    }
    losses = (
        loss for strength, told in answers for loss in _extra(change, strength, subject, told)
    )
    return ChangedNumbers(curves, tuple(losses))


def _point(change: Change, strength: float, metric: PairedMetric) -> QualityPoint:
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
    subject: NumbersSubject[Numbers],
    told: Mapping[str, Numbers],
) -> Iterator[ExtraQualityLoss]:
    reference, *others = told
    before = subject.unchanged
    for name in others:
        yield ExtraQualityLoss(
            candidate=name,
            key=change.key,
            title=change.title,
            label=change.label(strength),
            extra=subject.measure.beyond(
                (before[reference], told[reference]), (before[name], told[name])
            ),
        )
