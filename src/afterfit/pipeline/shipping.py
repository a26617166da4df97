"""What is known of costs, and what is wanted → all comparisons, and the variant to ship."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from afterfit.analyses import compare_pair, cost_figures, decide
from afterfit.errors import InputError, did_you_mean
from afterfit.records import VariantCost
from afterfit.results import (
    Analysis,
    Budget,
    CostFigure,
    CostName,
    Decision,
    PairedComparison,
    QuantizationCost,
    VariantCosts,
)
from afterfit.statistics import PairedTally


@dataclass(frozen=True, slots=True)
class Shipping:
    """What the choice of a variant rests on beside its predictions."""

    budget: Budget = field(default_factory=Budget)
    costs: Mapping[str, VariantCosts] = field(default_factory=dict)
    """By variant; those that are missing are unknown."""

    @classmethod
    def given(cls, budget: Budget, costs: Iterable[VariantCosts] = ()) -> "Shipping":
        """Return what a user says; of several figures for one cost, the last counts."""
        found: dict[str, VariantCosts] = {}
        for one in costs:
            found[one.variant] = _with_given(found.get(one.variant), one)
        return cls(budget, found)

    def with_models(self, costs: Iterable[VariantCost]) -> "Shipping":
        """Return the same with the costs of model files, where the user has not given them."""
        found = {one.profile.variant: cost_figures(one) for one in costs}
        for name, one in self.costs.items():
            found[name] = _with_given(found.get(name), one)
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
                unsupported=f"a microcontroller runs its .tflite, {form}",
            )
            for variant, form in forms.items()
        }
        return replace(self, costs={**self.costs, **found})

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but defaults."""
        return self == type(self)()

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


def decide_on(analysis: Analysis, shipping: Shipping) -> Decision | None:
    """Return which variant to ship; None where there is only one, and no limit to keep."""
    split = analysis.judged_split
    variants = [one for one in analysis.variants if one.split == split]
    if not variants or (len(variants) == 1 and not shipping.budget.limits):
        return None
    return decide(
        variants,
        [one for one in analysis.comparisons if one.reference.split == split],
        [one for one in analysis.paired if one.reference.split == split],
        shipping.costs,
        shipping.budget,
    )
