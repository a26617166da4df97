"""CL013: windows of a recording are no independent evidence."""

import math

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, percent
from afterfit.results import VariantAnalysis

TOO_NARROW = 1.5


def _judge(variant: VariantAnalysis) -> Verdict:
    one = variant.independence
    if math.isnan(one.times_too_narrow):
        return not_applicable("One recording cannot tell how recordings differ.")
    evidence = {
        "times_too_narrow": one.times_too_narrow,
        "naive_low": one.naive.low,
        "naive_high": one.naive.high,
        "n_samples": one.scope.n_samples,
        "n_effective": one.n_effective,
    }
    samples = count(one.scope.n_samples, "sample")
    if one.times_too_narrow < TOO_NARROW:
        return clear(
            f"The {samples} are worth {one.n_effective:,.0f} independent ones.", **evidence
        )
    return raised(
        f"Treating the {samples} of {count(one.scope.n_sources, 'recording')} as independent would "
        f"have given {percent(one.naive.low)} to {percent(one.naive.high)}, "
        f"{one.times_too_narrow:.1f} times too narrow; the honest interval is "
        f"{percent(one.honest.low)} to {percent(one.honest.high)}.",
        **evidence,
    )


RULE = Rule(
    code="CL013",
    title="Samples are not independent evidence",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Quote the interval that respects recordings, as this report does.",
        "Test on more recordings; more windows of the same ones add little.",
        "See which recordings fail as a whole.",
    ),
    source="Korn & Graubard (1998), Survey Methodology 24(2), 193-201",
)
