"""What another variant loses against the reference, where numbers are predicted."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Estimate, Scope


@dataclass(frozen=True, slots=True)
class MetricChange:
    """One metric of reference and candidate on the same samples."""

    reference: float
    candidate: float
    change: Estimate
    """Candidate minus reference, in the unit of the metric; the interval is paired."""


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
    metrics: tuple[MetricChange, ...] = ()
    """One a metric that both have, RMSE first."""

    def metric(self, name: str) -> MetricChange | None:
        """Return the change of that metric, None where it is not known."""
        return next((one for one in self.metrics if one.change.metric == name), None)


@dataclass(frozen=True, slots=True)
class ErrorComparison:
    """Reference and candidate on the same samples of one split."""

    reference: Scope
    candidate: Scope
    outputs: tuple[OutputChange, ...]
    """Which of the two to ship; None where no output is compared."""
    kind: Literal["error_comparison"] = "error_comparison"
