"""What is known of costs, and what is wanted → all comparisons, and the variant to ship."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from afterfit.analyses import (
    ELSEWHERE,
    compare_pair,
    cost_figures,
    decide,
    decide_anomaly,
    decide_detection,
    decide_errors,
    decide_multilabel,
)
from afterfit.errors import InputError, did_you_mean
from afterfit.records import Device, VariantCost
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    Budget,
    CostFigure,
    CostName,
    Decision,
    DetectorAnalysis,
    ForecastAnalysis,
    ForecastVariant,
    MultilabelAnalysis,
    PairedComparison,
    QuantizationCost,
    RegressionAnalysis,
    RegressionVariant,
    TaskAnalysis,
    VariantCosts,
    VariantTable,
)
from afterfit.results.judged import judged_comparisons, judged_of, judged_split
from afterfit.statistics import PairedTally


@dataclass(frozen=True, slots=True)
class Shipping:
    """What the choice of a variant rests on beside its predictions."""

    budget: Budget = field(default_factory=Budget)
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    """By variant; those that are missing are unknown."""
    device: Device | None = None
    """What the budget's device is, where a user named it: a file may hold one of their own."""

    @classmethod
    def given(cls, budget: Budget, costs: Iterable[VariantCosts] = ()) -> "Shipping":
        """Return what a user says; of several figures for one cost, the last counts."""
        return cls(budget).with_costs(costs)

    def with_models(self, costs: Iterable[VariantCost]) -> "Shipping":
        """Return the same with the costs of model files, where the user has not given them."""
        found = {one.profile.variant: cost_figures(one) for one in costs}
        return replace(self, costs=found).with_costs(self.costs.values())

    def with_costs(self, costs: Iterable[VariantCosts]) -> "Shipping":
        """Return the same with figures that count before those that it has."""
        found = dict(self.costs)
        for one in costs:
            found[one.variant] = _with_given(found.get(one.variant), one)
        return replace(self, costs=found)

    def shipped_as(self, forms: Mapping[str, str]) -> "Shipping":
        """Return the same for variants that devices run in another form, which is tested too.

        Parameters
        ----------
        forms : mapping of variant to variant
            Each that is a file for this computer alone, and the one that is made of it.
        """
        found = {
            variant: replace(
                self.costs.get(variant, VariantCosts.unknown(variant, "not given")),
                shipped_as=form,
            )
            for variant, form in forms.items()
        }
        return replace(self, costs={**self.costs, **found})

    def with_formats(self, formats: Mapping[str, str]) -> "Shipping":
        """Return the same where files of torch and scikit-learn are not for a microcontroller."""
        found = {
            variant: replace(
                self.costs.get(variant, VariantCosts.unknown(variant, "its file does not tell")),
                unsupported=ELSEWHERE[name].unsupported,
                runs_on=ELSEWHERE[name].runs_on,
            )
            for variant, name in formats.items()
            if name in ELSEWHERE
        }
        return replace(self, costs={**self.costs, **found})

    def runs(self, variant: str) -> bool:
        """Whether nothing is known against a variant's file on the device."""
        return variant not in self.costs or not self.costs[variant].unsupported

    def check_names(self, variants: Sequence[str]) -> None:
        """Refuse costs of a variant that was not tested."""
        for name in self.costs:
            if name not in variants:
                known = ", ".join(dict.fromkeys(variants))
                raise InputError(
                    f"costs are given for {name!r}{did_you_mean(name, variants)}; tested: {known}"
                )


def _with_given(found: VariantCosts | None, given: VariantCosts) -> VariantCosts:
    if found is None:
        return given

    def better(name: CostName) -> CostFigure:
        return given.figure(name) if given.figure(name).is_known else found.figure(name)

    return replace(
        found,
        flash_bytes=better("flash_bytes"),
        ram_bytes=better("ram_bytes"),
        latency_ms=better("latency_ms"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One comparison, with the counts that it was made from."""

    cost: QuantizationCost
    pairs: PairedTally


def compare_all(
    analysis: Analysis, compared: Sequence[Compared], margin: float
) -> tuple[PairedComparison, ...]:
    """Return all that is known of each comparison."""
    return tuple(_in_full(analysis, one, margin) for one in compared)


def _in_full(analysis: Analysis, one: Compared, margin: float) -> PairedComparison:
    scopes = one.cost.reference, one.cost.candidate
    reference, candidate = (
        next(v for v in analysis.variants if (v.variant, v.split) == (scope.variant, scope.split))
        for scope in scopes
    )
    return compare_pair(one.cost, one.pairs, reference, candidate, margin)


def decide_on(analysis: TaskAnalysis, shipping: Shipping) -> Decision | None:
    """Return which variant to ship; None where there is only one, and no limit to keep."""
    shipping.check_names([one.variant for one in analysis.variants])
    judged = judged_of(analysis.variants)
    if not judged or (len(judged) == 1 and not shipping.budget.is_limited):
        return None
    return _decide(analysis, judged_split(analysis.variants), shipping)


def tabled(analysis: TaskAnalysis, costs: Iterable[VariantCost] = ()) -> VariantTable | None:
    """Return the variants of any analysis side by side, those that stand alone too.

    Parameters
    ----------
    analysis : TaskAnalysis
    costs : iterable of VariantCost
        Of the model files; looked at only where the analysis itself chose no variant.

    Returns
    -------
    VariantTable or None
        That of the decision where there was one; None where nothing was tested.
    """
    if analysis.decision is not None:
        return analysis.decision.variants
    if not analysis.variants:
        return None
    shipping = Shipping().with_models(costs)
    return _decide(analysis, judged_split(analysis.variants), shipping).variants


def _decide(analysis: TaskAnalysis, split: str, shipping: Shipping) -> Decision:
    wanted = shipping.costs, shipping.budget
    match analysis:
        case Analysis():
            return decide(
                judged_of(analysis.variants),
                [one for one in analysis.comparisons if one.reference.split == split],
                [one for one in analysis.paired if one.reference.split == split],
                *wanted,
            )
        case RegressionAnalysis() | ForecastAnalysis():
            tested: Sequence[RegressionVariant | ForecastVariant] = judged_of(analysis.variants)
            compared = judged_comparisons(analysis.variants, analysis.comparisons)
            return decide_errors(tested, compared, *wanted)
        case AnomalyAnalysis():
            pairs = judged_comparisons(analysis.variants, analysis.comparisons)
            return decide_anomaly(judged_of(analysis.variants), pairs, *wanted)
        case DetectorAnalysis():
            changes = judged_comparisons(analysis.variants, analysis.comparisons)
            return decide_detection(judged_of(analysis.variants), changes, *wanted)
        case MultilabelAnalysis():
            sets = [one for one in analysis.comparisons if one.sets.reference.split == split]
            return decide_multilabel(judged_of(analysis.variants), sets, *wanted)
    assert_never(analysis)
