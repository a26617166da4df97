"""Whether changes of the input surely raise the alarms of anomaly detectors, or silence them."""

from math import isnan

from afterfit.findings.rule import Evidence, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import agreeing, count, listing, percent, points
from afterfit.results import DEFAULT_MARGIN, AlarmCurve, AlarmPoint, AlarmsWhatIf, Estimate
from afterfit.results.alarms_what_if import AlarmRate
from afterfit.wording import signed_points

Judged = tuple[AlarmCurve, AlarmPoint]

_WINDOWS: dict[AlarmRate, str] = {"false_alarms": "normal window", "found": "anomalous window"}
_DOES: dict[AlarmRate, str] = {
    "false_alarms": "raises the false alarms of",
    "found": "lowers the share of anomalies that is found by",
}
_EXTRA: dict[AlarmRate, str] = {
    "false_alarms": "more in false alarms", "found": "more in anomalies that it no longer finds"
}  # fmt: skip


def judge_alarms(found: AlarmsWhatIf, rate: AlarmRate) -> Verdict:
    """Raise where an everyday change surely makes a share of the reference worse than accepted."""
    first = found.variants[0]
    if isnan(first.rate(rate).value):
        return not_applicable(_why_unknown(found, rate))
    everyday = [
        (curve, point) for curve in first.curves for point in curve.points if point.is_everyday
    ]
    if not everyday:
        return not_applicable("No change with everyday strengths was tried.")
    known = [one for one in everyday if not isnan(one[1].rate(rate).change.low)]
    if not known:
        return not_applicable(
            f"Too few recordings with a {_WINDOWS[rate]} to tell what chance alone would do."
        )
    surely = [one for one in known if one[1].rate(rate).surely_worse(found.loss)]
    worst = max(surely or known, key=lambda one: one[1].rate(rate).cost)
    evidence = _evidence(worst, rate, found.loss)
    if not surely:
        return clear(_clear_claim(found, rate, worst), **evidence)
    return raised(_claim(found, rate, worst, surely), **evidence)


def _why_unknown(found: AlarmsWhatIf, rate: AlarmRate) -> str:
    first = found.variants[0]
    if isnan(first.threshold):
        return f"The run chose no threshold for {first.scope.variant}, so nothing is an alarm."
    return f"There is no {_WINDOWS[rate]} among those of {first.scope.split}."


def _claim(found: AlarmsWhatIf, rate: AlarmRate, worst: Judged, surely: list[Judged]) -> str:
    (curve, point), first = worst, found.variants[0]
    changed = point.rate(rate)
    others = dict.fromkeys(one.title.lower() for one, _ in surely if one.key != curve.key)
    also = f" The same goes for {listing(list(others))}." if others else ""
    return (
        f"{curve.title} of {point.label} {_DOES[rate]} {first.scope.variant} from "
        f"{percent(first.rate(rate).value)} to {percent(changed.value.value)} of "
        f"{count(changed.change.n, _WINDOWS[rate])} ({_interval(changed.change)}), surely more "
        f"than {points(found.loss)}.{also}"
    )


def _clear_claim(found: AlarmsWhatIf, rate: AlarmRate, worst: Judged) -> str:
    (curve, point), first = worst, found.variants[0]
    name = first.scope.variant
    stronger = [
        f"{one.title.lower()} {at.label}"
        for one, at in sorted(first.sure(rate, found.loss), key=lambda one: one[1].severity)
    ]
    beyond = f" Stronger ones do, from {listing(stronger)} on." if stronger else ""
    return (
        f"No everyday change surely {_DOES[rate]} {name} by more than {points(found.loss)}; the "
        f"worst is {curve.title.lower()}, {point.label}, "
        f"{signed_points(point.rate(rate).change.value)}.{beyond}"
    )


def _interval(change: Estimate) -> str:
    low, high = signed_points(change.low), signed_points(change.high)
    return f"{signed_points(change.value)}, 95 % interval {low} to {high}"


def _evidence(worst: Judged, rate: AlarmRate, loss: float) -> Evidence:
    curve, point = worst
    changed = point.rate(rate)
    return {
        "change": curve.key,
        "strength": point.strength,
        "unit": curve.unit,
        "share": changed.value.value,
        "share_change": changed.change.value,
        "share_change_low": changed.change.low,
        "share_change_high": changed.change.high,
        "accepted_loss": loss,
    }


def judge_extra_alarms(found: AlarmsWhatIf) -> Verdict:
    """Raise where a change surely costs a variant more than it costs the first."""
    if not found.extra_alarms:
        return not_applicable("There is no second variant, or no change was tried.")
    known = [one for one in found.extra_alarms if not isnan(one.extra.low)]
    if not known:
        return not_applicable(
            "There is no threshold, or too few recordings to tell what chance alone would do."
        )
    worst = max(known, key=lambda one: (one.extra.low, one.extra.value))
    # several dozen strengths are looked at: luck alone has some of them begin just above 0
    surely = [one for one in known if one.extra.low > DEFAULT_MARGIN]
    reference, extra = found.variants[0].scope.variant, worst.extra
    evidence: Evidence = {
        "variant": worst.candidate, "change": worst.key, "strength": worst.label,
        "share": worst.rate, "extra_change": extra.value, "extra_change_low": extra.low,
        "extra_change_high": extra.high, "n_judged": len(known), "n_surely": len(surely),
    }  # fmt: skip
    if not surely:
        return clear(
            f"Of {count(len(known), 'comparison')}, two a strength, none costs another variant "
            f"surely more than {points(DEFAULT_MARGIN)} beyond what it costs {reference}.",
            **evidence,
        )
    return raised(
        f"{worst.title} of {worst.label} costs {worst.candidate} {points(extra.value)} "
        f"{_EXTRA[worst.rate]} than {reference} on the same {count(extra.n, 'window')} (95 % "
        f"interval of the difference {signed_points(extra.low)} to {signed_points(extra.high)}); "
        f"{len(surely)} of {count(len(known), 'comparison')} "
        f"{agreeing(len(surely), 'does', 'do')} so surely.",
        **evidence,
    )
