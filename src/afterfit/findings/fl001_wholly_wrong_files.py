"""FL001: every sample of a recording is wrong."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent
from afterfit.results import VariantAnalysis

FEWEST_SAMPLES = 3
LEAST_ACCURACY = 0.5


def _judge(variant: VariantAnalysis) -> Verdict:
    judged = [row for row in variant.files.rows if row.n_samples >= FEWEST_SAMPLES]
    if not judged:
        return not_applicable(f"No recording has {FEWEST_SAMPLES} samples or more.")
    accuracy = variant.quality.estimate("accuracy").value
    if accuracy <= LEAST_ACCURACY:
        return not_applicable(
            f"Only {percent(accuracy)} of all samples are right, so a wholly wrong recording says "
            "little of its label.",
            accuracy=accuracy,
        )
    wrong = [row for row in judged if row.n_wrong == row.n_samples]
    n_samples = sum(row.n_samples for row in wrong)
    evidence = {"n_files": len(wrong), "n_judged": len(judged), "n_samples": n_samples}
    if not wrong:
        return clear(f"None of {count(len(judged), 'recording')} is wholly wrong.", **evidence)
    return raised(
        f"Every sample is wrong in {len(wrong):,} of {count(len(judged), 'recording')} "
        f"({count(n_samples, 'sample')}): {listing([row.source for row in wrong])}.",
        **evidence,
        worst=wrong[0].source,
    )


RULE = Rule(
    code="FL001",
    title="Wholly wrong recordings",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Check the labels of these recordings: they may lie in the wrong folder.",
        "Plot or play them beside a recording that is right: noise, clipping, a loose sensor?",
        "Correct or remove what is wrong, and train again.",
        "If label and signal are right, record more like them: the model does not know this kind.",
    ),
    source="Tensorlab §8.6.11",
)
