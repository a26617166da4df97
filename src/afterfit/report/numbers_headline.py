"""What a reader in a hurry takes home of predicted numbers: one sentence, a few figures."""

from collections.abc import Sequence
from math import isnan
from pathlib import Path

from afterfit.records import ModelProfile
from afterfit.report.about import About
from afterfit.report.document import Figure
from afterfit.report.findings_brief import finding_lines, findings_sentence
from afterfit.report.recommendation_section import advice_of
from afterfit.report.text_table import one_line
from afterfit.results import (
    ErrorComparison,
    ForecastAnalysis,
    ForecastVariant,
    OutputQuality,
    RegressionAnalysis,
    RegressionVariant,
    VariableQuality,
)
from afterfit.results.judged import judged_comparisons, judged_of
from afterfit.views import error_interval
from afterfit.views.error_numbers import error_range, error_value
from afterfit.views.numbers import count, counted, size
from afterfit.views.scope import samples_text
from afterfit.wording import quantity

Variant = RegressionVariant | ForecastVariant
_MOST_FIGURES = 3


def outputs_of(one: Variant) -> tuple[OutputQuality | VariableQuality, ...]:
    """Return the outputs of a regression, or the variables of a forecast."""
    if isinstance(one, ForecastVariant):
        return one.quality.variables
    return one.quality.outputs


def numbers_verdict(
    judged: Sequence[Variant], analysis: RegressionAnalysis | ForecastAnalysis, baseline: str
) -> str:
    """Return one sentence on the errors, one on what to ship, one on what to look at first."""
    if not judged:
        return "No variant was tested, so there is nothing to judge yet."
    advice = advice_of(analysis.decision)
    said = _errors_sentence(judged[0], baseline)
    return " ".join([said, *advice, findings_sentence(analysis.findings)])


def _errors_sentence(one: Variant, baseline: str) -> str:
    worst = min(outputs_of(one), key=_r2)
    n = count(one.quality.scope.n_samples)
    many = len(outputs_of(one)) > 1
    of = f"{worst.name}, the hardest of {len(outputs_of(one))}," if many else worst.name
    skill = worst.estimate(baseline)
    told = "" if isnan(skill.value) else f"; skill {error_value(skill)} against {_WORDS[baseline]}"
    return (
        f"{one.variant} predicts {of} with an RMSE of "
        f"{error_interval(worst.estimate('rmse'), worst.unit)} on {n} {one.split} samples{told}."
    )


_WORDS = {"skill_mean": "the mean", "skill_persistence": "the last value repeated"}


def _r2(output: OutputQuality | VariableQuality) -> float:
    value = output.estimate("r2").value
    return value if not isnan(value) else float("inf")


def numbers_figures(
    judged: Sequence[Variant],
    comparisons: Sequence[ErrorComparison],
    profiles: Sequence[ModelProfile],
) -> tuple[Figure, ...]:
    """Return RMSE and R² of each judged variant, the change, and the file sizes."""
    errors = [figure for one in judged for figure in _error_figures(one)]
    changes = [_change_figure(cost) for cost in comparisons if cost.outputs]
    sizes = [Figure(f"{one.variant} model file", size(one.file_bytes), "") for one in profiles[:2]]
    return (*errors, *changes, *sizes)


def _error_figures(one: Variant) -> list[Figure]:
    shown = outputs_of(one)[:_MOST_FIGURES]
    scope = f"{one.split} split, {samples_text(one.quality.scope)}"
    return [
        Figure(
            f"{one.variant}: RMSE of {output.name}",
            quantity(output.estimate("rmse").value, output.unit),
            f"95 % interval {error_range(output.estimate('rmse'))}; "
            f"R² {error_value(output.estimate('r2'))}; {scope}",
        )
        for output in shown
    ]


def _change_figure(cost: ErrorComparison) -> Figure:
    known = [one for one in cost.outputs if not isnan(one.change.value)] or list(cost.outputs)
    worst = max(known, key=lambda one: one.change.value)
    return Figure(
        f"RMSE of {worst.name}, {cost.reference.variant} → {cost.candidate.variant}",
        error_value(worst.change),
        f"95 % interval {error_range(worst.change)} %; paired",
    )


def summarize_numbers(
    analysis: RegressionAnalysis | ForecastAnalysis, about: About, page: Path
) -> str:
    """Return errors, change and the findings that matter most, a line each, the *page* last."""
    judged: Sequence[Variant] = judged_of(analysis.variants)
    lines = [about.title]
    for one in judged:
        lines += [_error_line(one, output) for output in outputs_of(one)[:_MOST_FIGURES]]
        if (more := len(outputs_of(one)) - _MOST_FIGURES) > 0:
            lines.append(f"  {counted(more, 'more output')} in the report")
    for cost in judged_comparisons(analysis.variants, analysis.comparisons):
        for change in cost.outputs[:_MOST_FIGURES]:
            names = f"{cost.reference.variant} → {cost.candidate.variant}"
            lines.append(f"  change of {change.name} {error_interval(change.change)} ({names})")
    lines += [f"  {one}" for one in advice_of(analysis.decision)]
    lines += finding_lines(analysis.findings)
    return "\n".join([*map(one_line, lines), f"Report: {page}"])


def _error_line(one: Variant, output: OutputQuality | VariableQuality) -> str:
    rmse = error_interval(output.estimate("rmse"), output.unit)
    return (
        f"  {one.variant}  {output.name}: RMSE {rmse}, R² {error_value(output.estimate('r2'))}, "
        f"{one.split} split, {samples_text(one.quality.scope)}"
    )
