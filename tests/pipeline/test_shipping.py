from afterfit.pipeline.shipping import Shipping
from afterfit.results import Budget, CostFigure, VariantCosts


def test_a_variant_with_a_form_for_the_device_is_not_shipped_itself() -> None:
    flash, ram, latency = (CostFigure.of(n, "given") for n in (100, 200, 3))
    known = VariantCosts("int8", flash, ram, latency)
    costs = (
        Shipping(Budget(), {"int8": known, "int8_tflm": known})
        .shipped_as({"int8": "int8_tflm"})
        .costs
    )
    assert costs["int8"].shipped_as == "int8_tflm"
    assert costs["int8"].flash_bytes == known.flash_bytes
    assert costs["int8_tflm"].shipped_as == ""


def test_costs_that_are_not_known_are_left_unknown() -> None:
    costs = Shipping().shipped_as({"int8": "int8_tflm"}).costs
    assert not costs["int8"].flash_bytes.is_known
