"""ML006: never seeing any label would be wrong less often."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import percent
from afterfit.results import MultilabelAnalysis, MultilabelVariant


def _judge(variant: MultilabelVariant) -> Verdict:
    loss = variant.quality.estimate("hamming_loss")
    n_answers = loss.n * len(variant.quality.labels)
    silent = sum(row.support for row in variant.quality.labels) / n_answers
    if silent == 0:
        return not_applicable("No sample of the test split has a label.")
    evidence: Evidence = {"hamming_loss": loss.value, "hamming_loss_of_no_label": silent}
    both = f"{percent(loss.value)} of all answers are wrong; never seeing a label would be wrong in"
    if loss.value < silent:
        return clear(f"{both} {percent(silent)}.", **evidence)
    return raised(f"{both} only {percent(silent)}.", **evidence)


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML006",
    title="No better than seeing nothing",
    severity="error",
    judge=on_test(_judge),
    next_steps=(
        "Check that scores are probabilities of each label, and labels in the order of the scores.",
        "Check that training and test data get the same features.",
        "Train longer, or with a larger model: so far it has learned nothing of use.",
    ),
    source="Schapire & Singer (2000), Machine Learning 39, 135-168 (Hamming loss)",
)
