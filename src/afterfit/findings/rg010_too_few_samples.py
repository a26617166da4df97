"""RG010: the test set is too small to tell how large the error is."""

from afterfit.findings.numbers_judged import on_test_regression, too_few
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import OutputQuality, RegressionVariant


def _judge(variant: RegressionVariant) -> Verdict:
    widest = max(variant.quality.outputs, key=_width)
    scope = variant.quality.scope
    return too_few(widest.estimate("rmse"), widest.name, widest.unit, scope.n_sources)


def _width(one: OutputQuality) -> float:
    rmse = one.estimate("rmse")
    width = (rmse.high - rmse.low) / rmse.value if rmse.value else 0.0
    return width if width == width else float("inf")


RULE = Rule(
    code="RG010",
    title="Enough test data to tell",
    severity="info",
    judge=on_test_regression(_judge),
    next_steps=(
        "Quote the interval along with the RMSE, and choose no model by a smaller difference.",
        "Put more recordings into the test split; more samples of the same ones help little.",
        "Make more recordings.",
    ),
    source="Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8",
)
