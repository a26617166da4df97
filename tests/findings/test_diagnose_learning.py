"""Every cause is named, healthy runs are quiet, and nothing in a history stops the diagnosis."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from afterfit.findings import LEARNING_RULES, diagnose_learning
from afterfit.results import Finding, LearningCurves, from_json, to_json
from tests.findings.sample_curves import (
    CAUSES,
    HEALTHY,
    Cause,
    Columns,
    confident,
    curves_of,
    exploded,
    healthy,
    overfit,
)


def raised(curves: LearningCurves) -> set[str]:
    return {one.code for one in diagnose_learning(curves) if one.outcome == "raised"}


@pytest.mark.parametrize(("cause", "code"), CAUSES.values(), ids=CAUSES)
def test_a_cause_is_named(cause: Cause, code: str) -> None:
    n_named = sum(code in raised(curves_of(cause(seed))) for seed in range(10))
    assert n_named >= 9


@pytest.mark.parametrize("style", HEALTHY.values(), ids=HEALTHY)
def test_a_healthy_run_is_quiet(style: Cause) -> None:
    loud = [
        one.code
        for seed in range(10)
        for one in diagnose_learning(curves_of(style(seed)))
        if one.outcome == "raised" and one.severity != "info"
    ]
    assert loud == []


def test_every_rule_answers_once_in_the_order_of_codes() -> None:
    codes = [one.code for one in diagnose_learning(curves_of(overfit()))]
    assert codes == sorted(codes) == [rule.code for rule in LEARNING_RULES]


ALL = [one for cause, _ in CAUSES.values() for one in diagnose_learning(curves_of(cause(3)))]


@pytest.mark.parametrize("finding", ALL, ids=lambda one: f"{one.code}-{one.outcome}")
def test_shape_of_a_finding(finding: Finding) -> None:
    assert finding.claim.endswith(".")
    assert "nan" not in finding.claim.replace("nan_", "")
    assert bool(finding.next_steps) == (finding.outcome == "raised")
    assert ("confidence" in finding.evidence) == (finding.outcome == "raised")
    assert not any(isinstance(v, float) and math.isnan(v) for v in finding.evidence.values())


@pytest.mark.parametrize("cause", [cause for cause, _ in CAUSES.values()])
def test_the_unit_of_steps_plays_no_part(cause: Cause) -> None:
    columns = cause(4)
    n = max(map(len, columns.values()))
    one, thousand = curves_of(columns), curves_of(columns, 1000 * np.arange(1.0, n + 1))
    assert raised(one) == raised(thousand)


@pytest.mark.parametrize("cause", [cause for cause, _ in CAUSES.values()])
@pytest.mark.parametrize("factor", [1e-3, 1e3])
def test_the_unit_of_the_loss_plays_no_part(cause: Cause, factor: float) -> None:
    columns = cause(5)
    scaled = {k: v * factor if k.endswith("loss") else v for k, v in columns.items()}
    assert raised(curves_of(columns)) == raised(curves_of(scaled))


def test_the_step_to_keep_is_that_of_the_best() -> None:
    (finding,) = (one for one in diagnose_learning(curves_of(overfit())) if one.code == "LC001")
    assert 18 <= float(finding.evidence["keep_step"]) <= 32
    assert finding.next_steps[:2] == (
        "Keep the weights of the best step, or stop there (early stopping).",
        "Reduce the learning rate.",
    )


def test_a_metric_that_holds_turns_overfitting_into_disagreement() -> None:
    assert raised(curves_of(confident())) == {"LC011"}


def test_a_restart_is_no_spike() -> None:
    columns = healthy(0, 100)
    columns["train_loss"][60] = 1.5
    assert "LC007" not in raised(curves_of(columns, restarts=[61]))
    assert "LC007" in raised(curves_of(columns))


def test_curves_go_to_json_and_back() -> None:
    curves = curves_of(exploded())
    assert to_json(from_json(to_json(curves))) == to_json(curves)


numbers = st.one_of(
    st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0, math.nan, math.inf, -math.inf])
)
names = st.sampled_from(
    [
        "train_loss",
        "val_loss",
        "val_accuracy",
        "accuracy",
        "lr",
        "val/cls_loss",
        "val/box_loss",
        "x",
    ]
)


@given(st.dictionaries(names, st.lists(numbers, min_size=1, max_size=30), min_size=1))
@settings(max_examples=150, deadline=None)
@example({"train_loss": [0.0] * 5, "val_loss": [0.0] * 5})
@example({"val/cls_loss": [math.inf], "val/box_loss": [-math.inf]})
def test_no_history_stops_the_diagnosis(columns: dict[str, list[float]]) -> None:
    found: Columns = {name: np.array(values) for name, values in columns.items()}
    findings = diagnose_learning(curves_of(found))
    assert len(findings) == len(LEARNING_RULES)
