"""TL001: Tensorlab's test accuracy is not that of its files."""

import math

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import TensorlabRecord


def _judge(record: TensorlabRecord) -> Verdict:
    tested = [one for one in record.numbers if (one.stage, one.metric) == ("test", "accuracy")]
    for one in tested:
        if math.isnan(one.ours):
            return not_applicable("The test could not be made again from what is there.")
        theirs, ours = f"{one.value:.2%}", f"{one.ours:.2%}"
        evidence = {"theirs": one.value, "ours": one.ours, "line": one.line}
        if abs(one.value - one.ours) <= one.rounding + 1e-9:
            return clear(f"Both are {theirs} ({record.tested_variant}).", **evidence)
        return raised(
            f"Tensorlab says {theirs} (run.log, line {one.line}); its {record.tested_variant} "
            f"model gives {ours} on {count(record.n_our_windows, 'test window')}, Tensorlab's "
            "file-level "
            f"log counts {record.n_test_windows or 'none'}.",
            **evidence,
        )
    return not_applicable("run.log has no test accuracy.")


RULE = Rule(
    code="TL001",
    title="Tensorlab's test accuracy is not that of its files",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look whether the model file, the lists or the recordings were changed after the run.",
        "Check that the feature extraction of run.yaml is the one that the model was trained with.",
        "Quote the number that can be made again, with its interval.",
    ),
    source="Tiny ML Tensorlab, timeseries_classification/test_onnx.py (argmax, two decimals)",
)
