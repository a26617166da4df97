"""LB001: doubtful labels gather in a recording."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent
from afterfit.results import NoLabelSuspects, VariantAnalysis

FEWEST_SAMPLES = 3
SMALLEST_SHARE = 0.5
LEAST_ACCURACY = 0.5


def _judge(variant: VariantAnalysis) -> Verdict:
    suspects = variant.label_suspects
    if isinstance(suspects, NoLabelSuspects):
        return not_applicable(suspects.reason)
    accuracy = variant.quality.estimate("accuracy").value
    if accuracy <= LEAST_ACCURACY:
        return not_applicable(
            f"Only {percent(accuracy)} of all samples are right, so the model cannot doubt labels.",
            accuracy=accuracy,
        )
    evidence = {"n_suspects": suspects.n_suspects, "n_files": len(suspects.files)}
    found = count(suspects.n_suspects, "doubtful label")
    gathered = [
        row
        for row in suspects.files
        if row.n_samples >= FEWEST_SAMPLES and row.n_suspects >= SMALLEST_SHARE * row.n_samples
    ]
    if not gathered:
        return clear(f"{found}, in no recording half of its samples.", **evidence)
    return raised(
        f"{found}, and in {count(len(gathered), 'recording')} half of all labels or more: "
        f"{listing([row.source for row in gathered])}.",
        **evidence,
        worst=gathered[0].source,
    )


RULE = Rule(
    code="LB001",
    title="Doubtful labels in one recording",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Check these recordings first: a wrong folder makes all of their labels wrong.",
        "Go through the list of doubtful labels from the top; the least plausible stand first.",
        "Correct what is wrong, train and test again.",
    ),
    source="Tensorlab §8.6.9, §8.6.11; Northcutt et al. (2021), JAIR 70, 1373-1411",
)
