from dataclasses import replace
from math import nan

import pytest

from afterfit.findings.qt010_float_layers import RULE
from afterfit.results import (
    Analysis,
    Estimate,
    FloatLayers,
    LayerSensitivity,
    RegressionAnalysis,
    Scope,
    Yardstick,
)
from afterfit.results.yardstick import ACCURACY, R2, ROC_AUC, SKILL

NOTHING = Analysis(("a", "b"), (), (), ())


def choice(*layers: str, regained: float, low: float, sqnr_db: float) -> FloatLayers:
    change = Estimate("accuracy_change", regained, low, regained + 0.02, 400, "paired")
    return FloatLayers(layers, 100 * len(layers), 0.9 + regained, change, 0.01, sqnr_db)


def sensitivity_of(
    *alone: FloatLayers,
    together: tuple[FloatLayers, ...] = (),
    yardstick: Yardstick = ACCURACY,
    value: float = 0.9,
    float_value: float = 0.95,
) -> LayerSensitivity:
    return LayerSensitivity(
        reference=Scope("float32", "validation", 400, 40),
        candidate=Scope("int8", "validation", 400, 40),
        yardstick=yardstick,
        reference_value=float_value,
        candidate_value=value,
        sqnr_db=18.0,
        alone=alone,
        together=together,
    )


QUIET = choice("conv1", regained=0.01, low=-0.01, sqnr_db=21.0)
LOUD = choice("conv2", regained=0.04, low=0.02, sqnr_db=30.0)
LUCKY = choice("conv3", regained=0.03, low=0.01, sqnr_db=19.0)
BOTH = choice("conv2", "conv1", regained=0.05, low=0.03, sqnr_db=33.0)
UNKNOWN = choice("conv1", regained=0.0, low=nan, sqnr_db=nan)


@pytest.mark.parametrize(
    ("sensitivity", "outcome", "words"),
    [
        (sensitivity_of(QUIET, LOUD, together=(BOTH,)), "raised",
         "Keep conv2 in float and int8 regains 4.0 points on 400 samples of validation (95 % "
         "interval +2.0 to +6.0 points): 94.0 % instead of 90.0 %; float32 has 95.0 %."),
        (sensitivity_of(replace(LOUD, layers=("conv9",)), QUIET), "raised", "Keep conv9 in float"),
        (sensitivity_of(replace(QUIET, sqnr_db=31.0), LUCKY, together=(BOTH,)), "raised",
         "Keep conv2 and conv1 in float and int8 regains 5.0 points"),
        (sensitivity_of(QUIET, LUCKY), "clear", "conv1 matters most to its outputs."),
        (sensitivity_of(UNKNOWN), "clear", "No layer kept in float gives int8 an accuracy"),
        (sensitivity_of(), "not_applicable", "no layer with weights"),
        (sensitivity_of(QUIET, LOUD, yardstick=R2), "raised",
         "Keep conv2 in float and int8 regains 0.0400 of R² on 400 samples of validation (95 % "
         "interval +0.0200 to +0.0600): 0.940 instead of 0.900; float32 has 0.950."),
        (sensitivity_of(QUIET, yardstick=SKILL), "clear",
         "gives int8 a skill against persistence that is better beyond chance"),
        (sensitivity_of(QUIET, yardstick=ROC_AUC, value=nan), "not_applicable",
         "cannot be told on validation: it has no anomalies"),
    ],
    ids=["one layer", "by SQNR", "two layers", "luck of another", "no interval", "no layer",
         "R²", "skill", "no anomalies"],
)  # fmt: skip
def test_layers_worth_keeping(sensitivity: LayerSensitivity, outcome: str, words: str) -> None:
    finding = RULE(replace(NOTHING, sensitivities=(sensitivity,)))
    assert finding.outcome == outcome
    assert words in finding.claim
    assert "nan" not in f"{finding.claim} {finding.evidence}"


def test_it_judges_every_task_that_is_quantised() -> None:
    regression = RegressionAnalysis(
        (), (), (), (), (), (), sensitivities=(sensitivity_of(LOUD, yardstick=R2),)
    )
    assert RULE(regression).outcome == "raised"


def test_without_any_trial_it_does_not_apply() -> None:
    assert RULE(NOTHING).outcome == "not_applicable"


def test_the_evidence_names_the_layers() -> None:
    evidence = RULE(replace(NOTHING, sensitivities=(sensitivity_of(QUIET, LOUD),))).evidence
    assert evidence["layers"] == "conv2"
    assert evidence["regained"] == 0.04
    assert evidence["n_parameters"] == 100
