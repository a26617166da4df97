"""FC007: there are too few forecasts to tell how large the error is."""

from afterfit.findings.judged import on_test
from afterfit.findings.numbers_judged import too_few
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import ForecastVariant


def _judge(variant: ForecastVariant) -> Verdict:
    return too_few(variant.quality.variables, variant.quality.scope.n_sources)


RULE = Rule(
    code="FC007",
    title="Too little test data to tell",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Quote the interval along with the RMSE, and choose no model by a smaller difference.",
        "Test on a longer stretch, or on more series; forecasts that overlap add little.",
    ),
    source="Künsch (1989), The Annals of Statistics 17(3), 1217-1241",
)
