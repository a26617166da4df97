"""Two models on the same samples → the metric of their task, and its paired change."""

from dataclasses import dataclass

from afterfit.analyses.quantization import compare_quantization
from afterfit.records import Predictions
from afterfit.results import Estimate, Scope, Yardstick
from afterfit.results.yardstick import ACCURACY


@dataclass(frozen=True, slots=True)
class PairedMetric:
    """What models of one task are ranked by, of a reference and a candidate."""

    reference: Scope
    candidate: Scope
    yardstick: Yardstick
    reference_value: float
    candidate_value: float
    change: Estimate
    """Candidate minus reference with its paired interval; above 0 is better."""
    p_value: float
    """Of no change; nan where there is no test."""


def paired_accuracy(reference: Predictions, candidate: Predictions) -> PairedMetric:
    """Return the change of the accuracy, with McNemar's exact test.

    Raises
    ------
    InputError
        When the two were not tested on the same samples.
    """
    cost = compare_quantization(reference, candidate, None, None)
    return PairedMetric(
        reference=cost.reference,
        candidate=cost.candidate,
        yardstick=ACCURACY,
        reference_value=cost.reference_accuracy.value,
        candidate_value=cost.candidate_accuracy.value,
        change=cost.accuracy_change,
        p_value=cost.p_value,
    )
