"""Which of several models that predict numbers to ship."""

import math
from collections.abc import Mapping, Sequence

from afterfit.analyses.recommendation import Judgement, decide_by
from afterfit.analyses.variant_table import NO_COSTS
from afterfit.results import (
    Budget,
    Decision,
    Detail,
    ErrorComparison,
    Estimate,
    ForecastVariant,
    NonInferiority,
    OutputQuality,
    RegressionVariant,
    VariableQuality,
    VariantCosts,
    VariantRow,
    VariantTable,
    Yardstick,
)
from afterfit.results.comparison import Unit

USUAL_GROWTH = 0.05
"""Growth of the RMSE that people accept for a smaller and faster model."""

Tested = RegressionVariant | ForecastVariant
Output = OutputQuality | VariableQuality


def decide_errors(
    variants: Sequence[Tested],
    comparisons: Sequence[ErrorComparison],
    costs: Mapping[str, VariantCosts],
    budget: Budget,
) -> Decision:
    """Return the table of *variants*, their Pareto front, and which one to ship.

    Variants are ordered by the RMSE of the output that the reference finds hardest, by its R²; a
    variant is acceptable where the RMSE of no output may grow by more than the margin.

    Parameters
    ----------
    variants : sequence of RegressionVariant or ForecastVariant
        All on one split, the reference first.
    comparisons : sequence of ErrorComparison
        Of that split.
    costs : mapping of variant to VariantCosts
        Variants that are missing have unknown costs.
    budget : Budget
        Limits, device and margin, the growth of the RMSE that is accepted.
    """
    outputs = _outputs(variants[0])
    hardest = min(range(len(outputs)), key=lambda place: _r2(outputs[place]))
    against = {one.candidate.variant: one for one in comparisons}
    table = VariantTable(
        split=variants[0].split,
        reference=variants[0].variant,
        rows=tuple(_row(one, hardest, against.get(one.variant), costs) for one in variants),
        yardstick=_yardstick(outputs, hardest),
    )
    judged = {name: Judgement(judge_growth(one, budget.margin)) for name, one in against.items()}
    return decide_by(table, judged, budget)


def judge_growth(comparison: ErrorComparison, margin: float) -> NonInferiority:
    """Return whether the RMSE of every output certainly grows by less than *margin*.

    One output that certainly grows by more is enough for "inferior"; one that cannot be told, for
    "undecided". Outputs on which both always say the same cannot have grown.
    """
    unit: Unit = (
        "recording" if comparison.reference.n_sources < comparison.reference.n_samples else "sample"
    )
    changes = [one.change for one in comparison.outputs if one.largest_difference != 0]
    if any(change.low > margin for change in changes):
        return NonInferiority(margin, "inferior", None, unit)
    if any(math.isnan(change.high) for change in changes):
        return NonInferiority(margin, "no_interval", None, unit)
    if any(change.high > margin for change in changes):
        return NonInferiority(margin, "undecided", None, unit)
    return NonInferiority(margin, "non_inferior", None, unit)


def _outputs(one: Tested) -> Sequence[Output]:
    if isinstance(one, ForecastVariant):
        return one.quality.variables
    return one.quality.outputs


def _r2(output: Output) -> float:
    value = output.estimate("r2").value
    return math.inf if math.isnan(value) else value


def _yardstick(outputs: Sequence[Output], hardest: int) -> Yardstick:
    output = outputs[hardest]
    of = f"{output.name}, the hardest of {len(outputs)}" if len(outputs) > 1 else output.name
    return Yardstick("rmse", f"RMSE of {of}", "lower", output.unit, "relative", "output")


def _row(
    one: Tested, hardest: int, against: ErrorComparison | None, costs: Mapping[str, VariantCosts]
) -> VariantRow:
    output = _outputs(one)[hardest]
    return VariantRow(
        variant=one.variant,
        quality=output.estimate("rmse"),
        details=(
            Detail("MAE", output.estimate("mae"), unit=output.unit),
            _second(output),
        ),
        costs=costs.get(one.variant, VariantCosts.unknown(one.variant, NO_COSTS)),
        change=_change(against, hardest),
        p_value=math.nan,
    )


def _second(output: Output) -> Detail:
    if isinstance(output, VariableQuality):
        return Detail("Skill against persistence", output.estimate("skill_persistence"))
    return Detail("R²", output.estimate("r2"))


def _change(against: ErrorComparison | None, hardest: int) -> Estimate | None:
    return None if against is None else against.outputs[hardest].change
