"""Models under change whose numbers a test can set."""

from math import nan

from afterfit.records import SignalLayout
from afterfit.results import Estimate, Scope, WhatIf
from afterfit.results.what_if import (
    ChangeCurve,
    ChangePoint,
    ExtraLoss,
    PartImportance,
    VariantWhatIf,
)

SCOPE = Scope("float32", "test", 300, 30)


def change_of(value: float, half: float = 0.03) -> Estimate:
    return Estimate("accuracy_change", value, value - half, value + half, 300, "paired")


def point(
    change: Estimate, label: str = "−1 dB", severity: float = 1, *, everyday: bool = True
) -> ChangePoint:
    accuracy = Estimate("accuracy", 0.9 + change.value, nan, nan, 300, "none")
    return ChangePoint(-severity, label, severity, everyday, accuracy, change, 0.001, 30, 2, 40,
                       "idle", change_of(2 * change.value))  # fmt: skip


def curve(*points: ChangePoint, key: str = "gain", title: str = "Gain") -> ChangeCurve:
    return ChangeCurve(key, title, "dB", "Readings times a factor.", points)


def channel(name: str, drop: float, moved: float = 0.2) -> PartImportance:
    return PartImportance(name, "channel", change_of(drop), drop - 0.01, drop + 0.01, moved)


def extra(value: float, half: float = 0.02, label: str = "+3 dB") -> ExtraLoss:
    return ExtraLoss("int8", "gain", "Gain", label, False, change_of(value, half))


def what_if_of(
    *curves: ChangeCurve,
    parts: tuple[PartImportance, ...] = (),
    extras: tuple[ExtraLoss, ...] = (),
    loss: float = 0.05,
) -> WhatIf:
    accuracy = Estimate("accuracy", 0.9, 0.85, 0.93, 300, "wilson, clustered")
    return WhatIf(
        subject="run",
        variants=(VariantWhatIf(SCOPE, accuracy, curves, parts),),
        extra_losses=extras,
        samples=(),
        findings=(),
        loss=loss,
        acts_on="readings",
        layout=SignalLayout(),
        n_all=300,
        n_answers=9000,
    )
