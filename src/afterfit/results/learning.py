"""What the curves of one training look like, in numbers."""

from dataclasses import dataclass, field
from typing import Literal

from afterfit.records import CurveSplit, Role
from afterfit.results.arrays import FloatArray
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class Spike:
    """A value of a loss far above those around it."""

    step: float
    value: float
    usual: float
    """Running median at that step."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Slope of the end of a curve, by Theil and Sen, with its 95 % interval."""

    first_step: float
    """Where the end begins: it is the last fifth, at least five values."""
    slope: float
    """Change per step; nan with fewer than five values."""
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One series of a training log, made ready to be judged."""

    name: str
    role: Role
    split: CurveSplit
    higher_is_better: bool | None
    steps: FloatArray
    """Rising, shape (n,); several values at one step count as their median."""
    values: FloatArray
    """Finite values, shape (n,)."""
    smoothed: FloatArray
    """Running median over a twentieth of the values, shape (n,); nothing is smoothed across a
    change of the learning rate or a restart."""
    not_finite: FloatArray
    """Steps at which the value was nan or infinite; they are not among ``steps``."""
    ends_not_finite: bool
    """Whether the last value written was nan or infinite."""
    noise: float
    """Standard deviation of one value around its trend; nan with fewer than five values."""
    start: float
    """First value, or the median of the first hundredth of long curves; nan without values."""
    final: float
    """Median of the last tenth, at least of three values; nan without values."""
    best: float
    """Best smoothed value; nan without values or without a direction."""
    best_step: float
    """Where it stands first; nan as ``best``."""
    equal_steps: FloatArray
    """Steps whose smoothed value is within the noise of the best."""
    trend: Trend
    spikes: tuple[Spike, ...]
    """Of losses; in order of steps."""

    @property
    def improvement(self) -> float:
        """How much better the best is than the start; above 0 where there was progress."""
        return self.best - self.start if self.higher_is_better else self.start - self.best

    @property
    def setback(self) -> float:
        """How much worse the end is than the best; nan without values."""
        return self.best - self.final if self.higher_is_better else self.final - self.best


@dataclass(frozen=True, slots=True, eq=False)
class LossGap:
    """Training and evaluation loss side by side at each evaluation."""

    steps: FloatArray
    """Shape (n_evaluations,)."""
    train: FloatArray
    """Training loss there, read off its running median; where both are written once an epoch,
    that of this and the next epoch, since the training loss of an epoch is a mean over it."""
    evaluation: FloatArray
    """Evaluation loss, same shape."""


@dataclass(frozen=True, slots=True, eq=False)
class StepAxis:
    """Another way to tell how far a training is than by its steps."""

    name: str
    """Either "epoch" or "minutes"."""
    steps: FloatArray
    """Rising, shape (n,)."""
    values: FloatArray
    """Never falling, shape (n,); between two of them they rise in a line."""


@dataclass(frozen=True, slots=True, eq=False)
class LearningCurves(Shown):
    """All curves of one training log."""

    name: str
    log_kind: str
    """Which tool wrote the log."""
    step_unit: str
    """What one step is: "epoch", "step", "iteration" or "round"."""
    curves: tuple[Curve, ...]
    """In the order of the log; sums of components come last."""
    gap: LossGap | None
    """None without both losses."""
    restarts: tuple[float, ...] = ()
    """Steps at which the training went on again."""
    rate_changes: tuple[float, ...] = ()
    """Steps from which the learning rate is another by half or more; none where it glides."""
    notes: tuple[str, ...] = ()
    """What was odd about the log, and which of several series was judged."""
    settings: dict[str, str] = field(default_factory=dict)
    """Hyperparameters that stand beside the log."""
    judged: dict[str, str] = field(default_factory=dict)
    """Name of the curve that stands for "train loss", "eval loss", "train metric",
    "eval metric" and "learning rate", where there is one."""
    axes: tuple[StepAxis, ...] = ()
    """What else than steps the log tells."""
    kind: Literal["learning_curves"] = "learning_curves"

    def judged_curve(self, part: str) -> Curve | None:
        """Return the curve that stands for *part*, a key of ``judged``; None without one."""
        name = self.judged.get(part)
        return next((curve for curve in self.curves if curve.name == name), None)

    def component(self, role: Role, split: CurveSplit) -> Curve | None:
        """Return the loss of that role, the longest where there are several; None without one."""
        found = [one for one in self.curves if (one.role, one.split) == (role, split)]
        return max(found, key=lambda one: len(one.steps), default=None)

    @property
    def last_step(self) -> float:
        """Return the last step that any curve has; nan without curves."""
        ends = [curve.steps[-1] for curve in self.curves if len(curve.steps)]
        return float(max(ends, default=float("nan")))
