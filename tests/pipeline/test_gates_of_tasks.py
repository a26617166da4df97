"""Gates of regressions, forecasts, anomaly detectors and multi-label classifiers."""

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, root_mean_squared_error

from afterfit.errors import InputError
from afterfit.files import write_text
from afterfit.pipeline.anomaly import analyze_anomaly_scores
from afterfit.pipeline.detection import analyze_detections
from afterfit.pipeline.forecasting import analyze_forecasts
from afterfit.pipeline.gates import check, read_gates
from afterfit.pipeline.multilabel import analyze_multilabel
from afterfit.pipeline.regression import analyze_regressions
from afterfit.records import MultilabelPredictions, RegressionPredictions
from afterfit.results import GateOutcome, TaskAnalysis, to_json
from tests.analyses.detection.sample_detections import detector, sample_truth
from tests.statistics.sample_anomalies import three_splits
from tests.statistics.sample_labels import sound_model
from tests.statistics.sample_numbers import forecasts_of, windows_of

DOCS = Path(__file__).parents[2] / "docs" / "gates.md"


def regression(variant: str, noise: float) -> RegressionPredictions:
    """Return 300 samples of 30 recordings at two sites; the model's errors are of both outputs."""
    random = np.random.default_rng(3)
    y_true = random.uniform(0, 10, (300, 2))
    errors = random.normal(0, 0.8, y_true.shape)
    apart = noise * random.normal(0, 1, y_true.shape)
    names = tuple(f"site_{'ab'[i % 2]}/{i}.csv" for i in range(30))
    return RegressionPredictions(
        target_names=("pressure", "flow"),
        units=("mmHg", "L/s"),
        y_true=y_true,
        y_pred=y_true + errors * (1 + noise) + apart,
        source=np.arange(300) // 10,
        source_names=names,
        offset=np.arange(300) % 10,
        variant=variant,
        split="test",
    )


def numbers() -> TaskAnalysis:
    return analyze_regressions([regression("float32", 0.0), regression("int8", 0.05)])


def forecasts() -> TaskAnalysis:
    random = np.random.default_rng(5)
    time = np.arange(260)
    series = np.column_stack([np.sin(time / 5), np.cos(time / 9)])
    series = 2 + series + random.normal(0, 0.05, series.shape)
    past, y_true = windows_of(series, 8, 3)
    noise = random.normal(0, 0.1, y_true.shape)
    both = [
        forecasts_of(y_true, y_true + factor * noise, history=past, variant=variant)
        for variant, factor in (("float32", 1.0), ("int8", 1.02))
    ]
    return analyze_forecasts([replace(one, variable_names=("load", "heat")) for one in both])


def anomalies() -> TaskAnalysis:
    both = [
        one
        for variant, noise in (("float32", 0.0), ("int8", 0.2))
        for one in three_splits(variant=variant, noise=noise, strength=(3.0, 3.5))
    ]
    return analyze_anomaly_scores(both)[0]


def labels() -> TaskAnalysis:
    def model(variant: str, seed: int) -> MultilabelPredictions:
        one = sound_model(300)
        scores = one.scores + np.random.default_rng(seed).normal(0, 0.01, one.scores.shape)
        return replace(
            one,
            scores=np.clip(scores, 0, 1),
            source=np.arange(300) // 10,
            source_names=tuple(f"r{i}.wav" for i in range(30)),
            variant=variant,
            split="test",
            has_sources=True,
        )

    return analyze_multilabel([model("float32", 0), model("int8", 1)])


def objects() -> TaskAnalysis:
    pytest.importorskip("hotcoco", reason="needs afterfit[detection]")
    truth = sample_truth(30)
    models = detector(truth), detector(truth, variant="int8", miss=0.12)
    return analyze_detections(truth, models).analysis


ANALYSES = {
    "Object detection": objects,
    "Regression": numbers,
    "Forecasting": forecasts,
    "Anomaly detection": anomalies,
    "Samples with any number of labels": labels,
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    for task, make in ANALYSES.items():
        write_text(folder / task / "analysis.json", to_json(make()))
    return folder


def outcomes(runs: Path, task: str, gate: str) -> tuple[GateOutcome, ...]:
    path = runs / "gates.yaml"
    path.write_text(f"baseline: {task}\ngates:\n  - {gate}")
    return check(runs / task, path).outcomes


@pytest.mark.parametrize("task", ANALYSES)
def test_the_example_of_the_docs_holds(runs: Path, task: str) -> None:
    section = DOCS.read_text(encoding="utf-8").split(f"## {task}\n")[1].split("\n## ")[0]
    (example,) = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    path = runs / f"{task}.yaml"
    path.write_text(example.replace("last-release", task))
    report = check(runs / task, path)
    failed = [f"{one.subject}: {one.message}" for one in report.outcomes if not one.passed]
    assert failed == []
    assert {one.name for one in report.outcomes} == {gate.name for gate in read_gates(path).gates}


@pytest.mark.parametrize(
    ("task", "gate", "passed"),
    [
        ("Object detection", "{metric: ap, min: 0.99}", False),
        ("Object detection", "{metric: ar_100, class: cat, min: 0.5}", True),
        ("Object detection", "{metric: ap_change, variant: int8, min: -0.2}", True),
        ("Object detection", "{metric: ap, class: bat, min: 0.5}", False),
        ("Object detection", "{metric: ap, files: '*.jpg', min: 0.5}", False),
        ("Regression", "{metric: rmse, output: flow, max: 0.4}", False),
        ("Regression", "{metric: r2, output: flow, min: 0.93, judge: interval}", False),
        ("Regression", "{metric: r2, min: 0.9}", True),
        ("Regression", "{metric: mae, output: flow, variant: int8, against: float32,"
         " max_relative_loss: 0.04}", False),
        ("Regression", "{metric: mae, output: flow, variant: int8, against: float32,"
         " max_loss: 0.05, judge: interval}", True),
        ("Regression", "{metric: max_error, output: flow, files: 'site_a/*', max: 1}", False),
        ("Forecasting", "{metric: mase, variable: load, step: '[12]', max: 0.01}", False),
        ("Forecasting", "{metric: mae, files: '*', max: 1}", False),
        ("Anomaly detection", "{metric: false_alarms_per_hour, max: 0}", False),
        ("Anomaly detection", "{metric: average_precision, kind: gear, min: 0.9}", True),
        ("Anomaly detection", "{metric: roc_auc_change, variant: int8, min: 0}", False),
        ("Samples with any number of labels", "{metric: roc_auc, label: '*', min: 1.1}", False),
        ("Samples with any number of labels", "{metric: accuracy_change, variant: int8, min: -0.1}",
         True),
    ],
)  # fmt: skip
def test_gates_hold_or_do_not(runs: Path, task: str, gate: str, passed: bool) -> None:
    found = outcomes(runs, task, gate)
    assert found
    assert {one.passed for one in found} == {passed}, [one.message for one in found]


@pytest.mark.parametrize(
    ("task", "gate", "reason"),
    [
        ("Regression", "{metric: accuracy, min: 0}", "no metric 'accuracy' here; there are rmse"),
        ("Regression", "{metric: rmse, max: 9}", 'different units, so there is no error of all; '
         'look at each with output: "*"'),
        ("Regression", "{metric: rmse, output: presure, max: 9}", "did you mean 'pressure'"),
        ("Regression", "{metric: rmse, output: flow, files: 'c/*', max: 9}", "of 30 such as site_"),
        ("Regression", "{metric: mae, files: 'site_a/*', max: 9}", "in different units"),
        ("Regression", "{metric: bias, output: flow, max_loss: 1}", "use min and max"),
        ("Regression", "{metric: max_error, output: flow, max: 9, judge: interval}", "no interval"),
        ("Regression", "{metric: mae, output: flow, variant: int8, against: float, max_loss: 1}",
         "did you mean 'float32'"),
        ("Forecasting", "{metric: mase, step: 4, max: 9}", "no step '4'; steps are 1 to 3"),
        ("Forecasting", "{metric: skill_seasonal, min: 0}", "the data cannot tell it"),
        ("Forecasting", "{metric: mae, files: 'a*', max: 9}", "no recordings are known"),
        ("Anomaly detection", "{metric: auc, min: 0}", "did you mean 'roc_auc'"),
        ("Anomaly detection", "{metric: recall, kind: gaer, min: 0}", "did you mean 'gear'"),
        ("Anomaly detection", "{metric: roc_auc, machine: fan, min: 0}", "there are none"),
        ("Anomaly detection", "{metric: recall, split: train, min: 0}", "tell it: there are"),
        ("Anomaly detection", "{metric: recall, files: 'test_0.csv', min: 0}", "no anomalies"),
        ("Samples with any number of labels", "{metric: f1, label: x, min: 0}", "labels are"),
        ("Samples with any number of labels", "{metric: f1, files: 'r1*', min: 0}",
         "there are subset_accuracy"),
    ],
)  # fmt: skip
def test_what_is_not_there_fails_and_says_what_is(
    runs: Path, task: str, gate: str, reason: str
) -> None:
    found = outcomes(runs, task, gate)
    assert found
    assert not any(one.passed for one in found)
    assert reason in found[0].message


@pytest.mark.parametrize(
    ("task", "gate", "said"),
    [
        ("Regression", "{metric: recall, class: a, min: 0}",
         "gates.yaml -> gates -> 1: the run is of regression, which has no class; its gates look "
         "at output (pressure, flow), files, or the whole"),
        ("Forecasting", "{metric: mae, output: load, max: 1}", "variable (load, heat), step (1, 2"),
        ("Anomaly detection", "{metric: recall, label: a, min: 0}", "kind (bearing, gear), mach"),
        ("Samples with any number of labels", "{metric: recall, class: a, min: 0}", "label ("),
    ],
)  # fmt: skip
def test_what_a_task_does_not_have_is_a_mistake(
    runs: Path, task: str, gate: str, said: str
) -> None:
    with pytest.raises(InputError) as refusal:
        outcomes(runs, task, gate)
    assert said in str(refusal.value)


def test_a_baseline_of_another_task_is_a_mistake(runs: Path) -> None:
    path = runs / "gates.yaml"
    path.write_text("gates: [{metric: r2, max_loss: 1}]")
    with pytest.raises(InputError, match="baseline is of forecasting and the run of regression"):
        check(runs / "Regression", path, baseline=runs / "Forecasting")


def test_patterns_make_a_gate_of_each_match(runs: Path) -> None:
    found = outcomes(runs, "Forecasting", "{metric: mae, variant: int8, step: '*', max: 9}")
    assert [one.subject for one in found] == [
        f"mae of {name}, step {step}, int8, test" for name in ("load", "heat") for step in (1, 2, 3)
    ]


def test_files_taken_together_have_the_errors_of_their_samples(runs: Path) -> None:
    one = regression("float32", 0.0)
    here = one.source % 2 == 1
    second_opinions = {"mae": mean_absolute_error, "rmse": root_mean_squared_error}
    for metric, judge in second_opinions.items():
        gate = f"{{metric: {metric}, output: flow, files: 'site_b/*', variant: float32, max: 9}}"
        (outcome,) = outcomes(runs, "Regression", gate)
        assert outcome.value == pytest.approx(judge(one.y_true[here, 1], one.y_pred[here, 1]))
        assert outcome.subject == f"{metric} of flow in site_b/*, float32, test"


def test_a_paired_loss_is_surer_than_one_of_two_runs(runs: Path) -> None:
    """The baseline is the same run: only the paired loss knows that the samples are the same."""
    common = "metric: mae, output: flow, judge: interval, max_loss: 0.05"
    (paired,) = outcomes(runs, "Regression", f"{{{common}, variant: int8, against: float32}}")
    (apart,) = outcomes(runs, "Regression", f"{{{common}, variant: int8}}")
    assert paired.passed
    assert paired.value > apart.value == 0
    assert not apart.passed


def test_false_alarms_an_hour_are_those_of_the_rate(runs: Path) -> None:
    place = "variant: int8, max: 9999}"
    (hourly,) = outcomes(runs, "Anomaly detection", "{metric: false_alarms_per_hour, " + place)
    (rate,) = outcomes(runs, "Anomaly detection", "{metric: false_positive_rate, " + place)
    assert hourly.value == pytest.approx(rate.value * 3600 / 0.5)
    assert not math.isnan(hourly.value)
