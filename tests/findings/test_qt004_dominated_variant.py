from dataclasses import replace

import pytest

from afterfit.findings.qt004_dominated_variant import RULE
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.shipping import Shipping
from afterfit.results import Budget, CostFigure, VariantCosts
from tests.analyses.test_quantization import models
from tests.findings.test_qt003_too_few_to_choose import analysis


@pytest.mark.parametrize(
    ("b", "c", "flash", "outcome"),
    [
        (10, 4, 10, "clear"),
        (10, 4, 99, "raised"),
        (4, 10, 10, "raised"),
        (4, 4, 40, "clear"),
    ],
    ids=["a trade", "worse and larger", "better and smaller", "equal"],
)
def test_outcome(b: int, c: int, flash: float, outcome: str) -> None:
    assert RULE(analysis(b, c, 500, flash)).outcome == outcome


def test_the_claim_names_who_beats_whom() -> None:
    assert RULE(analysis(10, 4, 500, 99)).claim == (
        "int8 is beaten by float32, by accuracy and flash: "
        "there is no wish for which it is the choice."
    )


def test_without_costs_nobody_is_beaten() -> None:
    found = analyze_predictions(models(10, 4, 500))
    assert RULE(found).outcome == "not_applicable"
    assert RULE(replace(found, decision=None)).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("device", "outcome"), [("", "raised"), ("NUCLEO-L4R5ZI", "not_applicable")]
)
def test_what_does_not_run_on_the_device_beats_nobody(device: str, outcome: str) -> None:
    unknown = VariantCosts.unknown("x", "not given")
    costs = {
        name: replace(unknown, variant=name, flash_bytes=CostFigure.of(flash, "given"))
        for name, flash in (("float32", 40.0), ("int8", 99.0))
    }
    costs["float32"] = replace(costs["float32"], unsupported="an ONNX file needs ONNX Runtime")
    shipping = Shipping(Budget((), device), costs)
    found = RULE(analyze_predictions(models(10, 4, 500), shipping=shipping))
    assert found.outcome == outcome
    if device:
        assert found.claim == (
            "No choice: float32 (does not run on the device); only int8 is left."
        )
