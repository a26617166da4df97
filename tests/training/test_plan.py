import subprocess
import sys
from typing import Any

import pytest

from afterfit.errors import InputError
from afterfit.training import TrainingPlan


def test_defaults_are_those_of_tensorlab() -> None:
    plan = TrainingPlan("CLS_4k_NPU")
    assert (plan.epochs, plan.batch_size, plan.learning_rate) == (10, 8, 2e-3)
    assert (plan.optimizer, plan.weight_decay, plan.lambda_reg) == ("sgd", 1e-4, 0.0)
    assert (plan.lr_scheduler, plan.seed, plan.class_weights) == ("cosineannealinglr", 42, False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_name": "CLS_4k"}, "did you mean 'CLS_4k_NPU'"),
        ({"optimizer": "adagrad"}, "optimizer must be one of sgd, rmsprop, adam, adamw"),
        ({"lr_scheduler": "cosine"}, "lr_scheduler must be one of"),
        ({"epochs": 0}, "epochs must be at least 1, got 0"),
        ({"batch_size": 1}, "batch_size must be at least 2, got 1"),
        ({"learning_rate": 0.0}, "learning_rate must be above 0, got 0.0"),
        ({"learning_rate": float("nan")}, "learning_rate must be above 0, got nan"),
        ({"weight_decay": -1.0}, "weight_decay must be at least 0, got -1.0"),
        ({"lambda_reg": float("inf")}, "lambda_reg must be at least 0, got inf"),
        ({"lr_gamma": -0.1}, "lr_gamma must be above 0"),
        ({"lr_step_size": 0}, "lr_step_size must be at least 1"),
        ({"lr_warmup_epochs": 10}, "lr_warmup_epochs must be below epochs, 10, got 10"),
        ({"seed": -1}, "seed must be at least 0"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_impossible_plans_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message.replace("(", r"\(")):
        TrainingPlan(**{"model_name": "CLS_4k_NPU", **changes})


def test_the_package_imports_without_its_heavy_libraries() -> None:
    code = (
        "import sys, afterfit.training; "
        "print({'torch', 'onnx', 'onnxruntime', 'tensorboardX'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
