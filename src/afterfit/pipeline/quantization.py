"""Configuration → how the model is quantised, as a plan and in words."""

from afterfit.pipeline.config.sections import TrainingSection
from afterfit.training import QuantizationPlan, TrainingPlan
from afterfit.wording import counted


def quantization_plan(training: TrainingSection) -> QuantizationPlan:
    """Return the keys on quantisation as the quantiser takes them.

    ``quantization: 2`` stands for TINPU, whose scales are powers of two; 1 for any scale.
    """
    return QuantizationPlan(
        method=training.quantization_method,
        weight_bits=training.quantization_weight_bitwidth,
        activation_bits=training.quantization_activation_bitwidth,
        scales="powers of two" if training.quantization == 2 else "any",
        calibration_method=training.quantization_calibration_method,
        calibration_windows=training.quantization_calibration_windows,
        exclude_layers=tuple(training.quantization_exclude_layers),
        epochs=training.quantization_epochs,
        learning_rate=training.quantization_learning_rate,
    )


def quantization_words(plan: QuantizationPlan, training: TrainingPlan) -> str:
    """Return how a model was quantised, as one line of the facts.

    Examples
    --------
    >>> quantization_words(QuantizationPlan(), TrainingPlan("CLS_4k_NPU"))
    'int8 by PTQ, weights per channel, calibrated on all training windows (minmax)'
    """
    n = plan.calibration_windows
    windows = counted(n, "training window") if n else "all training windows"
    words = [
        f"{plan.variant} by {plan.method}",
        "weights per channel",
        *(["scales are powers of two"] if plan.scales == "powers of two" else []),
        f"calibrated on {windows} ({plan.calibration_method})",
    ]
    if plan.method == "QAT":
        rate = plan.first_rate(training)
        words.append(f"{counted(plan.n_epochs(training), 'epoch')}, learning rate {rate:g}")
    if plan.exclude_layers:
        words.append(f"in float: {', '.join(plan.exclude_layers)}")
    if (plan.weight_bits, plan.activation_bits) != (8, 8):
        words.append(
            f"{plan.weight_bits}-bit weights and {plan.activation_bits}-bit activations are "
            "simulated on int8, their cost is counted at that width"
        )
    return ", ".join(words)
