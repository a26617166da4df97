"""The part of an analysis of predicted numbers that a rule looks at, and words for it."""

import math
from collections.abc import Sequence

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent
from afterfit.results import (
    ErrorComparison,
    Estimate,
    OutputQuality,
    VariableQuality,
)

TOLERANCE = 0.05
"""Growth of the RMSE that is accepted for a smaller and faster model."""
WIDE = 0.5
"""Width of the interval of the RMSE, in relation to it, from which data are called too few."""


def number(value: float, unit: str = "") -> str:
    """Return a number with three digits that mean something, and its unit.

    Examples
    --------
    >>> number(0.012345, "Nm"), number(-3.0)
    ('0.0123 Nm', '-3')
    """
    return f"{value:.3g} {unit}".rstrip()


def ends(estimate: Estimate, unit: str = "") -> str:
    """Return value and 95 % interval of an estimate."""
    value = number(estimate.value, unit)
    if math.isnan(estimate.low):
        return f"{value} (no interval)"
    return f"{value} (95 % interval {number(estimate.low)} to {number(estimate.high)})"


def excludes_zero(estimate: Estimate) -> bool:
    """Tell whether the interval lies on one side of zero; False where there is none."""
    return estimate.low > 0 or estimate.high < 0


def too_few(outputs: Sequence[OutputQuality | VariableQuality], n_sources: int) -> Verdict:
    """Raise when the RMSE of the least certain output has a wide interval, or none."""
    widest = max(outputs, key=_width)
    return _judge_width(widest.estimate("rmse"), widest.name, widest.unit, n_sources)


def _width(one: OutputQuality | VariableQuality) -> float:
    rmse = one.estimate("rmse")
    width = (rmse.high - rmse.low) / rmse.value if rmse.value else 0.0
    return width if width == width else float("inf")


def _judge_width(rmse: Estimate, name: str, unit: str, n_sources: int) -> Verdict:
    """Raise when the interval of the RMSE is wide, or cannot be told."""
    rests_on = count(rmse.n, "sample")
    if n_sources < rmse.n:
        rests_on += f" of {count(n_sources, 'recording')}"
    evidence: Evidence = {"n_samples": rmse.n, "n_sources": n_sources, "rmse": rmse.value}
    if rmse.value == 0:
        return not_applicable("The model makes no error.", **evidence)
    if math.isnan(rmse.low):
        return raised(
            f"The RMSE of {name} rests on {rests_on}, which cannot tell how recordings differ.",
            **evidence,
        )
    stated = f"The RMSE of {name} is {ends(rmse, unit)} from {rests_on}"
    evidence |= {"rmse_low": rmse.low, "rmse_high": rmse.high}
    wide = rmse.high - rmse.low > WIDE * rmse.value
    return (raised if wide else clear)(f"{stated}.", **evidence)


def quantised_loss(comparisons: tuple[ErrorComparison, ...]) -> Verdict:
    """Raise when a candidate's RMSE is surely higher than the reference's, and by enough."""
    on_test = [one for one in comparisons if one.reference.split == JUDGED_SPLIT]
    if not on_test:
        return not_applicable("There is no second variant on the test split.")
    cost = on_test[0]
    known = [one for one in cost.outputs if not math.isnan(one.change.value)]
    if not known:
        return not_applicable("The reference makes no error.")
    worst = max(known, key=lambda one: one.change.value)
    change, names = worst.change, (cost.candidate.variant, cost.reference.variant)
    stated = (
        f"The RMSE of {worst.name} is {number(worst.candidate_rmse.value, worst.unit)} as "
        f"{names[0]} and {number(worst.reference_rmse.value, worst.unit)} as {names[1]}, "
        f"{100 * change.value:+.1f} %"
    )
    evidence: Evidence = {"rmse_change": change.value, "output": worst.name}
    if worst.largest_difference == 0:
        return clear(f"{stated}: both say the same.", **evidence)
    if math.isnan(change.low):
        return not_applicable(f"{stated}; too few recordings to tell.", **evidence)
    stated += f" (95 % interval {100 * change.low:+.1f} to {100 * change.high:+.1f} %)"
    evidence |= {"rmse_change_low": change.low, "rmse_change_high": change.high}
    if change.low > 0 and change.value > TOLERANCE:
        return raised(f"{stated}.", **evidence)
    if change.high <= TOLERANCE:
        return clear(f"{stated}: a loss of {percent(TOLERANCE)} can be ruled out.", **evidence)
    if change.value <= TOLERANCE and change.low > 0:
        return clear(f"{stated}.", **evidence)
    return not_applicable(f"{stated}: a loss is neither shown nor ruled out.", **evidence)


def constant_names(pairs: list[tuple[str, float]]) -> Verdict:
    """Raise when a target has a standard deviation of 0; *pairs* are name and deviation."""
    constant = [name for name, std in pairs if std == 0]
    if constant:
        return raised(
            f"{listing(constant)} never {agreeing(len(constant), 'changes', 'change')} on the test "
            "split, so R², explained variance and correlation say nothing.",
            n_constant=len(constant),
        )
    return clear("Every target changes.", n_constant=0)
