"""WI003: under the same change the quantised model loses surely more than the float one."""

from afterfit.findings.alarms_what_if import judge_extra_alarms
from afterfit.findings.numbers_what_if import judge_extra_numbers
from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, points
from afterfit.results import DEFAULT_MARGIN, AlarmsWhatIf, NumbersWhatIf, WhatIf
from afterfit.results.what_if import ExtraLoss
from afterfit.wording import signed_points


def _judge(found: WhatIf) -> Verdict:
    known = [one for one in found.extra_losses if one.extra.low == one.extra.low]
    if not found.extra_losses:
        return not_applicable("There is no second variant, or no change was tried.")
    if not known:
        return not_applicable("A single recording cannot tell what chance alone would do.")
    worst = min(known, key=lambda one: (one.extra.high, one.extra.value))
    # several dozen strengths are looked at: luck alone has some of them end just below 0
    surely = [one for one in known if one.extra.high < -DEFAULT_MARGIN]
    reference = found.variants[0].scope.variant
    if not surely:
        return clear(
            f"Of {count(len(known), 'strength')}, none costs a quantised variant surely more than "
            f"{points(DEFAULT_MARGIN)} beyond what it costs {reference}.",
            **_evidence(worst, len(known), 0),
        )
    extra = worst.extra
    return raised(
        f"{worst.title} of {worst.label} costs {worst.candidate} {points(extra.value)} more than "
        f"{reference} on the same {count(extra.n, 'window')} (95 % interval of the difference "
        f"{signed_points(extra.low)} to {signed_points(extra.high)}); "
        f"{len(surely)} of {count(len(known), 'strength')} "
        f"{agreeing(len(surely), 'does', 'do')} so surely.",
        **_evidence(worst, len(known), len(surely)),
    )


def _evidence(worst: ExtraLoss, n_judged: int, n_surely: int) -> dict[str, float | int | str]:
    return {
        "variant": worst.candidate,
        "change": worst.key,
        "strength": worst.label,
        "extra_change": worst.extra.value,
        "extra_change_low": worst.extra.low,
        "extra_change_high": worst.extra.high,
        "n_judged": n_judged,
        "n_surely": n_surely,
    }


def _judge_any(found: WhatIf | NumbersWhatIf | AlarmsWhatIf) -> Verdict:
    if isinstance(found, AlarmsWhatIf):
        return judge_extra_alarms(found)
    return judge_extra_numbers(found) if isinstance(found, NumbersWhatIf) else _judge(found)


RULE: Rule[WhatIf | NumbersWhatIf | AlarmsWhatIf] = Rule(
    code="WI003",
    title="The quantised model is more fragile",
    severity="warning",
    judge=_judge_any,
    next_steps=(
        "Quantise with changed windows among those of the calibration, so that the ranges of its "
        "layers leave room for them.",
        "Train with quantisation in the loop (training -> quantization_method: QAT), on changed "
        "windows too.",
        "Scale each window before the model, so that its input stays in the range that was "
        "calibrated.",
    ),
    source="Jacob et al. (2018), Quantization and Training of Neural Networks for Efficient "
    "Integer-Arithmetic-Only Inference, CVPR (ranges)",
)
