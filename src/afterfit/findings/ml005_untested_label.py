"""ML005: a label is in too few test samples to be judged."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, raised
from afterfit.findings.wording import count, listing
from afterfit.results import MultilabelAnalysis, MultilabelVariant

FEWEST_SAMPLES = 10


def _judge(variant: MultilabelVariant) -> Verdict:
    few = [row for row in variant.quality.labels if row.support < FEWEST_SAMPLES]
    if not few:
        least = min(variant.quality.labels, key=lambda row: row.support)
        return clear(
            f"Every label is in at least {count(least.support, 'test sample')}.",
            label=least.class_name,
            support=least.support,
        )
    named = [f"{row.class_name} ({row.support})" for row in few]
    return raised(
        f"{count(len(few), 'label')} in fewer than {FEWEST_SAMPLES} test samples: "
        f"{listing(named)}.",
        label=few[0].class_name,
        support=few[0].support,
        n_labels=len(few),
    )


RULE: Rule[MultilabelAnalysis] = Rule(
    code="ML005",
    title="A label is not tested",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Record test samples that have these labels, from recordings that training does not use.",
        "Divide recordings so that rare labels reach every split (iterative stratification).",
    ),
    source="Sechidis, Tsoumakas & Vlahavas (2011), ECML PKDD, 145-158",
)
