"""Rules for forecasts: each raised by what it looks for, all quiet on healthy models."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from afterfit.findings import FORECAST_RULES
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.records import Forecasts
from afterfit.results import Finding
from tests.statistics.sample_numbers import (
    Floats,
    forecasts_of,
    healthy_forecasts,
    seasonal_series,
    windows_of,
)

HEALTHY = healthy_forecasts(1)
TRUE, ERRORS = HEALTHY.y_true, HEALTHY.errors
assert HEALTHY.history is not None
PAST: Floats = HEALTHY.history
NOISE = np.random.default_rng(7).normal(0, 0.1, TRUE.shape)
GROWING = np.arange(6)[None, :, None] ** 2.0
WALK_PAST, WALK = windows_of(np.cumsum(seasonal_series(5) * 3, axis=0), 5, 4)


def findings(*rows: Forecasts) -> dict[str, Finding]:
    return {one.code: one for one in analyze_forecasts(rows).findings}


def said(y_pred: Floats, variant: str = "float32") -> Forecasts:
    return forecasts_of(TRUE, y_pred, history=PAST, season=12, variant=variant)


def two_variables() -> Forecasts:
    noise = np.random.default_rng(6).normal(0, 0.7, TRUE.shape)
    return forecasts_of(
        np.concatenate([TRUE, TRUE], axis=2),
        np.concatenate([TRUE + ERRORS, TRUE * 0.5 + noise], axis=2),
    )


def constant() -> Forecasts:
    return forecasts_of(np.ones_like(TRUE), np.ones_like(TRUE) + ERRORS)


LAST = np.repeat(PAST[:, -1:], 6, axis=1)
CASES = {
    "FC001": (said(LAST + ERRORS),),
    "FC002": (said(TRUE + ERRORS * GROWING),),
    "FC003": (two_variables(),),
    "FC004": (forecasts_of(WALK, WALK_PAST[:, -1:] + 0.01 * WALK, history=WALK_PAST),),
    "FC005": (said(PAST[:, :6] + ERRORS),),
    "FC006": (HEALTHY, said(TRUE + ERRORS + NOISE, "int8")),
    "FC007": (forecasts_of(TRUE[:8], TRUE[:8] + ERRORS[:8]),),
    "FC008": (constant(),),
}


def test_every_rule_has_a_case() -> None:
    # those which several tasks share have tests of their own
    assert {*CASES, "QT010", "SL001"} == {rule.code for rule in FORECAST_RULES}


@pytest.mark.parametrize("code", CASES)
def test_raised_by_what_it_looks_for(code: str) -> None:
    found = findings(*CASES[code])[code]
    assert found.outcome == "raised", found.claim
    assert found.next_steps
    assert found.claim.endswith(".")


@pytest.mark.parametrize("code", [code for code in CASES if code not in ("FC003", "FC006")])
def test_clear_of_a_healthy_model(code: str) -> None:
    assert findings(HEALTHY)[code].outcome == "clear"


def test_of_two_variables_the_other_one_is_told() -> None:
    assert ", the other one " in findings(two_variables())["FC003"].claim


def test_false_alarms_are_rare() -> None:
    raised: Counter[str] = Counter()
    for seed in range(100, 115):
        rows = healthy_forecasts(seed)
        same = replace(rows, variant="int8", y_pred=rows.y_pred + 1e-4)
        raised.update(one.code for one in findings(rows, same).values() if one.outcome == "raised")
    assert sum(raised.values()) <= 1, raised
