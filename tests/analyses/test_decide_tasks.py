"""The choice among variants of every task, on whole analyses of made-up predictions."""

from dataclasses import replace

import numpy as np
import pytest

from afterfit.analyses.decide_anomaly import judge_auc
from afterfit.analyses.decide_errors import judge_growth
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.pipeline.regression import analyze_regressions
from afterfit.pipeline.shipping import Shipping
from afterfit.records import AnomalyScores, RegressionPredictions
from afterfit.results import (
    AnomalyComparison,
    Budget,
    Decision,
    ErrorComparison,
    Estimate,
    Limit,
    OutputChange,
    Scope,
)
from tests.analyses.test_recommendation import costs

N = 400
NAN = float("nan")
SCOPES = Scope("float32", "test", N, N), Scope("int8", "test", N, N)
CHEAP = {"float32": costs("float32", 40, 40, 40), "int8": costs("int8", 10, 10, 10)}


def regression(variant: str, noise: float) -> RegressionPredictions:
    rng = np.random.default_rng(0)
    y_true = rng.normal(0, 1, (N, 1))
    own = np.random.default_rng(len(variant)).normal(0, 1, (N, 1))
    y_pred = y_true + noise * (rng.normal(0, 1, (N, 1)) + 0.02 * own)
    names = tuple(f"recording {i}" for i in range(40))
    return RegressionPredictions(
        ("torque",), ("Nm",), y_true, y_pred, np.arange(N) % 40, names, np.arange(N), variant,
        "test",
    )  # fmt: skip


def decide_regression(noise: float, budget: Budget) -> Decision:
    rows = [regression("float32", 0.1), regression("int8", noise)]
    decision = analyze_regressions(rows, Shipping(budget, CHEAP)).decision
    assert decision is not None
    return decision


@pytest.mark.parametrize(
    ("noise", "limits", "variant", "standing"),
    [
        (0.1001, (), "int8", "acceptable"),
        (0.2, (), "float32", "inferior"),
        (0.2, (Limit("flash_bytes", 20, "--max-flash"),), "int8", "inferior"),
    ],
    ids=["as good and cheaper", "twice the error", "twice the error, alone fits"],
)
def test_regressions_are_chosen_by_their_rmse(
    noise: float, limits: tuple[Limit, ...], variant: str, standing: str
) -> None:
    advice = decide_regression(noise, Budget(limits, margin=0.05)).recommendation
    assert (advice.variant, advice.standings[1].standing) == (variant, standing)


def test_the_front_of_a_regression_prefers_the_lower_error() -> None:
    decision = decide_regression(0.05, Budget(margin=0.05))
    assert decision.front.yardstick.title == "RMSE of torque"
    assert decision.variants.rows[0].quality.metric == "rmse"
    beaten = {one.variant: one.dominated_by for one in decision.front.points}
    assert beaten == {"float32": ("int8",), "int8": ()}


def change(low: float, value: float, high: float, largest: float = 1.0) -> ErrorComparison:
    rmse = Estimate("rmse", 1.0, 0.9, 1.1, N, "bootstrap")
    moved = Estimate("rmse_change", value, low, high, N, "paired bootstrap")
    same = OutputChange("b", "", rmse, rmse, Estimate("rmse_change", 0, 0, 0, N, "none"), 0, 0)
    return ErrorComparison(*SCOPES, (OutputChange("a", "", rmse, rmse, moved, 0.1, largest), same))


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        (change(-0.01, 0.01, 0.04), "non_inferior"),
        (change(0.06, 0.08, 0.10), "inferior"),
        (change(0.01, 0.04, 0.07), "undecided"),
        (change(NAN, 0.04, NAN), "no_interval"),
        (change(NAN, 0.0, NAN, largest=0.0), "non_inferior"),
    ],
    ids=["below", "above", "across", "no interval", "always the same"],
)
def test_growth_of_the_error_is_held_against_the_margin(
    comparison: ErrorComparison, verdict: str
) -> None:
    assert judge_growth(comparison, 0.05).verdict == verdict


def detector(variant: str, noise: float, split: str = "test") -> AnomalyScores:
    rng = np.random.default_rng(1)
    kind = np.arange(N) % 2
    score = 2 * kind + rng.normal(0, 1, N) + noise * np.random.default_rng(2).normal(0, 1, N)
    none = np.zeros(N, np.int64)
    return AnomalyScores(
        score, kind, ("normal", "fault"), none, ("",), np.arange(N), variant, split,
        has_sources=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("noise", "variant"), [(0.02, "int8"), (8.0, "float32")], ids=["as good", "much worse"]
)
def test_detectors_are_chosen_by_their_auc(noise: float, variant: str) -> None:
    scores = [detector("float32", 0), detector("int8", noise)]
    analysis, _ = analyze_anomaly_scores(scores, shipping=Shipping(Budget(), CHEAP))
    assert analysis.decision is not None
    assert analysis.decision.recommendation.variant == variant
    assert analysis.decision.recommendation.yardstick.metric == "roc_auc"


@pytest.mark.parametrize(
    ("low", "value", "high", "verdict", "tells"),
    [
        (-0.005, 0.0, 0.005, "non_inferior", False),
        (-0.05, -0.04, -0.03, "inferior", False),
        (-0.03, -0.005, 0.02, "undecided", True),
        (NAN, -0.005, NAN, "no_interval", False),
    ],
    ids=["within", "beyond", "across", "no interval"],
)
def test_loss_of_auc_is_held_against_the_margin(
    low: float, value: float, high: float, verdict: str, tells: bool
) -> None:
    scores = [detector("float32", 0), detector("int8", 1)]
    (found,) = analyze_anomaly_scores(scores)[0].comparisons
    moved = Estimate("roc_auc_change", value, low, high, N, "paired")
    one = AnomalyComparison(
        found.reference, found.candidate, found.reference_auc, found.candidate_auc, moved, 0.5,
        found.alarms,
    )  # fmt: skip
    judged = judge_auc(one, 0.01)
    assert judged.verdict == verdict
    assert (judged.n_needed is not None and judged.n_needed > N) is tells


def test_a_device_that_runs_none_of_them_gets_none() -> None:
    rows = [regression("float32", 0.1), regression("int8", 0.1)]
    known = {
        name: replace(one, unsupported="an ONNX file needs ONNX Runtime")
        for name, one in CHEAP.items()
    }
    decision = analyze_regressions(rows, Shipping(Budget((), "F28P55"), known)).decision
    assert decision is not None
    assert decision.recommendation.variant is None
    assert not any(one.on_front for one in decision.front.points)
