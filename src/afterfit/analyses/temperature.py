"""One number that makes scores mean what they say."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.scope import scope_of
from afterfit.errors import InputError
from afterfit.metrics.from_reliability import calibration_error
from afterfit.records import MultilabelPredictions, Predictions
from afterfit.results.temperature import NoTemperatureOffer, ScoreQuality, TemperatureOffer
from afterfit.statistics import Reliability, t_95

LOWEST, HIGHEST = 0.05, 20.0
"""Temperatures beyond are no calibration: scores without errors, or without information."""
_N_BINS = 10
_INT8_STEP = 1 / 256
_BLOCK = 1 << 12  # rows

Floats = NDArray[np.float64]


def offer_temperature(
    validation: Predictions, test: Predictions
) -> TemperatureOffer | NoTemperatureOffer:
    """Return the temperature of least log loss on validation, and what it gains on test.

    Logits are the logarithms of the scores. A score of 0 is taken as half an int8 level, 1/512,
    where all scores are multiples of 1/256, else as 2.2e-16; "before" uses the same floor. There is
    no offer where the gain on test is within its noise (95 %, by recording).

    Parameters
    ----------
    validation, test : Predictions
        The same variant on two splits.

    Raises
    ------
    InputError
        When the two are not of one variant with the same classes.

    References
    ----------
    Guo, Pleiss, Sun & Weinberger (2017), ICML, 1321-1330.
    """
    check_same_model(validation, test)
    floor = score_floor(validation.scores, test.scores)
    temperature = _temperature(validation, test, floor)
    if isinstance(temperature, str):
        return NoTemperatureOffer(validation.variant, temperature)
    return _judge_on_test(validation, test, temperature, floor)


def check_same_model(
    validation: Predictions | MultilabelPredictions, test: Predictions | MultilabelPredictions
) -> None:
    """Raise an `InputError` where two splits are not of one model."""
    for name in ("variant", "class_names"):
        one, other = getattr(validation, name), getattr(test, name)
        if one != other:
            raise InputError(
                f"validation and test must be predictions of one model, but {name} is {one!r} "
                f"against {other!r}"
            )
    if validation.split == test.split:
        raise InputError(
            f"what is chosen on one split is reported on another, but both are {test.split!r}; "
            "pass predictions on validation and on test"
        )


def score_floor(*scores: Floats) -> float:
    """Return what a score of 0 stands for: half a level of an int8 output, or the smallest step."""
    if all(map(on_int8_levels, scores)):
        return _INT8_STEP / 2
    return float(np.finfo(np.float64).eps)


def on_int8_levels(scores: Floats) -> bool:
    """Return whether all scores, (n_samples, n_classes), are multiples of 1/256."""
    levels = (scores[rows] / _INT8_STEP for rows in _blocks(len(scores)))
    return all((part == np.rint(part)).all() for part in levels)


def log_scores(scores: Floats, floor: float) -> Floats:
    """Return logits that give back *scores* by a softmax, shape (n_samples, n_classes)."""
    return np.log(np.maximum(scores, floor))


def with_temperature(logits: Floats, temperature: float, highest: Floats | None = None) -> Floats:
    """Return softmax(logits / temperature), shape (n_samples, n_classes).

    *highest* spares looking for the highest logit of each row, shape (n_samples, 1).

    Examples
    --------
    >>> with_temperature(np.log([[0.8, 0.2]]), 2.0).round(3).tolist()
    [[0.667, 0.333]]
    """
    shifted = logits - (logits.max(axis=1, keepdims=True) if highest is None else highest)
    shifted /= temperature
    powers = np.exp(shifted, out=shifted)
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def fit_temperature(logits: Floats, y_true: NDArray[np.int64]) -> float:
    """Return the temperature of least log loss, within 0.05 and 20.

    Log loss is convex in 1 / temperature, so its slope has one root; the bounds are returned where
    the root is beyond them.
    """
    from scipy.optimize import brentq

    slope = _slope_of(logits, y_true)
    low, high = -math.log(HIGHEST), -math.log(LOWEST)
    if slope(low) >= 0:
        return HIGHEST
    if slope(high) <= 0:
        return LOWEST
    return math.exp(-float(brentq(slope, low, high, xtol=1e-12)))


def _slope_of(logits: Floats, y_true: NDArray[np.int64]) -> Callable[[float], float]:
    """Return d(log loss) / d(1 / temperature) as a function of the logarithm of 1 / temperature.

    It is the expected minus the true logit, on average.
    """
    highest = logits.max(axis=1, keepdims=True)
    true = np.take_along_axis(logits, y_true[:, None], axis=1)[:, 0]
    expected = np.empty(len(logits))

    def slope(log_inverse: float) -> float:
        temperature = 1 / math.exp(log_inverse)
        for rows in _blocks(len(logits)):
            part = logits[rows]
            products = with_temperature(part, temperature, highest[rows])
            products *= part
            products.sum(axis=1, out=expected[rows])
        return float((expected - true).mean())

    return slope


def _blocks(n: int) -> Iterator[slice]:
    """Give the slices of *n* rows whose scores stay in a core's cache."""
    return (slice(start, min(start + _BLOCK, n)) for start in range(0, n, _BLOCK))


def _temperature(validation: Predictions, test: Predictions, floor: float) -> float | str:
    """Return the temperature that fits validation, or a sentence on why there is none."""
    for one in (validation, test):
        if len(one) == 0:
            return f"There are no predictions on the {one.split} split."
        if not one.has_scores:
            return f"There are no scores on the {one.split} split, only predicted classes."
    logits = log_scores(validation.scores, floor)
    if (logits == logits[:, :1]).all():
        return "All classes have equal scores, which no temperature changes."
    temperature = fit_temperature(logits, validation.y_true)
    if temperature == LOWEST:
        return (
            f"The {validation.split} split has too few errors to fit a temperature: sharper scores "
            "would always look better."
        )
    if temperature == HIGHEST:
        return f"On the {validation.split} split the scores say nothing of the true class."
    return temperature


def _judge_on_test(
    validation: Predictions, test: Predictions, temperature: float, floor: float
) -> TemperatureOffer | NoTemperatureOffer:
    plain, tempered = (_Tempered.of(test, one, floor) for one in (1.0, temperature))
    change = tempered.log_loss - plain.log_loss
    mean = float(change.mean())
    half = _half_width(change, test.source)
    stated = f"A temperature of {temperature:.2f} changes log loss on {test.split} by {mean:+.4f}"
    if math.isnan(half):
        return NoTemperatureOffer(
            test.variant, f"{stated}, which one recording cannot tell from chance."
        )
    if mean + half >= 0:
        return NoTemperatureOffer(test.variant, f"{stated} ± {half:.4f}: no gain beyond noise.")
    return TemperatureOffer(
        fitted_on=scope_of(validation),
        reported_on=scope_of(test),
        temperature=temperature,
        before=plain.quality(),
        after=tempered.quality(),
        log_loss_change=mean,
        log_loss_change_low=mean - half,
        log_loss_change_high=mean + half,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Tempered:
    """What the scores of each row say at one temperature, all of shape (n_samples,)."""

    log_loss: Floats
    brier_score: Floats
    """Squared distance of the scores from the truth."""
    highest: Floats
    right: NDArray[np.bool_]

    @classmethod
    def of(cls, test: Predictions, temperature: float, floor: float) -> "_Tempered":
        n, classes = len(test), np.arange(test.scores.shape[1])
        log_loss, brier_score, highest = np.empty((3, n))
        right = np.empty(n, dtype=np.bool_)
        for rows in _blocks(n):
            labels = test.y_true[rows]
            scores = with_temperature(log_scores(test.scores[rows], floor), temperature)
            true = np.take_along_axis(scores, labels[:, None], axis=1)[:, 0]
            log_loss[rows] = -np.log(np.maximum(true, np.finfo(np.float64).tiny))
            brier_score[rows] = ((scores - (classes == labels[:, None])) ** 2).sum(axis=1)
            highest[rows] = scores.max(axis=1)
            right[rows] = scores.argmax(axis=1) == labels
        return cls(log_loss, brier_score, highest, right)

    def quality(self) -> ScoreQuality:
        """Return the means over all rows."""
        top = Reliability.from_columns(self.highest[:, None], self.right[:, None])
        return ScoreQuality(
            log_loss=float(self.log_loss.mean()),
            ece=float(calibration_error(top.equal_width(0, _N_BINS))),
            brier_score=float(self.brier_score.mean() / 2),
        )


def _half_width(values: Floats, source: NDArray[np.int64]) -> float:
    """Return half the 95 % interval of a mean whose samples cluster by source; nan for one."""
    n = np.bincount(source)
    residual = np.bincount(source, values)[n > 0] - values.mean() * n[n > 0]
    m = len(residual)
    if m < 2:
        return math.nan
    variance = m / (m - 1) * float(residual @ residual) / len(values) ** 2
    return t_95(m - 1) * math.sqrt(variance)
