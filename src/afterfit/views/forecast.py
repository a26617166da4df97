"""What was found out about forecasts, as charts and tables."""

from typing import Any

from afterfit.results import DrawnForecast, ForecastQuality, VariableQuality
from afterfit.views.charts import Chart, make_chart
from afterfit.views.error_numbers import error_interval, error_value, named
from afterfit.views.numbers import counted, metric_title, significant
from afterfit.views.palette import CANDIDATE, REFERENCE, WRONG
from afterfit.views.regression_charts import axis, two_lines, zero_line
from afterfit.views.regression_tables import CONSTANT
from afterfit.views.scope import scope_line
from afterfit.views.tables import Table, make_table
from afterfit.wording import agreeing, quantity

_SHOWN = ("rmse", "mae", "r2", "smape", "mase", "skill_persistence", "skill_seasonal")
_WITH_INTERVAL = ("rmse", "skill_persistence")
_OF_STEPS = ("rmse", "mae", "bias", "r2", "smape", "skill_persistence", "skill_seasonal")
_MOST_STEPS = 100


def table_variables(quality: ForecastQuality) -> Table:
    """Return one row a variable: errors over the whole horizon, and skill against baselines."""
    rows = [
        [named(one.name, one.unit), *(_cell(one, name) for name in _SHOWN)]
        for one in quality.variables
    ]
    columns = ["Variable", *(f">{metric_title(name)}" for name in _SHOWN)]
    note = (
        f"{scope_line(quality.scope)}, {counted(quality.horizon, 'step')} ahead. In brackets: 95 % "
        "intervals, of the others under “All metrics”. Skill: 1 − squared error / that of the "
        "baseline; above 0 the model is better."
    )
    return make_table(f"Forecasts of {quality.scope.variant}", columns, rows, note=note)


def _cell(one: VariableQuality, metric: str) -> str:
    reason = {"r2": CONSTANT, "skill_seasonal": "no season", "skill_persistence": "no history"}
    show = error_interval if metric in _WITH_INTERVAL else error_value
    return show(one.estimate(metric), reason=reason.get(metric, ""))


def table_steps(one: VariableQuality) -> Table:
    """Return one row a step of the horizon."""
    shown = one.steps[:_MOST_STEPS]
    rows = [
        [str(step.step), *(error_value(step.estimate(name)) for name in _OF_STEPS)]
        for step in shown
    ]
    columns = [">Step", *(f">{metric_title(name)}" for name in _OF_STEPS)]
    left = len(one.steps) - len(shown)
    note = (
        f"{counted(left, 'more step')} {agreeing(left, 'is', 'are')} in analysis.json."
        if left
        else ""
    )
    return make_table(f"{named(one.name, one.unit)} by step", columns, rows, note=note)


def chart_fan(one: VariableQuality, subtitle: str = "") -> Chart:
    """Return the middle 50 and 90 % of the errors at each step of the horizon."""
    values = [
        {"step": step.step, **dict(zip("abcde", map(significant, step.quantiles), strict=True))}
        for step in one.steps
    ]
    title = f"Predicted − actual {named(one.name, one.unit)}"
    x = axis("step", "Steps ahead")

    def band(low: str, high: str, opacity: float) -> dict[str, Any]:
        return {
            "mark": {"type": "area", "color": REFERENCE, "opacity": opacity},
            "encoding": {"x": x, "y": axis(low, title), "y2": {"field": high}},
        }

    line = {
        "mark": {"type": "line", "color": REFERENCE, "strokeWidth": 2, "point": len(values) < 2},
        "encoding": {"x": x, "y": axis("c", title), "tooltip": _fan_tips()},
    }
    last = one.steps[-1].quantiles
    return make_chart(
        f"Errors over the horizon: {one.name}",
        f"At step {len(one.steps)}, 90 % of the errors lie between {quantity(last[0])} and "
        f"{quantity(last[4], one.unit)}.",
        {
            "width": 290,
            "height": 220,
            "data": {"values": values},
            "layer": [band("a", "e", 0.18), band("b", "d", 0.35), line, zero_line()],
        },
        subtitle=f"{subtitle}\nLine: median. Bands: the middle 50 and 90 % of the errors".strip(),
    )


def _fan_tips() -> list[dict[str, Any]]:
    names = {"step": "Step", "a": "5 %", "b": "25 %", "c": "Median", "d": "75 %", "e": "95 %"}
    return [{"field": key, "type": "quantitative", "title": t} for key, t in names.items()]


def chart_skill(one: VariableQuality, subtitle: str = "") -> Chart | None:
    """Return the skill at each step against both baselines; None where no baseline is known."""
    names = {"skill_persistence": "persistence", "skill_seasonal": "the season before"}
    values = [
        {
            "step": step.step,
            "against": words,
            "skill": significant(step.estimate(name).value),
            "low": significant(step.estimate(name).low),
            "high": significant(step.estimate(name).high),
            "text": error_interval(step.estimate(name)),
        }
        for name, words in names.items()
        for step in one.steps
        if step.estimate(name).value == step.estimate(name).value
    ]
    if not values:
        return None
    present = [words for words in names.values() if any(v["against"] == words for v in values)]
    colour = {
        "field": "against",
        "type": "nominal",
        "legend": {"title": "Against", "orient": "top", "symbolOpacity": 1},
        "scale": {"domain": present, "range": [REFERENCE, CANDIDATE][: len(present)]},
    }
    x, title = axis("step", "Steps ahead"), "Skill (1 is perfect, 0 no better)"
    tips = [
        {"field": "step", "type": "quantitative", "title": "Step"},
        {"field": "against", "type": "nominal", "title": "Against"},
        {"field": "text", "type": "nominal", "title": "Skill"},
    ]
    band = {
        "mark": {"type": "area", "opacity": 0.15},
        "encoding": {"x": x, "y": axis("low", title), "y2": {"field": "high"}, "color": colour},
        "transform": [{"filter": "isValid(datum.low)"}],
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 25}},
        "encoding": {"x": x, "y": axis("skill", title), "color": colour, "tooltip": tips},
    }
    worst = min(values, key=lambda v: v["skill"] if v["skill"] is not None else 0.0)
    return make_chart(
        f"Skill over the horizon: {one.name}",
        f"The lowest is {worst['text']} against {worst['against']} at step {worst['step']}.",
        {
            "width": 290,
            "height": 220,
            "data": {"values": values},
            "layer": [band, line, zero_line()],
        },
        subtitle=f"{subtitle}\nBands: 95 % intervals".strip(),
    )


def chart_forecast(one: DrawnForecast) -> Chart:
    """Return one forecast on its signal: what came before, what came, and what was said."""
    before, horizon = len(one.history), len(one.y_true)
    start = one.offset
    values = [
        {"step": start - before + i, "line": "actual", "value": significant(value, 5)}
        for i, value in enumerate(one.history.tolist())
    ] + [
        {"step": start + i, "line": line, "value": significant(value, 5)}
        for line, numbers in (("actual", one.y_true), ("forecast", one.y_pred))
        for i, value in enumerate(numbers.tolist())
    ]
    place = f"{one.source}, from step {start}" if one.source else f"from row {start}"
    return make_chart(
        f"{one.rank.capitalize()} forecast of {one.variable}",
        f"{counted(horizon, 'step')} {place}, mean absolute error {quantity(one.mae, one.unit)}.",
        {
            "width": 300,
            "height": 180,
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "line", "strokeWidth": 1.6, "point": {"size": 14}},
                    "encoding": {
                        "x": axis("step", "Time step"),
                        "y": axis("value", named(one.variable, one.unit)),
                        "color": two_lines("actual", "forecast"),
                    },
                },
                {
                    "data": {"values": [{"start": start - 0.5}]},
                    "mark": {"type": "rule", "color": WRONG, "strokeDash": [4, 3]},
                    "encoding": {"x": {"field": "start", "type": "quantitative"}},
                },
            ],
        },
        subtitle=f"{place}\nMean absolute error {quantity(one.mae, one.unit)}",
        widest=320,
    )
