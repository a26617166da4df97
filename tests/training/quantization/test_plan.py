from typing import Any

import pytest

from afterfit.errors import InputError
from afterfit.training import QuantizationPlan, TrainingPlan


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"method": "QAD"}, r"method must be one of PTQ, QAT, got 'QAD'"),
        ({"weight_bits": 3}, "weight_bits must be one of 8, 4, 2, got 3"),
        ({"activation_bits": 16}, "activation_bits must be one of 8, 4, 2, got 16"),
        ({"scales": "power of two"}, "did you mean 'powers of two'"),
        ({"calibration_method": "kl"}, "must be one of minmax, entropy, percentile"),
        ({"calibration_windows": 0}, "calibration_windows must be above 0, got 0"),
        ({"learning_rate": -1.0}, "learning_rate must be above 0, got -1.0"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_not_offered_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        QuantizationPlan(**values)


@pytest.mark.parametrize(
    ("weights", "activations", "variant"),
    [(8, 8, "int8"), (4, 4, "int4"), (2, 2, "int2"), (4, 8, "w4a8")],
)
def test_the_variant_says_the_widths(weights: Any, activations: Any, variant: str) -> None:
    assert QuantizationPlan(weight_bits=weights, activation_bits=activations).variant == variant


@pytest.mark.parametrize(
    ("plan", "plain"),
    [
        (QuantizationPlan(), True),
        (QuantizationPlan(calibration_method="entropy", exclude_layers=("conv1",)), True),
        (QuantizationPlan("QAT"), False),
        (QuantizationPlan(activation_bits=4), False),
        (QuantizationPlan(scales="powers of two"), False),
    ],
)
def test_what_the_quantiser_gives_by_itself_is_plain(plan: QuantizationPlan, plain: bool) -> None:
    assert plan.is_plain is plain


@pytest.mark.parametrize(
    ("epochs", "own", "expected"), [(20, None, 10), (100, None, 20), (100, 3, 3)]
)
def test_epochs_of_qat_are_a_fifth_and_at_least_ten(
    epochs: int, own: int | None, expected: int
) -> None:
    training = TrainingPlan("CLS_1k_NPU", epochs=epochs)
    assert QuantizationPlan("QAT", epochs=own).n_epochs(training) == expected
