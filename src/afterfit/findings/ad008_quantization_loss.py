"""AD008: the candidate ranks or raises alarms worse than the reference."""

from afterfit.findings.judged import JUDGED_SPLIT
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count
from afterfit.results import AlarmChange, AnomalyAnalysis, AnomalyComparison

SIGNIFICANT = 0.05
MOST_MORE_WRONG = 0.01
"""Share of samples that the reference's threshold may answer worse on the candidate's scores."""


def _judge(analysis: AnomalyAnalysis) -> Verdict:
    compared = [one for one in analysis.comparisons if one.reference.split == JUDGED_SPLIT]
    if not compared:
        return not_applicable("There is no second variant on the same test samples.")
    one = compared[0]
    change = one.auc_change
    evidence: Evidence = {"p_value": one.p_value} if one.p_value == one.p_value else {}
    if change.value == change.value:
        evidence["roc_auc_change"] = change.value
    lost = [text for text in (_ranking(one), _alarms(one), _transfer(one)) if text]
    names = f"{one.candidate.variant} against {one.reference.variant}"
    if not lost:
        return clear(f"{names}: no clear loss of AUC or of right alarms.", **evidence)
    return raised(f"{names}: {'; '.join(lost)}.", **evidence)


def _ranking(one: AnomalyComparison) -> str:
    if not (one.p_value < SIGNIFICANT and one.auc_change.value < 0):
        return ""
    return (
        f"the ROC AUC falls from {one.reference_auc.value:.3f} to {one.candidate_auc.value:.3f} "
        f"({_p(one.p_value)})"
    )


def _alarms(one: AnomalyComparison) -> str:
    alarms = one.alarms
    if not isinstance(alarms, AlarmChange):
        return ""
    b, c = alarms.n_reference_only_right, alarms.n_candidate_only_right
    if not (alarms.p_value < SIGNIFICANT and b > c):
        return ""
    turned = f"{count(b, 'right answer')} {agreeing(b, 'turns', 'turn')} wrong"
    return f"{turned} and {count(c, 'wrong one')} right ({_p(alarms.p_value)})"


def _transfer(one: AnomalyComparison) -> str:
    alarms = one.alarms
    if not isinstance(alarms, AlarmChange):
        return ""
    own = alarms.own.fp + alarms.own.fn
    moved = alarms.transferred.fp + alarms.transferred.fn
    if moved - own <= MOST_MORE_WRONG * one.candidate.n_samples:
        return ""
    return (
        f"the threshold of {one.reference.variant} on its scores makes {count(moved, 'mistake')}, "
        f"its own {own:,}"
    )


def _p(p_value: float) -> str:
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"


RULE: Rule[AnomalyAnalysis] = Rule(
    code="AD008",
    title="Anomalies lost by quantisation",
    severity="warning",
    judge=_judge,
    next_steps=(
        "Compute mean and std from the quantised model's own scores of the training samples.",
        "Calibrate with normal data of every condition: what was not seen is clipped.",
        "Train with quantisation in the loop (QAT instead of PTQ).",
    ),
    source="DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3), 837-845; McNemar (1947), "
    "Psychometrika 12(2), 153-157",
)
