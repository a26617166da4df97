"""CL008: the test set has no samples of some class."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, raised
from afterfit.findings.wording import count, listing
from afterfit.results import VariantAnalysis


def _judge(variant: VariantAnalysis) -> Verdict:
    classes = variant.quality.classes
    missing = [row.class_name for row in classes if row.support == 0]
    evidence = {"n_missing": len(missing), "n_classes": len(classes)}
    total = count(len(classes), "class", "classes")
    if not missing:
        return clear(f"The test set has samples of all {total}.", **evidence)
    return raised(
        f"The test set has no samples of {listing(missing)}, {len(missing)} of {total}, "
        "so nothing is known of how well they are found.",
        **evidence,
        missing=", ".join(missing),
    )


RULE = Rule(
    code="CL008",
    title="A class is not tested",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Split anew with recordings of every class in the test split.",
        "Check that no folder of the data set is empty or misspelt.",
        "Record the missing classes, or take them out of the model.",
    ),
    source="Tensorlab §8.6.4",
)
