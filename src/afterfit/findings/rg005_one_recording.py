"""RG005: one recording carries the error."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results import RegressionVariant

FEWEST_FILES = 5
FEWEST_SAMPLES = 3
LARGE = 0.3
"""Share of the squared error that one recording may hold, ..."""
TIMES = 4
"""... and how many times its share of the samples."""


def _judge(variant: RegressionVariant) -> Verdict:
    files = variant.files
    if variant.quality.scope.n_sources == variant.quality.scope.n_samples:
        return not_applicable("Every sample is a recording of its own.")
    if len(files) < FEWEST_FILES:
        return not_applicable(f"There are only {count(len(files), 'recording')}.")
    worst = max(files, key=lambda row: row.share)
    fair = worst.n_samples / variant.quality.scope.n_samples
    evidence: Evidence = {"recording": worst.source, "share": worst.share, "share_of_samples": fair}
    claim = (
        f"{worst.source} holds {percent(worst.share)} of the squared error and {percent(fair)} "
        "of the samples."
    )
    alone = worst.share >= LARGE and worst.share >= TIMES * fair
    return (raised if alone and worst.n_samples >= FEWEST_SAMPLES else clear)(claim, **evidence)


RULE = Rule(
    code="RG005",
    title="Errors gather in one recording",
    severity="warning",
    judge=on_test(_judge),
    next_steps=(
        "Look at this recording first: target, sensor placement, noise, operating condition.",
        "Name what sets it apart, and check that training data holds it too.",
        "Record more of that condition.",
    ),
    source="Tensorlab §8.6.11",
)
