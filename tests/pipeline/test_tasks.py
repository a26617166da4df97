"""Regression, forecasting and anomaly detection, from recordings to the report."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import mean_squared_error, roc_auc_score

from afterfit.errors import InputError
from afterfit.pipeline.config import config_warnings, parse_config
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import read_analysis
from afterfit.pipeline.run import run
from afterfit.pipeline.sweep import sweep
from afterfit.report.outline_sweep import sweep_verdict
from afterfit.results import AnomalyAnalysis, ForecastAnalysis, RegressionAnalysis
from afterfit.wording import quality_noun
from tests.pipeline.test_run import Collected, _contents

pytestmark = pytest.mark.train

TRAINING = """
training: {training_epochs: 4, batch_size: 16, optimizer: adam, learning_rate: 0.01, MODEL}
testing: {layer_sensitivity: false, report_format: [html]}
"""
NUMBERS = """
common: {task_type: generic_timeseries_KIND}
dataset: {dataset_name: bench, input_data_path: data, split_factor: [0.5, 0.25, 0.25]}
data_processing_feature_extraction:
  {data_proc_transforms: [SimpleWindow], frame_size: 20, stride_size: 0.5, variables: 2, MORE}
"""
REGRESSION = NUMBERS.replace("KIND", "regression").replace("MORE", "")
FORECAST = NUMBERS.replace("KIND", "forecasting").replace(
    "MORE", "target_variables: [x], forecast_horizon: 3"
)
ANOMALY = """
common: {task_type: generic_timeseries_anomalydetection}
dataset:
  dataset_name: fan
  input_data_path: data
  split_factor: [0.5, 0.25, 0.25]
  anomalies_in_validation: 0.34
data_processing_feature_extraction:
  {data_proc_transforms: [SimpleWindow], frame_size: 24, stride_size: 0.5, sampling_rate: 20,
   variables: 2}
"""


def wave(
    hertz: float, seed: int, noise: float = 0.1
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rng = np.random.default_rng(seed)
    time = np.arange(120) / 20
    loudness = 1 + 0.5 * np.sin(time + seed)
    x = loudness * np.sin(2 * np.pi * hertz * time + seed) + rng.normal(0, noise, 120)
    return np.column_stack([time, x, 0.5 * x + rng.normal(0, noise, 120), 100 * loudness + 300])


def write(path: Path, table: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savetxt(path, table, "%.5f", ",", header="time,x,y,load", comments="")


def project(folder: Path, text: str, model: str = "") -> Path:
    """Write recordings of both layouts and the configuration of one task."""
    if "anomaly" in text:
        for i in range(8):
            write(folder / f"data/classes/Normal/n{i}.csv", wave(1, i))
        for i in range(3):
            write(folder / f"data/classes/Anomaly/fast/f{i}.csv", wave(4, i))
            write(folder / f"data/classes/Anomaly/a{i}.csv", wave(1, i, noise=1))
    else:
        for i in range(8):
            write(folder / f"data/files/run_{i}.csv", wave(2, i))
    training = TRAINING.replace(", MODEL", f", model_name: {model}" if model else "")
    (folder / "config.yaml").write_text(text + training)
    return folder / "config.yaml"


Runs = Callable[[str], Outcome]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Return a function that carries out the run of a task, once."""
    models = {REGRESSION: "REGR_1k", FORECAST: "", ANOMALY: "AD_1k"}
    done: dict[str, Outcome] = {}

    def outcome(text: str) -> Outcome:
        if text not in done:
            config = project(tmp_path_factory.mktemp("project"), text, models[text])
            done[text] = run(config, config.parent / "run")
        return done[text]

    return outcome


FILES = ("report.html", "analysis.json", "profiles.json", "testing/test_data.npy",
         "testing/test_labels.npy", "testing/best_model.pt", "training/base/model.onnx",
         "training/quantization/model.onnx", "predictions/float32_train.parquet",
         "predictions/int8_test.parquet")  # fmt: skip
OF_TARGETS = ("training/base/target_scale.json",)
ON_DEVICE = (
    *(f"training/quantization/model_int8.{end}" for end in ("tflite", "c", "h")),
    "predictions/int8_tflm_test.parquet",
)
POST = "post_training_analysis/"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, name) for text in (REGRESSION, FORECAST, ANOMALY) for name in FILES),
        *((text, name) for text in (REGRESSION, FORECAST) for name in OF_TARGETS),
        *((text, name) for text in (REGRESSION, FORECAST, ANOMALY) for name in ON_DEVICE),
        (REGRESSION, f"{POST}results_on_test_set.csv"),
        (REGRESSION, f"{POST}actual_vs_predicted_test.png"),
        (FORECAST, "test_results/predictions_csv/x_predictions.csv"),
        (ANOMALY, f"{POST}threshold_performance.csv"),
        (ANOMALY, f"{POST}reconstruction_error_histogram.png"),
    ],
)
def test_every_promised_file_is_there(runs: Runs, text: str, name: str) -> None:
    assert (runs(text).folder.root / name).stat().st_size > 0


def test_the_errors_of_a_regression_are_those_of_its_records(runs: Runs) -> None:
    outcome = runs(REGRESSION)
    assert isinstance(outcome.analysis, RegressionAnalysis)
    assert {one.quality.scope.variant for one in outcome.analysis.variants} == {
        "float32",
        "int8",
        "int8_tflm",
    }
    for one in outcome.analysis.variants:
        scope = one.quality.scope
        table = pl.read_parquet(outcome.folder.predictions(scope.variant, scope.split))
        judge = mean_squared_error(table["target_load"], table["prediction_load"])
        assert one.quality.outputs[0].estimate("mse").value == pytest.approx(judge, rel=1e-12)


def test_the_numbers_are_in_units_though_the_model_tells_standardised_ones(runs: Runs) -> None:
    table = pl.read_parquet(runs(REGRESSION).folder.predictions("float32", "train"))
    predicted = table["prediction_load"].to_numpy()
    assert 300 < predicted.mean() < 500
    assert np.corrcoef(predicted, table["target_load"])[0, 1] > 0.5


def test_a_forecast_starts_after_its_window(runs: Runs) -> None:
    outcome = runs(FORECAST)
    assert isinstance(outcome.analysis, ForecastAnalysis)
    assert outcome.analysis.variable_names == ("x",)
    table = pl.read_parquet(outcome.folder.predictions("int8", "test"))
    row = table.row(0, named=True)
    came = np.loadtxt(
        outcome.folder.root.parent / "data/files" / row["source"], delimiter=",", skiprows=1
    )
    assert row["target_x_1"] == pytest.approx(came[row["offset"], 1])
    assert row["target_x_3"] == pytest.approx(came[row["offset"] + 2, 1])
    assert row["history_x_20"] == pytest.approx(came[row["offset"] - 1, 1])


def test_anomaly_scores_are_the_errors_of_the_reconstruction(runs: Runs) -> None:
    from afterfit.runtimes import run_onnx

    outcome = runs(ANOMALY)
    assert isinstance(outcome.analysis, AnomalyAnalysis)
    X = np.load(outcome.folder.testing / "test_data.npy")
    back = run_onnx(outcome.folder.float_model, X, n_axes=4)
    table = pl.read_parquet(outcome.folder.predictions("float32", "test"))
    assert table["score"].to_numpy() == pytest.approx(((X - back) ** 2).mean(axis=(1, 2, 3)))
    channels = table.select("channel_error_x", "channel_error_y").to_numpy()
    assert channels.mean(axis=1) == pytest.approx(table["score"].to_numpy())
    assert set(table["kind"]) == {"normal", "anomaly", "fast"}
    judge = roc_auc_score(table["kind"] != "normal", table["score"])
    tested = {(one.variant, one.split): one for one in outcome.analysis.variants}
    found = tested["float32", "test"]
    assert found.quality.estimate("roc_auc").value == pytest.approx(judge, abs=1e-12)
    assert ("int8_tflm", "test") in tested
    on_device = pl.read_parquet(outcome.folder.predictions("int8_tflm", "test"))["score"]
    int8 = pl.read_parquet(outcome.folder.predictions("int8", "test"))["score"]
    assert on_device.to_numpy() == pytest.approx(int8.to_numpy(), rel=0.1, abs=0.05)


def test_the_autoencoder_learns_from_normal_windows_alone(runs: Runs) -> None:
    folder = runs(ANOMALY).folder
    assert set(pl.read_parquet(folder.predictions("int8", "train"))["kind"]) == {"normal"}
    validation = pl.read_parquet(folder.predictions("int8", "validation"))["kind"]
    assert set(validation) == {"normal", "anomaly", "fast"}


@pytest.mark.parametrize("text", [REGRESSION, FORECAST, ANOMALY], ids=["regr", "fcst", "ad"])
def test_a_second_run_of_the_folder_does_nothing_again(runs: Runs, text: str) -> None:
    folder = runs(text).folder.root
    before = _contents(folder)
    progress = Collected()
    run(folder.parent / "config.yaml", folder, progress)
    assert progress.done == []
    assert _contents(folder) == before


def test_the_same_run_elsewhere_gives_the_same_files(runs: Runs, tmp_path: Path) -> None:
    config = project(tmp_path, REGRESSION, "REGR_1k")
    run(config, tmp_path / "run")
    assert _contents(tmp_path / "run") == _contents(runs(REGRESSION).folder.root)


def test_a_horizon_longer_than_the_series(tmp_path: Path) -> None:
    config = project(tmp_path, FORECAST.replace("forecast_horizon: 3", "forecast_horizon: 500"))
    with pytest.raises(InputError, match="forecast_horizon: a sample needs 20 rows and 500 after"):
        run(config, tmp_path / "run")


def test_an_autoencoder_that_does_not_fit_the_window(tmp_path: Path) -> None:
    config = project(tmp_path, ANOMALY.replace("frame_size: 24", "frame_size: 20"), "AD_4k")
    with pytest.raises(InputError, match="model_name: AD_4k gives back 24 features where 20 came"):
        run(config, tmp_path / "run")


def test_a_set_without_anomalies_is_analysed_as_far_as_it_goes(tmp_path: Path) -> None:
    config = project(tmp_path, ANOMALY, "AD_500_NPU")
    for path in (tmp_path / "data/classes/Anomaly").rglob("*.csv"):
        path.unlink()
    (tmp_path / "data/classes/Anomaly/fast").rmdir()
    (tmp_path / "data/classes/Anomaly").rmdir()
    progress = Collected()
    outcome = run(config, tmp_path / "run", progress)
    assert any("there are no anomalies" in text for text in progress.warnings)
    assert isinstance(outcome.analysis, AnomalyAnalysis)
    assert np.isnan(outcome.analysis.variants[-1].quality.estimate("roc_auc").value)


@pytest.mark.parametrize(
    ("task", "model", "message"),
    [
        ("generic_timeseries_regression", "CLS_4k_NPU", r"no network of .*regression.*REGR_1k"),
        ("generic_timeseries_forecasting", "FCST_4k", r"unknown model 'FCST_4k' \(did you mean"),
        ("generic_timeseries_classification", "AD_4k", r"no network of .*those are CLS_100_NPU"),
    ],
)
def test_models_of_another_task_are_refused(task: str, model: str, message: str) -> None:
    text = f"common: {{task_type: {task}}}\ntraining: {{model_name: {model}}}"
    with pytest.raises(InputError, match=message):
        parse_config(text)


@pytest.mark.parametrize(
    ("task", "model"),
    [
        ("generic_timeseries_regression", "REGR_4k"),
        ("generic_timeseries_forecasting", "FCST_4k_NPU"),
        ("generic_timeseries_anomalydetection", "AD_4k"),
        ("pir_detection", "CLS_4k_NPU"),
    ],
)
def test_each_task_has_a_usual_network(task: str, model: str) -> None:
    assert parse_config(f"common: {{task_type: {task}}}").training.model_name == model


def test_keys_of_other_tasks_are_warned_about() -> None:
    config = parse_config(
        "common: {task_type: generic_timeseries_regression}\n"
        "data_processing_feature_extraction: {forecast_horizon: 3, target_variables: [a]}\n"
        "training: {quantization_method: QAT}\ntesting: {season: 24}"
    )
    horizon, season = config_warnings(config)
    assert "forecast_horizon: has no effect on regression; it is of forecasting" in horizon
    assert "season" in season


QAT = "quantization_method: QAT, quantization_epochs: 2"


@pytest.mark.parametrize(
    ("text", "model", "metric", "n_layers"),
    [
        (REGRESSION, "REGR_1k", "r2", 5),
        (FORECAST, "FCST_1k_NPU", "skill_persistence", 5),
        (ANOMALY, "AD_500_NPU", "roc_auc", 4),
    ],
    ids=["regr", "fcst", "ad"],
)
def test_every_task_learns_with_its_rounding_and_tries_layers_in_float(
    tmp_path: Path, text: str, model: str, metric: str, n_layers: int
) -> None:
    config = project(tmp_path, text, f"{model}, {QAT}, quantization_weight_bitwidth: 4")
    config.write_text(config.read_text().replace("layer_sensitivity: false", "test_tflite: false"))
    outcome = run(config, tmp_path / "run")
    analysis, folder = outcome.analysis, outcome.folder
    assert isinstance(analysis, RegressionAnalysis | ForecastAnalysis | AnomalyAnalysis)
    assert folder.quantized_history.is_file()
    assert {one.variant for one in analysis.variants} == {"float32", "w4a8"}
    (found,) = analysis.sensitivities
    assert found.yardstick.metric == metric
    assert len(found.alone) == n_layers
    assert found.candidate.split == "validation"
    quality = next(one for one in analysis.variants if (one.variant, one.split) == (
        "w4a8", "validation"
    )).quality  # fmt: skip
    assert found.candidate_value == pytest.approx(quality.estimate(metric).value, abs=1e-9)
    assert "QT010" in {finding.code for finding in analysis.findings}
    page = outcome.reports[0].read_text()
    for words in ("Layers in float", "Training of the quantised model", "w4a8 by QAT"):
        assert words in page


@pytest.mark.parametrize(
    ("text", "models", "metrics"),
    [
        (REGRESSION, ("REGR_500_NPU", "REGR_1k"), ["r2", "rmse", "mae"]),
        (FORECAST, ("FCST_500_NPU", "FCST_1k_NPU"), ["skill_persistence", "rmse", "mae"]),
        (ANOMALY, ("AD_500_NPU", "AD_1k"),
         ["roc_auc", "average_precision", "recall", "false_positive_rate"]),
    ],
    ids=["regr", "fcst", "ad"],
)  # fmt: skip
def test_every_task_is_swept_by_its_own_metric(
    tmp_path: Path, text: str, models: tuple[str, str], metrics: list[str]
) -> None:
    config = project(tmp_path, text)
    config.write_text(config.read_text().replace("training_epochs: 4", "training_epochs: 1"))
    swept = sweep(config, models, output=tmp_path / "out")
    entries = swept.table.entries
    assert swept.table.failures == ()
    assert {one.model for one in entries} == set(models)
    assert [one.mean.metric for one in entries[0].metrics] == metrics
    assert swept.table.yardstick.metric == swept.table.front.yardstick.metric == metrics[0]
    analysis = read_analysis(swept.folder / models[1] / "seed_42")
    assert isinstance(analysis, RegressionAnalysis | ForecastAnalysis | AnomalyAnalysis)
    one = analysis.of("int8", "test")
    assert one is not None
    told = next(each for each in entries if each.name == f"{models[1]} int8")
    assert told.leading.mean.value == one.quality.estimate(metrics[0]).value
    assert quality_noun(swept.table.yardstick) in sweep_verdict(swept.table)


def test_a_regression_is_sliced_by_what_its_windows_are_like(runs: Runs) -> None:
    outcome = runs(REGRESSION)
    assert isinstance(outcome.analysis, RegressionAnalysis)
    first = outcome.analysis.slices[0]
    columns = {column.name for column in first.columns}
    table = pl.read_parquet(outcome.folder.predictions(first.variant, first.split))

    assert {"attr_rms_sensor_units", "attr_high_frequency_share"} <= columns
    assert columns <= set(table.columns)
    for name in columns:
        rows = [row for row in first.rows if row.column == name]
        assert sum(row.n_samples for row in rows) == len(table)


@pytest.mark.parametrize("text", [FORECAST, ANOMALY], ids=["forecast", "anomaly"])
def test_other_tasks_are_sliced_by_what_their_windows_are_like(runs: Runs, text: str) -> None:
    outcome = runs(text)
    assert isinstance(outcome.analysis, ForecastAnalysis | AnomalyAnalysis)
    first = outcome.analysis.slices[0]
    columns = {column.name for column in first.columns}
    table = pl.read_parquet(outcome.folder.predictions(first.variant, first.split))

    assert "attr_rms_sensor_units" in columns
    assert columns <= set(table.columns)
    assert {row.column for row in first.rows} == columns
    assert "Where it fails" in outcome.folder.root.joinpath("report.html").read_text("utf-8")
    assert any(one.code == "SL001" for one in outcome.analysis.findings)
