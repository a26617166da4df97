"""What a kind of error of a detector costs, in words."""

from afterfit.findings.numbers_judged import ends
from afterfit.findings.rule import Evidence
from afterfit.results import DetectorError

FEWEST = 5
"""Fewer errors of a kind are no pattern."""


def gain_evidence(error: DetectorError) -> Evidence:
    """Return number and cost of a kind of error as evidence."""
    parts: Evidence = {"n_errors": error.n, "ap50_gain": error.dap.value}
    if error.dap.low == error.dap.low:
        parts |= {"ap50_gain_low": error.dap.low, "ap50_gain_high": error.dap.high}
    return parts


def gain_text(error: DetectorError) -> str:
    """Return the AP50 that a kind of error costs, and how many there are."""
    return f"{ends(error.dap)} of AP50; there {'is' if error.n == 1 else 'are'} {error.n:,}"


def costs_enough(error: DetectorError, smallest: float) -> bool:
    """Tell whether a kind of error is a pattern, and surely costs something, and enough."""
    return error.n >= FEWEST and error.dap.low > 0 and error.dap.value >= smallest
