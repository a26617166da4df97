"""The part of an analysis that a rule looks at."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from afterfit.findings.rule import Verdict, not_applicable
from afterfit.findings.wording import listing
from afterfit.results import (
    DEFAULT_MARGIN,
    Analysis,
    NoTemperatureOffer,
    OperatingPoints,
    QuantizationCost,
    Scope,
    TemperatureOffer,
)

JUDGED_SPLIT = "test"


class Measured(Protocol):
    """Metrics of one variant on one split."""

    @property
    def scope(self) -> Scope:
        """What they were computed on."""
        ...


class Tested(Protocol):
    """The results of one variant on one split, of whatever task."""

    @property
    def variant(self) -> str:
        """Name of the variant."""
        ...

    @property
    def quality(self) -> Measured:
        """Its metrics."""
        ...


V = TypeVar("V", bound=Tested)
V_co = TypeVar("V_co", bound=Tested, covariant=True)


class OfVariants(Protocol[V_co]):
    """The whole analysis of a task."""

    @property
    def variants(self) -> Sequence[V_co]:
        """The reference variant first."""
        ...

    def of(self, variant: str, split: str) -> V_co | None:
        """Return the results of one variant on one split, None where it was not tested."""
        ...


def reference_on(analysis: OfVariants[V], split: str) -> V | None:
    """Return the reference variant, which is the first one, on a split; None if not tested."""
    if not analysis.variants:
        return None
    return analysis.of(analysis.variants[0].variant, split)


def on_test(
    judge: Callable[[V], Verdict], missing: str = "There are no predictions on the test split."
) -> Callable[[OfVariants[V]], Verdict]:
    """Let *judge* see the reference variant on the test split, if there are any samples."""

    def judge_analysis(analysis: OfVariants[V]) -> Verdict:
        variant = reference_on(analysis, JUDGED_SPLIT)
        if variant is None or variant.quality.scope.n_samples == 0:
            return not_applicable(missing)
        return judge(variant)

    return judge_analysis


def on_every_comparison(
    judge: Callable[[Analysis, QuantizationCost], Verdict],
) -> Callable[[Analysis], Verdict]:
    """Let *judge* see each variant beside the reference on the test split; the worst counts.

    One that is raised comes before one that cannot be judged, that before a clear one; of two
    alike, the first. The claim of a raised one names the other variants that are, too.
    """

    def judge_analysis(analysis: Analysis) -> Verdict:
        judged = [(cost.candidate.variant, judge(analysis, cost)) for cost in _on_test(analysis)]
        if not judged:
            return not_applicable("There is no quantised variant on the test split.")
        variant, worst = min(judged, key=lambda one: _ORDER.index(one[1].outcome))
        if len(judged) == 1:
            return worst
        alike = [name for name, one in judged if one.outcome == worst.outcome and name != variant]
        also = f" The same is raised for {listing(alike)}." if worst.outcome == "raised" else ""
        evidence = {"variant": variant, **worst.evidence, "n_variants": len(judged)}
        return Verdict(worst.outcome, worst.claim + (also if alike else ""), evidence)

    return judge_analysis


_ORDER = ("raised", "not_applicable", "clear")


def _on_test(analysis: Analysis) -> list[QuantizationCost]:
    return [
        cost
        for cost in analysis.comparisons
        if cost.reference.split == JUDGED_SPLIT and cost.reference.n_samples
    ]


def accepted_loss(analysis: Analysis) -> float:
    """Return the loss of accuracy that is accepted: the budget's margin, a point without one."""
    decision = analysis.decision
    return decision.recommendation.budget.margin if decision else DEFAULT_MARGIN


Answer = TypeVar("Answer", TemperatureOffer | NoTemperatureOffer, OperatingPoints)


def of_reference(analysis: Analysis, answers: Sequence[Answer]) -> Answer | None:
    """Return the answer of the reference variant, None where there is none."""
    if not analysis.variants:
        return None
    reference = analysis.variants[0].variant
    return next((one for one in answers if _variant_of(one) == reference), None)


def _variant_of(answer: TemperatureOffer | NoTemperatureOffer | OperatingPoints) -> str:
    match answer:
        case NoTemperatureOffer():
            return answer.variant
        case TemperatureOffer() | OperatingPoints():
            return answer.reported_on.variant
