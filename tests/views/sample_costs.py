"""Costs and layers to draw."""

from math import inf, nan

from afterfit.results import LayerAgreement, LayerComparison


def sample_comparison() -> LayerComparison:
    return LayerComparison(
        reference="float32",
        candidate="int8",
        n_windows=8,
        layers=(
            LayerAgreement("same", "Conv", inf, inf, 1.0, 0.0, 0.0, 1.0, 0, 8),
            LayerAgreement("conv2 <b>", "Conv", 31.4, 3.2, 0.99, 0.4, 0.001, 0.02, 5, 8),
            LayerAgreement("silent", "Relu", nan, nan, nan, 0.0, nan, nan, 0, 8),
            LayerAgreement("probabilities", "Softmax", 11.2, 0.0, 0.96, 0.6, 0.0, 1.0, 5, 10),
        ),
        n_unmatched=1,
    )
