"""TL003: a threshold chosen on the test split."""

import math

from afterfit.findings.rule import Rule, Verdict, not_applicable, raised
from afterfit.results import TensorlabRecord


def _judge(record: TensorlabRecord) -> Verdict:
    known = [one for one in record.thresholds if not math.isnan(one.f1)]
    if not record.thresholds:
        return not_applicable("The run has no threshold_performance.csv.")
    if not any(one.tp + one.fn for one in known):
        return not_applicable("The test split has no anomalies.")
    best = max(known, key=lambda one: one.f1)
    device = "the one on the device" if best.k == 3 else "while the device gets that of k = 3"
    return raised(
        f"k = {best.k:g} has the highest F1 ({best.f1:.3f}) on the test split that it was chosen "
        f"on, {device}.",
        k=best.k,
        threshold=best.threshold,
        f1=best.f1,
    )


RULE = Rule(
    code="TL003",
    title="A threshold chosen on the test split",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Choose k on validation data, or by a false-alarm target; report it on the test split.",
        "Compare the constant in the device's header with the k that is wanted.",
    ),
    source="Tiny ML Tensorlab, timeseries_anomalydetection, test_onnx.py and train.py (μ + 3σ)",
)
