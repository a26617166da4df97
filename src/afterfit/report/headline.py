"""What a reader in a hurry takes home: one sentence, a few figures."""

from math import isnan

from afterfit.report.document import Figure
from afterfit.report.findings_brief import findings_sentence
from afterfit.report.run_report import RunReport
from afterfit.results import QuantizationCost, VariantAnalysis
from afterfit.views import headline_of
from afterfit.views.numbers import (
    count,
    estimate_range,
    interval,
    percent,
    points,
    size,
)
from afterfit.views.scope import samples_text
from afterfit.wording import counted

_LOST = 0.05
"""Level of the McNemar test below which a loss of accuracy is called one."""


def verdict(run: RunReport) -> str:
    """Return one sentence on accuracy and cost of quantisation, one on what to look at."""
    if not run.judged:
        return "No variant was tested, so there is nothing to judge yet."
    cost, decision = run.comparison, run.analysis.decision
    first = _cost_sentence(cost) if cost else _accuracy_sentence(run.judged[0])
    advice = [headline_of(decision.recommendation)] if decision else []
    return " ".join([first, *advice, findings_sentence(run.analysis.findings)])


def _accuracy_sentence(one: VariantAnalysis) -> str:
    accuracy = interval(one.quality.estimate("accuracy"))
    scope = one.quality.scope
    return (
        f"{one.variant} gets {accuracy} of {counted(scope.n_samples, f'{one.split} sample')} right."
    )


def _cost_sentence(cost: QuantizationCost) -> str:
    both = (
        f"{percent(cost.candidate_accuracy.value)} against "
        f"{percent(cost.reference_accuracy.value)} accuracy on the {cost.reference.split} split"
    )
    return f"{cost.candidate.variant} {_judgement(cost)}: {both}{_size_clause(cost)}."


def _judgement(cost: QuantizationCost) -> str:
    change = cost.accuracy_change.value
    name = cost.reference.variant
    if isnan(change):
        return f"cannot be compared with {name}"
    if cost.p_value < _LOST:
        verb = "loses" if change < 0 else "gains"
        return f"{verb} {points(abs(change)).lstrip('+')} against {name}"
    if change == 0:
        return f"is as accurate as {name}"
    return f"shows no clear difference from {name}"


def _size_clause(cost: QuantizationCost) -> str:
    if not cost.reference_bytes or cost.candidate_bytes is None:
        return ""
    return f", at {percent(cost.candidate_bytes / cost.reference_bytes)} of the file size"


def figures(run: RunReport) -> tuple[Figure, ...]:
    """Return accuracy of each judged variant, its change, the file sizes and the findings."""
    accuracies = [_accuracy_figure(one) for one in run.judged]
    cost = run.comparison
    costs = [_change_figure(cost), *_size_figures(cost)] if cost else []
    return (*accuracies, *costs)


def _accuracy_figure(one: VariantAnalysis) -> Figure:
    accuracy, scope = one.quality.estimate("accuracy"), one.quality.scope
    return Figure(
        f"{one.variant} accuracy",
        percent(accuracy.value),
        f"95 % interval {estimate_range(accuracy)}; {one.split} split, {samples_text(scope)}",
    )


def _change_figure(cost: QuantizationCost) -> Figure:
    change = cost.accuracy_change
    return Figure(
        f"Change, {cost.reference.variant} → {cost.candidate.variant}",
        points(change.value),
        f"95 % interval {estimate_range(change)}; "
        f"{count(cost.n_disagreements)} different predictions",
    )


def _size_figures(cost: QuantizationCost) -> list[Figure]:
    if cost.reference_bytes is None or cost.candidate_bytes is None:
        return []
    detail = f"instead of {size(cost.reference_bytes)} as {cost.reference.variant}"
    return [Figure(f"{cost.candidate.variant} model file", size(cost.candidate_bytes), detail)]
