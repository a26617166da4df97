"""Alarms under one change, made up for rules, views and pages."""

from math import nan
from typing import Literal

from afterfit.results import (
    AlarmCurve,
    AlarmPoint,
    AlarmsVariantWhatIf,
    AlarmsWhatIf,
    Estimate,
    Scope,
)
from afterfit.results.alarms_what_if import AlarmRate, ExtraAlarms, RateUnderChange


def share(value: float, n: int, metric: str) -> Estimate:
    return Estimate(metric, value, value - 0.02, value + 0.02, n, "wilson, clustered")


def under(before: float, change: float, half: float, better: Literal["higher", "lower"], n: int) -> RateUnderChange:  # fmt: skip  # noqa: E501
    ends = (change - half, change + half)
    moved = Estimate("change", change, *ends, n, "paired")
    return RateUnderChange(share(before + change, n, "recall"), moved, better)


def point(strength: float, alarms: float, found: float, half: float) -> AlarmPoint:
    return AlarmPoint(
        strength=strength,
        label=f"+{strength:g} dB",
        severity=strength,
        is_everyday=strength <= 3,
        false_alarms=under(0.03, alarms, half, "lower", 120),
        found=under(0.9, found, half, "higher", 60),
        auc=Estimate("roc_auc", 0.9, 0.85, 0.95, 180, "delong, clustered"),
        auc_change=Estimate("roc_auc_change", -0.02, -0.04, 0.0, 180, "paired"),
    )


def alarms(
    more: float = 0.0,
    fewer: float = 0.0,
    *,
    half: float = 0.01,
    extra: float = 0.0,
    threshold: float = 1.5,
) -> AlarmsWhatIf:
    """Return one change whose everyday strength adds *more* false alarms, loses *fewer*."""
    points = (point(3, more, -fewer, half), point(12, 0.4, -0.3, half))
    curve = AlarmCurve("gain", "Gain", "dB", "Readings times a factor.", points)
    rates: tuple[AlarmRate, ...] = ("false_alarms", "found")
    unknown = Estimate("recall", nan, nan, nan, 0, "none")
    known = threshold == threshold
    variants = tuple(
        AlarmsVariantWhatIf(
            scope=Scope(name, "test", 180, 20),
            threshold=threshold,
            false_alarms=share(0.03, 120, "false_positive_rate") if known else unknown,
            found=share(0.9, 60, "recall") if known else unknown,
            auc=Estimate("roc_auc", 0.92, 0.88, 0.96, 180, "delong, clustered"),
            curves=(curve,),
        )
        for name in ("float32", "int8")
    )
    beyond = Estimate("change", extra, extra - half, extra + half, 120, "paired")
    return AlarmsWhatIf(
        subject="fan",
        variants=variants,
        extra_alarms=tuple(
            ExtraAlarms("int8", "gain", "Gain", "+3 dB", rate, beyond) for rate in rates
        ),
        findings=(),
        loss=0.05,
        acts_on="readings",
        n_all=180,
        n_answers=720,
    )
