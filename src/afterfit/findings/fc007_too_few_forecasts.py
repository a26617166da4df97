"""FC007: there are too few forecasts to tell how large the error is."""

from afterfit.findings.numbers_judged import on_test_forecast, too_few
from afterfit.findings.rule import Rule, Verdict
from afterfit.results import ForecastVariant, VariableQuality


def _judge(variant: ForecastVariant) -> Verdict:
    widest = max(variant.quality.variables, key=_width)
    scope = variant.quality.scope
    return too_few(widest.estimate("rmse"), widest.name, widest.unit, scope.n_sources)


def _width(one: VariableQuality) -> float:
    rmse = one.estimate("rmse")
    width = (rmse.high - rmse.low) / rmse.value if rmse.value else 0.0
    return width if width == width else float("inf")


RULE = Rule(
    code="FC007",
    title="Enough test data to tell",
    severity="info",
    judge=on_test_forecast(_judge),
    next_steps=(
        "Quote the interval along with the RMSE, and choose no model by a smaller difference.",
        "Test on a longer stretch, or on more series; forecasts that overlap add little.",
    ),
    source="Künsch (1989), The Annals of Statistics 17(3), 1217-1241",
)
