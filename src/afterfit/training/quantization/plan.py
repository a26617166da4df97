"""How a trained network is to be quantised."""

from dataclasses import dataclass
from typing import Literal, get_args

from afterfit.errors import InputError, did_you_mean
from afterfit.training.plan import TrainingPlan

Method = Literal["PTQ", "QAT"]
Bits = Literal[8, 4, 2]
Scales = Literal["any", "powers of two"]
CalibrationMethod = Literal["minmax", "entropy", "percentile"]

_FEWEST_EPOCHS = 10
_RATE_DIVISOR = 100


@dataclass(frozen=True, slots=True)
class QuantizationPlan:
    """Everything but network and data that decides what quantisation gives.

    Raises
    ------
    InputError
        When a value is not one of those offered.

    Examples
    --------
    >>> QuantizationPlan(weight_bits=4).variant, QuantizationPlan().is_plain
    ('w4a8', True)
    """

    method: Method = "PTQ"
    """PTQ: after training, from calibration alone; QAT: the network goes on learning with the
    rounding in place."""
    weight_bits: Bits = 8
    """Width of the weights of convolutions and matrices."""
    activation_bits: Bits = 8
    """Width of what lies between layers; the model's input and output keep 8 bits."""
    scales: Scales = "any"
    """"powers of two" lets hardware shift where it would multiply."""
    calibration_method: CalibrationMethod = "minmax"
    """How ranges follow from what the calibration windows give rise to: the lowest and highest
    value; those with the least loss of information; or all but the outermost 0.01 %."""
    calibration_windows: int | None = None
    """How many training windows calibrate, evenly spaced; None for all."""
    exclude_layers: tuple[str, ...] = ()
    """Layers that stay in float, by their names in the float model."""
    epochs: int | None = None
    """Epochs of QAT; None for a fifth of the float training's, at least 10."""
    learning_rate: float | None = None
    """First learning rate of QAT; None for a hundredth of the float training's."""

    def __post_init__(self) -> None:
        _check_choice("method", self.method, get_args(Method))
        _check_choice("weight_bits", self.weight_bits, get_args(Bits))
        _check_choice("activation_bits", self.activation_bits, get_args(Bits))
        _check_choice("scales", self.scales, get_args(Scales))
        _check_choice("calibration_method", self.calibration_method, get_args(CalibrationMethod))
        for name in ("calibration_windows", "epochs", "learning_rate"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise InputError(f"{name} must be above 0, got {value}")

    @property
    def is_plain(self) -> bool:
        """Whether ONNX Runtime's own quantiser gives it: PTQ, 8 bits, any scale."""
        bits = self.weight_bits, self.activation_bits
        return self.method == "PTQ" and bits == (8, 8) and self.scales == "any"

    @property
    def variant(self) -> str:
        """Name of the model that it gives: "int8", "int4", or "w4a8" for mixed widths."""
        if self.weight_bits == self.activation_bits:
            return f"int{self.weight_bits}"
        return f"w{self.weight_bits}a{self.activation_bits}"

    def n_epochs(self, training: TrainingPlan) -> int:
        """Return the epochs of QAT after that training; the default is Tensorlab's."""
        return self.epochs or max(_FEWEST_EPOCHS, training.epochs // 5)

    def first_rate(self, training: TrainingPlan) -> float:
        """Return the learning rate that QAT starts with; the default is Tensorlab's."""
        return self.learning_rate or training.learning_rate / _RATE_DIVISOR


def _check_choice(name: str, value: object, known: tuple[object, ...]) -> None:
    if value not in known:
        words = tuple(map(str, known))
        hint = did_you_mean(str(value), words)
        raise InputError(f"{name} must be one of {', '.join(words)}, got {value!r}{hint}")
