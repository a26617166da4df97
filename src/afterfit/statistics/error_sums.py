"""Sums from which every mean metric of errors follows; they add."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from afterfit.statistics.cells import add_floats_at

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ErrorSums:
    """Sums over samples, one set a group and output: targets, predictions, errors.

    Values are summed about a fixed centre of each output, so that variances lose no digits
    however far from zero the data lie. Sums of groups add to those of the whole.

    References
    ----------
    Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247: shifted data.
    """

    values: Floats
    """Shape (..., n_outputs, 12); the properties below name the last axis."""
    error_centre: Floats
    """What was taken off each error before squaring, shape (n_outputs,)."""

    @classmethod
    def of(
        cls,
        y_true: Floats,
        y_pred: Floats,
        unit: NDArray[np.int64],
        n_units: int,
        centres: "Centres | None" = None,
    ) -> Self:
        """Sum rows of shape (n_samples, n_outputs) by *unit*, a group index, shape (n_samples,)."""
        at = centres or Centres.of(y_true, y_pred)
        errors = y_pred - y_true
        t, p, e = y_true - at.target, y_pred - at.prediction, errors - at.error
        size = np.abs(errors)
        parts = (
            np.ones_like(t), t, t * t, p, p * p, t * p, errors, errors * errors, e, e * e, size,
        )  # fmt: skip
        sums = [
            _by_unit(part, unit, n_units) for part in (*parts, _symmetric(size, y_true, y_pred))
        ]
        return cls(np.stack(sums, axis=-1), at.error)

    def total(self) -> Self:
        """Return the sums of all groups together."""
        return type(self)(self.values.sum(axis=0), self.error_centre)

    def resampled(self, weights: Floats) -> Self:
        """Return the sums of each replicate; *weights* (n_replicates, n_units)."""
        width = int(np.prod(self.values.shape[1:]))
        flat = weights @ self.values.reshape(len(self.values), width)
        shape = (len(weights), *self.values.shape[1:])
        return type(self)(flat.reshape(shape), self.error_centre)

    def pooled(self, n_steps: int) -> Self:
        """Return the sums with outputs (step, variable) added over their steps.

        Only for outputs whose steps share their centres.
        """
        *front, n_outputs, parts = self.values.shape
        n_variables = n_outputs // n_steps
        apart = self.values.reshape(*front, n_steps, n_variables, parts)
        return type(self)(apart.sum(axis=-3), self.error_centre[:n_variables])

    @property
    def n(self) -> Floats:
        """Samples."""
        return self.values[..., 0]

    @property
    def target_squares(self) -> Floats:
        """Σ (t - mean t)²."""
        return _about_mean(self.n, self.values[..., 1], self.values[..., 2])

    @property
    def prediction_squares(self) -> Floats:
        """Σ (p - mean p)²."""
        return _about_mean(self.n, self.values[..., 3], self.values[..., 4])

    @property
    def products(self) -> Floats:
        """Σ (t - mean t)(p - mean p)."""
        return self.values[..., 5] - _share(self.values[..., 1] * self.values[..., 3], self.n)

    @property
    def errors(self) -> Floats:
        """Σ (p - t)."""
        return self.values[..., 6]

    @property
    def squares(self) -> Floats:
        """Σ (p - t)²."""
        return self.values[..., 7]

    @property
    def error_squares(self) -> Floats:
        """Σ (e - mean e)², with e = p - t."""
        return _about_mean(self.n, self.values[..., 8], self.values[..., 9])

    @property
    def absolutes(self) -> Floats:
        """Σ |p - t|."""
        return self.values[..., 10]

    @property
    def symmetric(self) -> Floats:
        """Σ 2 |p - t| / (|t| + |p|), 0 where both are 0."""
        return self.values[..., 11]


@dataclass(frozen=True, slots=True, eq=False)
class Centres:
    """About what an output's values are summed; each of shape (n_outputs,)."""

    target: Floats
    prediction: Floats
    error: Floats

    @classmethod
    def of(cls, y_true: Floats, y_pred: Floats) -> Self:
        """Return the means of each output; 0 without samples."""
        return cls(*(_centre(values) for values in (y_true, y_pred, y_pred - y_true)))


def _centre(values: Floats) -> Floats:
    if not len(values):
        return np.zeros(values.shape[1])
    # The mean of equal numbers may round to another number, which would look like a spread.
    spread = np.ptp(values, axis=0)
    return np.asarray(np.where(spread > 0, values.mean(axis=0), values[0]))


def _by_unit(part: Floats, unit: NDArray[np.int64], n_units: int) -> Floats:
    n_outputs = part.shape[1]
    place = (unit[:, None] * n_outputs + np.arange(n_outputs)).ravel()
    return add_floats_at(place, part.ravel(), n_units * n_outputs).reshape(n_units, n_outputs)


def _symmetric(size: Floats, y_true: Floats, y_pred: Floats) -> Floats:
    both = np.abs(y_true) + np.abs(y_pred)
    return np.asarray(np.divide(2 * size, both, out=np.zeros_like(size), where=both > 0))


def _share(numerator: Floats, n: Floats) -> Floats:
    return np.asarray(np.divide(numerator, n, out=np.zeros_like(numerator), where=n > 0))


def _about_mean(n: Floats, sums: Floats, squares: Floats) -> Floats:
    left = squares - _share(sums * sums, n)
    # A constant away from the centre leaves the rounding of its square, which is no spread.
    return np.asarray(np.where(left > 1e-13 * squares, left, 0.0))
