"""Rules for predicted numbers: each raised by what it looks for, all quiet on healthy models."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from afterfit.findings import REGRESSION_RULES
from afterfit.pipeline.regression import analyze_regressions
from afterfit.records import RegressionPredictions
from afterfit.results import Finding
from tests.statistics.sample_numbers import Floats, healthy_numbers, numbers_of

HEALTHY = healthy_numbers(1)
TRUE, ERRORS = HEALTHY.y_true, HEALTHY.errors
RANDOM = np.random.default_rng(9)


def said(y_pred: Floats, *, split: str = "test", variant: str = "float32") -> RegressionPredictions:
    return numbers_of(TRUE, y_pred, 24, split=split, variant=variant)


def findings(*rows: RegressionPredictions) -> dict[str, Finding]:
    return {one.code: one for one in analyze_regressions(rows).findings}


def one_bad_file() -> RegressionPredictions:
    return said(TRUE + ERRORS + 6.0 * (HEALTHY.source == 3)[:, None])


def outliers() -> RegressionPredictions:
    rare = np.zeros_like(TRUE)
    rare[::120] = 15.0
    return said(TRUE + ERRORS + rare)


CASES = {
    "RG001": (said(RANDOM.permutation(TRUE)),),
    "RG002": (said(TRUE + ERRORS + 1.0),),
    "RG003": (said(TRUE + ERRORS * (0.1 + 0.3 * TRUE)),),
    "RG004": (said(np.clip(TRUE, 3.0, 7.0) + 0.2 * ERRORS),),
    "RG005": (one_bad_file(),),
    "RG006": (said(TRUE + ERRORS * np.where(TRUE > 8.8, 8.0, 1.0)),),
    "RG007": (outliers(),),
    "RG008": (HEALTHY, said(TRUE + ERRORS + RANDOM.normal(0, 0.6, TRUE.shape), variant="int8")),
    "RG009": (numbers_of(np.ones((40, 1)), np.ones((40, 1)) + ERRORS[:40], 8),),
    "RG010": (numbers_of(TRUE[:40], TRUE[:40] + ERRORS[:40], 2),),
    "RG011": (said(TRUE + 0.3 * ERRORS, split="validation"), HEALTHY),
}


def test_every_rule_has_a_case() -> None:
    # QT010 and SL001, which other tasks share, have tests of their own
    assert {*CASES, "QT010", "SL001"} == {rule.code for rule in REGRESSION_RULES}


@pytest.mark.parametrize("code", CASES)
def test_raised_by_what_it_looks_for(code: str) -> None:
    found = findings(*CASES[code])[code]
    assert found.outcome == "raised", found.claim
    assert found.next_steps
    assert found.claim.endswith(".")


@pytest.mark.parametrize("code", [code for code in CASES if code not in ("RG008", "RG011")])
def test_clear_of_a_healthy_model(code: str) -> None:
    assert findings(HEALTHY)[code].outcome == "clear"


def test_false_alarms_are_rare() -> None:
    raised: Counter[str] = Counter()
    for seed in range(100, 120):
        rows = healthy_numbers(seed, split="validation"), healthy_numbers(seed + 1000)
        same = replace(rows[1], variant="int8", y_pred=rows[1].y_pred + 1e-3)
        raised.update(one.code for one in findings(*rows, same).values() if one.outcome == "raised")
    assert sum(raised.values()) <= 2, raised


def test_a_constant_target_and_a_perfect_model_are_judged_honestly() -> None:
    constant = findings(numbers_of(np.ones((40, 1)), np.ones((40, 1)), 8))
    assert constant["RG001"].outcome == "not_applicable"
    assert constant["RG010"].claim == "The model makes no error."


def test_without_a_test_split_nothing_is_judged() -> None:
    outcomes = {one.outcome for one in findings(said(TRUE, split="train")).values()}
    assert outcomes == {"not_applicable"}
