"""DC008: splits that are distributed differently."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results import DRIFT_LEVEL, DataChecks, NoDrift

SMALLEST_PSI = 0.2
"""From here on a shift is usually called large."""


def _judge(checks: DataChecks) -> Verdict:
    if isinstance(checks.drift, NoDrift):
        return not_applicable(checks.drift.reason)
    drifted = [
        one for one in checks.drift if one.p_value <= DRIFT_LEVEL and one.psi >= SMALLEST_PSI
    ]
    if not checks.drift:
        return not_applicable("No later split has a class of the training split.")
    if not drifted:
        return clear(
            "The later splits differ from training no more than recordings dealt out at random.",
            smallest_p=min(one.p_value for one in checks.drift),
        )
    worst = drifted[0]
    return raised(
        f"The {worst.split} split differs from training in "
        f"{count(len({one.feature for one in drifted}), 'feature')}, most in {worst.feature}: "
        f"KS distance {worst.ks:.2f}, PSI {worst.psi:.1f}.",
        split=worst.split,
        feature=worst.feature,
        ks=worst.ks,
        psi=worst.psi,
        p_value=worst.p_value,
    )


RULE = Rule(
    code="DC008",
    title="Splits are unlike",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look how the recordings of that split were made: day, device, place, gain.",
        "Deal the recordings to the splits at random, without annotation lists.",
        "If the new conditions are real, record training data in them.",
    ),
    source="Westfall & Young (1993), Resampling-Based Multiple Testing (maxT)",
)
