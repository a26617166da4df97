"""WI001: a small change that any sensor makes costs more accuracy than may be lost."""

from afterfit.findings.numbers_what_if import judge_fragile_numbers
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing, percent, points
from afterfit.results import NumbersWhatIf, Scope, WhatIf
from afterfit.results.what_if import ChangeCurve, ChangePoint, VariantWhatIf
from afterfit.wording import signed_points

Judged = tuple[ChangeCurve, ChangePoint]


def _judge(found: WhatIf) -> Verdict:
    everyday = _everyday(found.variants[0]) if found.variants else []
    if not everyday:
        return not_applicable("No change with everyday strengths was tried.")
    known = [one for one in everyday if one[1].change.low == one[1].change.low]
    if not known:
        return not_applicable("A single recording cannot tell what chance alone would do.")
    worst = min(known, key=lambda one: one[1].change.value)
    fragile = [one for one in known if one[1].surely_loses(found.loss)]
    if not fragile:
        return clear(
            f"No everyday change surely costs {found.variants[0].scope.variant} more than "
            f"{points(found.loss)}; the dearest is {_named(worst)}, "
            f"{signed_points(worst[1].change.value)}.",
            **_evidence(worst, found.loss),
        )
    dearest = min(fragile, key=lambda one: one[1].change.value)
    return raised(_claim(found, dearest, fragile), **_evidence(dearest, found.loss),
                  n_fragile=len({one[0].key for one in fragile}))  # fmt: skip


def _everyday(variant: VariantWhatIf) -> list[Judged]:
    return [
        (curve, point) for curve in variant.curves for point in curve.points if point.is_everyday
    ]


def _claim(found: WhatIf, dearest: Judged, fragile: list[Judged]) -> str:
    variant, point = found.variants[0], dearest[1]
    others = [
        curve.title.lower()
        for curve in variant.curves
        if curve.key != dearest[0].key and any(one[0].key == curve.key for one in fragile)
    ]
    also = f" The same goes for {listing(others)}." if others else ""
    return (
        f"{_start(dearest)} costs {_scope(variant.scope)} {points(point.change.value)} of "
        f"{percent(variant.accuracy.value)} accuracy (95 % interval "
        f"{signed_points(point.change.low)} to {signed_points(point.change.high)}), surely more "
        f"than {points(found.loss)}; {point.worst_class} suffers most.{also}"
    )


def _scope(scope: Scope) -> str:
    return f"{scope.variant} on {count(scope.n_samples, 'window')}"


def _named(judged: Judged) -> str:
    return f"{judged[0].title.lower()}, {judged[1].label}"


def _start(judged: Judged) -> str:
    return f"{judged[0].title} of {judged[1].label}"


def _evidence(judged: Judged, loss: float) -> dict[str, float | int | str]:
    curve, point = judged
    return {
        "change": curve.key,
        "strength": point.strength,
        "unit": curve.unit,
        "accuracy_change": point.change.value,
        "accuracy_change_low": point.change.low,
        "accuracy_change_high": point.change.high,
        "accepted_loss": loss,
        "n_flipped": point.n_flipped,
    }


def _judge_any(found: WhatIf | NumbersWhatIf) -> Verdict:
    return judge_fragile_numbers(found) if isinstance(found, NumbersWhatIf) else _judge(found)


RULE: Rule[WhatIf | NumbersWhatIf] = Rule(
    code="WI001",
    title="Small changes of the sensor cost accuracy",
    severity="warning",
    judge=_judge_any,
    next_steps=(
        "Make the features blind to it: dc_remove against offset and drift, a spectrum (FFT_FE, "
        "ABS) against shifts in time, a scale of each window's own against gain.",
        "Train on copies of the recordings that are changed by the strengths of this page, up to "
        "the one that you expect in the field: gain (gain_variations in Tensorlab's "
        "configuration), offset, noise, shift.",
        "Record with several devices and mountings, so that such differences are in the data.",
        "Calibrate the sensor on the device, if the change is one of gain or offset.",
    ),
    source="Hendrycks & Dietterich (2019), Benchmarking Neural Network Robustness to Common "
    "Corruptions and Perturbations, ICLR",
)
