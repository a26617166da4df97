"""RG010: the test set is too small to tell how large the error is."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import too_few
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import RegressionVariant


def _judge(variant: RegressionVariant) -> Verdict:
    return too_few(variant.quality.outputs, variant.quality.scope.n_sources)


RULE = Rule(
    code="RG010",
    title="Too little test data to tell",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Quote the interval along with the RMSE, and choose no model by a smaller difference.",
        "Put more recordings into the test split; more samples of the same ones help little.",
        "Make more recordings.",
    ),
    source="Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8",
)
