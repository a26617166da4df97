from dataclasses import replace
from math import nan

import pytest

from afterfit.findings import diagnose_numbers_what_if
from afterfit.results import (
    Estimate,
    Finding,
    NumbersVariantWhatIf,
    NumbersWhatIf,
    QualityCurve,
    QualityPoint,
    Scope,
)
from afterfit.results.numbers_what_if import ExtraQualityLoss
from afterfit.results.yardstick import R2


def change(value: float, half: float = 0.01) -> Estimate:
    return Estimate("r2_change", value, value - half, value + half, 200, "paired bootstrap")


def point(strength: float, value: float, half: float = 0.01) -> QualityPoint:
    label, is_everyday = f"{strength:g} dB", abs(strength) <= 3
    return QualityPoint(
        strength, label, abs(strength), is_everyday, 0.9 + value, change(value, half)
    )


def tried(everyday: float, extra: float = 0.0, half: float = 0.01) -> NumbersWhatIf:
    """Return one change whose everyday strength costs *everyday*, and int8 *extra* more."""
    points = (point(3, everyday, half), point(12, -0.5, half))
    curve = QualityCurve("gain", "Gain", "dB", "Readings times a factor.", points)
    variants = tuple(
        NumbersVariantWhatIf(Scope(name, "test", 200, 20), 0.9, (curve,))
        for name in ("float32", "int8")
    )
    return NumbersWhatIf(
        subject="torque",
        yardstick=R2,
        variants=variants,
        extra_losses=(ExtraQualityLoss("int8", "gain", "Gain", "3 dB", change(extra, half)),),
        findings=(),
        loss=0.05,
        n_all=200,
        n_answers=1200,
    )


def finding(found: NumbersWhatIf, code: str) -> Finding:
    return next(one for one in diagnose_numbers_what_if(found) if one.code == code)


@pytest.mark.parametrize(
    ("everyday", "half", "outcome"),
    [
        (-0.1, 0.01, "raised"),
        (-0.055, 0.01, "clear"),
        (0.0, 0.01, "clear"),
        (-0.1, nan, "not_applicable"),
    ],
    ids=["fragile", "not surely", "robust", "one recording"],
)
def test_an_everyday_change_costs_too_much(everyday: float, half: float, outcome: str) -> None:
    assert finding(tried(everyday, half=half), "WI001").outcome == outcome


@pytest.mark.parametrize(
    ("extra", "half", "outcome"),
    [
        (-0.1, 0.01, "raised"),
        (-0.015, 0.01, "clear"),
        (-0.1, nan, "not_applicable"),
    ],
    ids=["more fragile", "not surely", "one recording"],
)
def test_int8_loses_more(extra: float, half: float, outcome: str) -> None:
    assert finding(tried(0.0, extra, half), "WI003").outcome == outcome


def test_claims() -> None:
    found = tried(-0.1, -0.2)

    assert finding(found, "WI001").claim == (
        "Gain of 3 dB costs float32 on 200 windows 0.1000 of the R² of 0.900 (95 % interval "
        "−0.1100 to −0.0900), surely more than 0.0500."
    )
    assert finding(found, "WI003").claim == (
        "Gain of 3 dB costs int8 0.2000 of R² more than float32 on the same 200 windows (95 % "
        "interval of the difference −0.2100 to −0.1900); 1 of 1 strength does so surely."
    )


def test_nothing_to_judge() -> None:
    alone = replace(tried(0.0), extra_losses=())
    bare = replace(alone, variants=tuple(replace(one, curves=()) for one in alone.variants))

    assert finding(alone, "WI003").outcome == "not_applicable"
    assert finding(bare, "WI001").outcome == "not_applicable"
