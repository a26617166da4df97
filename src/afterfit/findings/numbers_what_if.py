"""Whether changes of the input surely cost models that predict numbers too much."""

from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing
from afterfit.results import Estimate, NumbersWhatIf
from afterfit.results.numbers_what_if import QualityCurve, QualityPoint
from afterfit.wording import (
    quality_change,
    quality_change_range,
    quality_gap,
    quality_noun,
    quality_text,
)

Judged = tuple[QualityCurve, QualityPoint]
UNKNOWN = "Too few recordings to tell what chance alone would do."
SMALLEST_EXTRA = 0.01
"""Of the yardstick; what a variant loses beyond the first, and matters."""


def judge_fragile_numbers(found: NumbersWhatIf) -> Verdict:
    """Raise where an everyday change surely costs the reference more than the accepted loss."""
    everyday = [
        (curve, point)
        for curve in found.variants[0].curves
        for point in curve.points
        if point.is_everyday
    ]
    if not everyday:
        return not_applicable("No change with everyday strengths was tried.")
    known = [one for one in everyday if one[1].change.low == one[1].change.low]
    if not known:
        return not_applicable(UNKNOWN)
    fragile = [one for one in known if one[1].surely_loses(found.loss)]
    dearest = min(fragile or known, key=lambda one: one[1].change.value)
    curve, point = dearest
    evidence = _evidence(f"{found.yardstick.metric}_change", point.change) | {
        "change": curve.key, "strength": point.strength, "unit": curve.unit,
        "accepted_loss": found.loss,
    }  # fmt: skip
    first, loss = found.variants[0], quality_gap(found.loss, found.yardstick)
    noun = quality_noun(found.yardstick)
    if not fragile:
        return clear(
            f"No everyday change surely costs {first.scope.variant} more than {loss} of "
            f"{noun}; the dearest is {curve.title.lower()}, {point.label}, "
            f"{quality_change(point.change.value, found.yardstick)}.",
            **evidence,
        )
    others = dict.fromkeys(one.title.lower() for one, _ in fragile if one.key != curve.key)
    also = f" The same goes for {listing(list(others))}." if others else ""
    return raised(
        f"{curve.title} of {point.label} costs {first.scope.variant} on "
        f"{count(first.scope.n_samples, 'window')} "
        f"{quality_gap(point.change.value, found.yardstick)} of the {noun} of "
        f"{quality_text(first.value, found.yardstick)} (95 % interval "
        f"{quality_change_range(point.change, found.yardstick)}), surely more than {loss}.{also}",
        **evidence,
        n_fragile=len(others) + 1,
    )


def judge_extra_numbers(found: NumbersWhatIf) -> Verdict:
    """Raise where a change surely costs a variant more than it costs the first."""
    if not found.extra_losses:
        return not_applicable("There is no second variant, or no change was tried.")
    known = [one for one in found.extra_losses if one.extra.low == one.extra.low]
    if not known:
        return not_applicable(UNKNOWN)
    worst = min(known, key=lambda one: (one.extra.high, one.extra.value))
    surely = [one for one in known if one.extra.high < -SMALLEST_EXTRA]
    reference, strengths = found.variants[0].scope.variant, count(len(known), "strength")
    noun = quality_noun(found.yardstick)
    evidence = _evidence("extra_change", worst.extra) | {
        "variant": worst.candidate, "change": worst.key, "strength": worst.label,
        "n_judged": len(known), "n_surely": len(surely),
    }  # fmt: skip
    if not surely:
        return clear(
            f"Of {strengths}, none costs another variant surely more than "
            f"{quality_gap(SMALLEST_EXTRA, found.yardstick)} of {noun} beyond "
            f"what it costs {reference}.",
            **evidence,
        )
    return raised(
        f"{worst.title} of {worst.label} costs {worst.candidate} "
        f"{quality_gap(worst.extra.value, found.yardstick)} of {noun} more than "
        f"{reference} on the same {count(worst.extra.n, 'window')} (95 % interval of the "
        f"difference {quality_change_range(worst.extra, found.yardstick)}); {len(surely)} of "
        f"{strengths} {agreeing(len(surely), 'does', 'do')} so surely.",
        **evidence,
    )


def _evidence(name: str, change: Estimate) -> Evidence:
    return {name: change.value, f"{name}_low": change.low, f"{name}_high": change.high}
