"""CL005: the model is sure of itself where it is wrong."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, raised
from afterfit.findings.wording import count, percent
from afterfit.results import VariantAnalysis

SURE = 0.9
"""Highest minus second-highest score from which a prediction counts as confident."""
FEWEST = 10
SMALLEST_SHARE_OF_ERRORS = 1 / 3
SMALLEST_SHARE_OF_SAMPLES = 0.01


def _judge(variant: VariantAnalysis) -> Verdict:
    histogram = variant.margins.overall
    sure = histogram.edges[:-1] >= SURE - 1e-9  # an edge such as 18 / 20 may miss 0.9 by a bit
    n_errors, n_sure = int(histogram.wrong.sum()), int(histogram.wrong[sure].sum())
    n_right = int(histogram.correct[sure].sum())
    evidence = {"n_confident_errors": n_sure, "n_errors": n_errors, "n_confident_right": n_right}
    if n_errors == 0:
        return clear("There are no wrong predictions.", **evidence)
    claim = (
        f"{n_sure:,} of {count(n_errors, 'error')} ({percent(n_sure / n_errors)}) lead the second "
        f"choice by {SURE} or more"
    )
    n_samples = variant.quality.scope.n_samples
    if (
        n_sure >= FEWEST
        and n_sure >= SMALLEST_SHARE_OF_ERRORS * n_errors
        and n_sure >= SMALLEST_SHARE_OF_SAMPLES * n_samples
    ):
        return raised(f"{claim}, so the score does not warn of them.", **evidence)
    return clear(f"{claim}.", **evidence)


RULE = Rule(
    code="CL005",
    title="Confident mistakes",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at the most confident errors first: wrong labels gather there.",
        "See whether they come from a few recordings.",
        "Do not rely on a confidence limit in the device to reject mistakes.",
        "Calibrate the scores on validation data (temperature scaling), or train with smoothing.",
    ),
    source="Tensorlab §8.6.6, §8.6.9; Guo et al. (2017), ICML, 1321-1330",
)
