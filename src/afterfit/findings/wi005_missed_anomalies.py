"""WI005: a small change that any sensor makes hides anomalies."""

from afterfit.findings.alarms_what_if import judge_alarms
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import AlarmsWhatIf


def _judge(found: AlarmsWhatIf) -> Verdict:
    return judge_alarms(found, "found")


RULE: Rule[AlarmsWhatIf] = Rule(
    code="WI005",
    title="Small changes of the sensor hide anomalies",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Scale each window by a measure of its own before the features, if a lower gain is what "
        "hides them: a score that is an error in the units of the sensor falls as the signal does.",
        "Watch the sensor itself beside the score: a level or a spread far from that of training "
        "is a fault of its own, and tells a quiet machine from a dead channel.",
        "Choose the threshold on changed recordings too, or for a recall that leaves room.",
        "Calibrate the sensor on the device, if the change is one of gain or offset.",
    ),
    source="Hendrycks & Dietterich (2019), Benchmarking Neural Network Robustness to Common "
    "Corruptions and Perturbations, ICLR",
)
