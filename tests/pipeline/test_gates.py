import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.gates import check, read_gates
from afterfit.pipeline.gates.judge import loss_of
from afterfit.pipeline.shipping import Shipping
from afterfit.records import Predictions
from afterfit.results import (
    Budget,
    CostFigure,
    Estimate,
    GateOutcome,
    VariantCosts,
    to_json,
)
from afterfit.statistics.wilson import wilson_interval

DOCS = Path(__file__).parents[2] / "docs" / "gates.md"
CLASSES = ("walk", "run", "sit")


def predictions(variant: str, n_wrong: int, seed: int = 0) -> Predictions:
    """Return 300 samples of 60 recordings, two sites, the first *n_wrong* of a shuffle wrong."""
    y_true = np.arange(300) % 3
    wrong = np.random.default_rng(seed).permutation(300)[:n_wrong]
    y_pred = y_true.copy()
    y_pred[wrong] = (y_true[wrong] + 1) % 3
    source = np.arange(300) // 5
    names = tuple(f"site_{'ab'[i % 2]}/{i}.csv" for i in range(60))
    scores = np.where(np.eye(3)[y_pred] == 1, 0.8, 0.1)
    offset = np.arange(300) % 5
    return Predictions(CLASSES, y_true, scores, source, names, offset, variant, "test")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Return a folder with the run "now" and the better run "last-release"."""
    costs = replace(
        VariantCosts.unknown("int8", "not given"), flash_bytes=CostFigure.of(5000, "given")
    )
    for name, wrong in (("now", (30, 45)), ("last-release", (20, 30))):
        both = [predictions("float32", wrong[0]), predictions("int8", wrong[1])]
        analysis = analyze_predictions(both, shipping=Shipping(Budget(), {"int8": costs}))
        write_text(tmp_path / name / "analysis.json", to_json(analysis))
    return tmp_path


def outcomes(runs: Path, gate: str, **keys: Path) -> tuple[GateOutcome, ...]:
    path = runs / "gates.yaml"
    path.write_text("baseline: last-release\ngates:\n  - " + gate)
    return check(runs / "now", path, **keys).outcomes


@pytest.mark.parametrize(
    ("gate", "passed"),
    [
        ("{metric: accuracy, variant: int8, min: 0.85}", True),
        ("{metric: accuracy, variant: int8, min: 0.86}", False),
        ("{metric: accuracy, variant: int8, min: 0.85, judge: interval}", False),
        ("{metric: accuracy, variant: int8, min: 0.75, judge: interval}", True),
        ("{metric: accuracy, variant: int8, max: 0.86, judge: interval}", False),
        ("{metric: recall, class: walk, variant: int8, min: 0.5}", True),
        ("{metric: flash_bytes, variant: int8, max: 5000}", True),
        ("{metric: flash_bytes, variant: int8, max: 4999}", False),
        ("{metric: accuracy, variant: int8, max_loss: 0.05}", True),
        ("{metric: accuracy, variant: int8, max_loss: 0.04}", False),
        ("{metric: accuracy, variant: int8, max_relative_loss: 0.06}", True),
        ("{metric: accuracy, variant: int8, max_relative_loss: 0.05}", False),
        ("{metric: log_loss, variant: int8, max_loss: 0.001}", False),
        ("{metric: flash_bytes, variant: int8, max_loss: 0}", True),
        ("{metric: accuracy, variant: int8, against: float32, max_loss: 0.05}", True),
        ("{metric: accuracy, variant: int8, against: float32, max_loss: 0.05, judge: interval}",
         False),
        ("{metric: recall, class: run, variant: int8, against: float32, max_loss: 0.3,"
         " judge: interval}", True),
        ("{metric: accuracy, files: 'site_b/*', variant: int8, min: 0.7}", True),
        ("{metric: accuracy, files: 'site_b/*', variant: int8, max_loss: 0.0001}", False),
        ("{metric: accuracy_change, variant: int8, min: -0.1, judge: interval}", True),
    ],
)  # fmt: skip
def test_gates_hold_or_do_not(runs: Path, gate: str, passed: bool) -> None:
    (outcome,) = outcomes(runs, gate)
    assert outcome.passed is passed, outcome.message


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        ("{metric: acuracy, variant: int8, min: 0.1}", "did you mean 'accuracy'"),
        ("{metric: ram_bytes, variant: int8, max: 1e9}", "there are accuracy, "),
        ("{metric: f1, files: 'site_a/*', variant: int8, min: 0.1}", "there are accuracy"),
        ("{metric: accuracy, variant: int4, min: 0.1}", "did you mean 'int8'"),
        ("{metric: accuracy, split: dev, min: 0.1}", "tested: float32 on test"),
        ("{metric: recall, class: wlak, variant: int8, min: 0.1}", "did you mean 'walk'"),
        ("{metric: accuracy, files: 'site_c/*', variant: int8, min: 0.1}", "such as site_"),
        ("{metric: accuracy, variant: int8, against: int9, max_loss: 1}", "did you mean 'int8'"),
        ("{metric: ece, variant: int8, max: 1, judge: interval}", "no interval"),
        ("{metric: mce, variant: int8, max_loss: 1, judge: interval}", "no interval"),
    ],
)
def test_what_is_not_there_fails_and_says_what_is(runs: Path, gate: str, reason: str) -> None:
    (outcome,) = outcomes(runs, gate)
    assert not outcome.passed
    assert reason in outcome.message


def test_patterns_make_a_gate_of_each_match(runs: Path) -> None:
    found = outcomes(runs, "{metric: recall, class: '*', min: 0.5}")
    assert len(found) == 2 * len(CLASSES)
    assert {one.subject.split(",")[0] for one in found} == {f"recall of {c}" for c in CLASSES}


def test_files_taken_together_have_the_accuracy_of_their_samples(runs: Path) -> None:
    one = predictions("int8", 45)
    here = one.source % 2 == 1
    right = (one.y_pred == one.y_true)[here]
    (outcome,) = outcomes(runs, "{metric: accuracy, files: 'site_b/*', variant: int8, min: 1}")
    assert outcome.value == pytest.approx(right.mean())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gates: []", "gates.yaml -> gates"),
        ("[]", "expected `gates:`"),
        ("gates: [{metric: accuracy}]", "gates -> 1: a gate needs a limit: min, max"),
        ("gates: [{metric: accuracy, mni: 1}]", "gates -> 1 -> mni: unknown key (did you mean"),
        ("gates: [{min: 1}]", "gates -> 1 -> metric: this key is needed"),
        ("gates: [{metric: f1, min: high}]", "gates -> 1 -> min: input should be a valid number"),
        ("gates: [{metric: accuracy, files: '*', class: a, min: 1}]", "class and files cannot be"),
        ("gates: [{metric: mae, output: a, class: b, min: 1}]", "class and output cannot be"),
        ("gates: [{metric: mae, variable: a, step: 1, files: '*', min: 1}]", "make two gates"),
        ("gates: [{metric: mae, output: a, step: 1, min: 1}]", "output and step cannot be"),
        ("gates: [{metric: recall, label: '*', min: 1}]",
         "gates.yaml -> gates -> 1: the run is of classification, which has no label; its gates "
         "look at class (walk, run, sit), files"),
        ("gates: [{metric: f1, max_relative_loss: 1, judge: interval}]", "against the value"),
        ("gates: [{metric: accuracy, max_loss: 0.1}]", "there is no baseline"),
        ("gates: [{metric: accuracy, min: 1, min: 2}]", "given twice"),
        ("gates: {", "not valid YAML"),
    ],
)  # fmt: skip
def test_mistakes_name_the_key(runs: Path, text: str, said: str) -> None:
    path = runs / "gates.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=re.escape(said)):
        check(runs / "now", path)


def test_a_run_that_is_not_there(runs: Path) -> None:
    path = runs / "gates.yaml"
    path.write_text("gates: [{metric: accuracy, min: 0}]")
    with pytest.raises(InputError, match="nowhere"):
        check(runs / "nowhere", path)
    with pytest.raises(InputError, match="gone"):
        check(runs / "now", runs / "gone.yaml")


def test_another_baseline_can_be_named(runs: Path) -> None:
    gate = "{metric: accuracy, max_loss: 0}"
    assert not any(one.passed for one in outcomes(runs, gate))
    assert all(one.passed for one in outcomes(runs, gate, baseline=runs / "now"))


def test_the_example_of_the_docs_holds(runs: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0]
    path = runs / "gates.yaml"
    path.write_text(example)
    assert len(read_gates(path).gates) == 6
    report = check(runs / "now", path)
    assert report.passed, [one.message for one in report.outcomes if not one.passed]
    assert {one.name for one in report.outcomes} == {gate.name for gate in read_gates(path).gates}


SHARES = st.integers(0, 60)


@given(SHARES, SHARES)
def test_the_loss_against_a_baseline_is_newcombes(one: int, other: int) -> None:
    def share(right: int) -> Estimate:
        low, high = wilson_interval(right / 60, 60)
        return Estimate("accuracy", right / 60, float(low), float(high), 60, "wilson")

    loss = loss_of("accuracy", share(one), share(other))
    assert loss.value == pytest.approx((other - one) / 60)
    assert loss.value <= loss.high <= 1
    swapped = loss_of("log_loss", share(other), share(one))
    assert swapped.value == pytest.approx(loss.value)
    mirrored = loss_of("accuracy", share(60 - other), share(60 - one))
    assert mirrored.high == pytest.approx(loss.high)


def test_newcombes_own_example() -> None:
    # 56 of 70 against 48 of 80: 0.2, interval 0.0524 to 0.3339 (Newcombe 1998, table II, a)
    def share(right: int, n: int) -> Estimate:
        low, high = wilson_interval(right / n, n)
        return Estimate("accuracy", right / n, float(low), float(high), n, "wilson")

    loss = loss_of("accuracy", share(48, 80), share(56, 70))
    assert round(loss.value, 4) == 0.2
    assert round(loss.high, 4) == 0.3339
    assert not math.isnan(loss.baseline)
