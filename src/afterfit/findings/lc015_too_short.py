"""LC015: too few evaluations to say anything of the curves."""

from afterfit.findings.learning import FEWEST_EVALUATIONS
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count
from afterfit.results.learning import LearningCurves


def _judge(curves: LearningCurves) -> Verdict:
    found = [curves.judged_curve(part) for part in ("eval loss", "train loss")]
    curve = next((one for one in found if one is not None), None)
    if curve is None:
        return not_applicable("The log has no loss.")
    n = len(curve.steps) + len(curve.not_finite)
    said = f"{curve.name} was written down {count(n, 'time')}"
    if n < FEWEST_EVALUATIONS:
        return raised(
            f"{said}; trends can be told from {FEWEST_EVALUATIONS} on.",
            n_values=n,
            confidence="high",
        )
    return clear(f"{said}.", n_values=n)


RULE = Rule(
    code="LC015",
    title="Too little of a training to tell",
    severity="info",
    judge=_judge,
    next_steps=(
        "Train for more steps, or evaluate more often.",
        "Read the log of the whole training, if this is the last part of it.",
    ),
    source="Datature Nexus, How to interpret training graphs (number of training steps)",
)
