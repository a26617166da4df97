"""What a quantised model loses against its float reference, on the same samples."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class QuantizationCost(Shown):
    """Reference and candidate on the same samples of one split."""

    reference: Scope
    candidate: Scope
    reference_accuracy: Estimate
    candidate_accuracy: Estimate
    reference_macro_f1: Estimate
    candidate_macro_f1: Estimate
    accuracy_change: Estimate
    """Candidate minus reference, as a share; below 0 is a loss. The interval is paired."""
    n_reference_only_right: int
    """Samples that only the reference got right."""
    n_candidate_only_right: int
    """Samples that only the candidate got right."""
    n_disagreements: int
    """Samples where the two predicted different classes."""
    p_value: float
    """Exact McNemar test of equal accuracy, two-sided."""
    reference_bytes: int | None
    """Size of the reference's model file; None when there is no file."""
    candidate_bytes: int | None
    """Size of the candidate's model file; None when there is no file."""
    kind: Literal["quantization_cost"] = "quantization_cost"
