"""WI004: a small change that any sensor makes sets off false alarms."""

from afterfit.findings.alarms_what_if import judge_alarms
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import AlarmsWhatIf


def _judge(found: AlarmsWhatIf) -> Verdict:
    return judge_alarms(found, "false_alarms")


RULE: Rule[AlarmsWhatIf] = Rule(
    code="WI004",
    title="Small changes of the sensor set off false alarms",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Make the features blind to it: dc_remove against offset and drift, a spectrum (FFT_FE, "
        "ABS) against shifts in time, a scale of each window's own against gain.",
        "Choose the threshold on recordings of several devices, days and mountings: where the ROC "
        "AUC of this page holds and the alarms do not, the scores still rank and the threshold is "
        "what is too tight.",
        "Train on copies of the normal recordings that are changed by the strengths of this page, "
        "up to the one that you expect in the field.",
        "Ask for several alarms in a row before one is given, if the change comes and goes: lost "
        "samples, noise.",
    ),
    source="Hendrycks & Dietterich (2019), Benchmarking Neural Network Robustness to Common "
    "Corruptions and Perturbations, ICLR",
)
