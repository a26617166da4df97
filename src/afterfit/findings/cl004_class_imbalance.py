"""CL004: some classes have many times the samples of others."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results import VariantAnalysis

LARGEST_SHARE = 0.8
LARGEST_RATIO = 10.0


def _judge(variant: VariantAnalysis) -> Verdict:
    present = [row for row in variant.quality.classes if row.support]
    if len(present) < 2:
        return not_applicable("Fewer than two classes have samples.")
    most = max(present, key=lambda row: row.support)
    least = min(present, key=lambda row: row.support)
    share = most.support / variant.quality.scope.n_samples
    ratio = most.support / least.support
    claim = (
        f"{most.class_name} has {percent(share)} of the test samples ({most.support:,}), "
        f"{ratio:.1f} times as many as {least.class_name} ({least.support:,})"
    )
    evidence: Evidence = {
        "largest_class": most.class_name,
        "largest_share": share,
        "smallest_class": least.class_name,
        "ratio": ratio,
    }
    if share > LARGEST_SHARE or ratio >= LARGEST_RATIO:
        return raised(f"{claim}, so accuracy says little of the rare ones.", **evidence)
    if most.support == least.support:
        classes = count(len(present), "class", "classes")
        claim = f"All {classes} have {count(most.support, 'sample')} each"
    return clear(f"{claim}.", **evidence)


RULE = Rule(
    code="CL004",
    title="Imbalanced classes",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Read balanced accuracy, macro F1 and the recall of each class instead of accuracy.",
        "Weight the classes by their frequency in training.",
        "Record more of the rare classes.",
    ),
    source="Tensorlab §8.6.18; skore SKD (imbalance above 80 %)",
)
