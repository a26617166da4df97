"""What another variant loses against the reference, where numbers are predicted."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope


@dataclass(frozen=True, slots=True)
class OutputChange:
    """One output, or forecast variable, of reference and candidate."""

    name: str
    unit: str
    reference_rmse: Estimate
    candidate_rmse: Estimate
    change: Estimate
    """RMSE of the candidate / that of the reference - 1; below 0 is a gain. Paired."""
    mean_difference: float
    """Mean |candidate - reference| of the predictions."""
    largest_difference: float


@dataclass(frozen=True, slots=True)
class ErrorComparison:
    """Reference and candidate on the same samples of one split."""

    reference: Scope
    candidate: Scope
    outputs: tuple[OutputChange, ...]
    kind: Literal["error_comparison"] = "error_comparison"
