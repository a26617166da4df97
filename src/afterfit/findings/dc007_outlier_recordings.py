"""DC007: recordings unlike the others of their class."""

from math import isnan

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count
from afterfit.results import DataChecks

HIGHEST_SCORE = 5.0
FURTHEST = 4.0


def _judge(checks: DataChecks) -> Verdict:
    judged = [one for one in checks.files if not isnan(one.outlier_score)]
    if not judged:
        return not_applicable("No class has six recordings with windows that differ.")
    outliers = [
        one for one in judged if one.outlier_score > HIGHEST_SCORE and one.distance > FURTHEST
    ]
    if not outliers:
        return clear(f"None of {count(len(judged), 'recording')} is far from its class.")
    worst = max(outliers, key=lambda one: one.distance)
    return raised(
        f"{count(len(outliers), 'recording')} {agreeing(len(outliers), 'differs', 'differ')} from "
        f"the rest of the class, most of all {worst.source}: {worst.distance:.1f} times as far "
        "from the middle of its class as the "
        "median recording.",
        n_files=len(outliers),
        source=worst.source,
        distance=worst.distance,
        robust_z=worst.outlier_score,
    )


RULE = Rule(
    code="DC007",
    title="Recordings unlike the others of their class",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Look at the recording beside another one of its class.",
        "Leave it out, or record more like it if it is real.",
    ),
    source="Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers",
)
