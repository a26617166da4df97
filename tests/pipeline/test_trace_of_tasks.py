"""One answer of a regression and one score of an anomaly detector, followed through the layers."""

import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sklearn.neighbors import NearestNeighbors

import afterfit
from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.tracing.wishes import (
    highest_normal_score,
    lowest_anomaly_score,
    typical_anomaly,
)
from afterfit.readers import read_regressions, read_target_embedding, read_windows_npz
from afterfit.results import (
    AnomalyAnalysis,
    AnomalyTrace,
    ChosenK,
    NoNeighbourhood,
    NumbersNeighbourhood,
    NumbersTrace,
    from_json,
    to_json,
)
from afterfit.runtimes import penultimate_outputs
from tests.cli.test_analyze import answer
from tests.statistics.sample_anomalies import scores_of

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def numbers(regression_run: Outcome) -> NumbersTrace:
    found = afterfit.trace(regression_run.folder.root, "largest-error")
    assert isinstance(found, NumbersTrace)
    return found


@pytest.fixture(scope="module")
def alarm(anomaly_run: Outcome) -> AnomalyTrace:
    found = afterfit.trace(anomaly_run.folder.root, "highest-normal-score")
    assert isinstance(found, AnomalyTrace)
    return found


def test_the_numbers_are_those_of_the_test(numbers: NumbersTrace, regression_run: Outcome) -> None:
    assert [one.variant for one in numbers.variants] == ["float32", "int8", "int8_tflm"]
    for one in numbers.variants:
        table = pl.read_parquet(regression_run.folder.predictions(one.variant, "test"))
        row = table.row(numbers.index, named=True)
        assert one.predicted == pytest.approx((row["prediction_load"],), rel=1e-5)
        assert one.stored == pytest.approx((row["prediction_load"],))
        assert numbers.y_true == pytest.approx((row["target_load"],))
        errors = (table["prediction_load"] - table["target_load"]).abs()
        better = (errors < errors[numbers.index]).mean()
        assert one.smaller_errors == pytest.approx((better,))
    source, _, offset = numbers.sample_id.rpartition("@")
    assert (row["source"], row["offset"]) == (source, int(offset))


def test_the_largest_error_is_one(numbers: NumbersTrace, regression_run: Outcome) -> None:
    judged = numbers.chosen.removeprefix("largest error of ")
    (rows,) = read_regressions(regression_run.folder.predictions(judged, "test"))
    assert abs(rows.errors[numbers.index, 0]) == np.abs(rows.errors).max()


def test_layers_stand_float_beside_int8(numbers: NumbersTrace, alarm: AnomalyTrace) -> None:
    for trace in (numbers, alarm):
        assert all(layer.compared_with == "" for layer in trace.reference.layers)
        for one in trace.variants[1:]:
            ratios = [layer.snr_db for layer in one.layers if layer.compared_with]
            assert ratios
            assert min(ratios) > 0


def test_neighbours_are_those_of_scikit_learn(
    numbers: NumbersTrace, regression_run: Outcome
) -> None:
    folder = regression_run.folder
    training = read_target_embedding(folder.embedding)
    X = np.load(folder.testing / "test_data.npy")[[numbers.index]]
    sample = penultimate_outputs(folder.float_model, X).astype(np.float64)
    judge = NearestNeighbors(n_neighbors=5).fit(training.values)
    distances, rows = judge.kneighbors(sample)
    assert isinstance(numbers.neighbourhood, NumbersNeighbourhood)
    nearest = numbers.neighbourhood.nearest
    assert [one.distance for one in nearest] == pytest.approx(distances[0], rel=1e-4)
    assert nearest[0].targets == pytest.approx(training.targets[rows[0, 0]])
    train = pl.read_parquet(folder.predictions("float32", "train"))
    assert training.targets[:, 0] == pytest.approx(train["target_load"].to_numpy())


def test_a_score_is_the_error_of_its_reconstruction(
    alarm: AnomalyTrace, anomaly_run: Outcome
) -> None:
    analysis = anomaly_run.analysis
    assert isinstance(analysis, AnomalyAnalysis)
    thresholds = {one.variant: one.threshold for one in analysis.chosen if isinstance(one, ChosenK)}
    for one in alarm.variants:
        assert one.reconstruction is not None
        gap = np.array(alarm.features.lines) - np.array(one.reconstruction.lines)
        assert one.score == pytest.approx((gap**2).mean(), rel=1e-3)
        assert one.score == pytest.approx(one.stored_score, rel=1e-5)
        assert one.threshold == thresholds[one.variant]
        channels = [part.error for part in one.channels]
        assert channels == pytest.approx((gap**2).mean(axis=1), rel=1e-3)
        for parts in (one.channels, one.stretches):
            assert sum(part.share for part in parts) == pytest.approx(1)
    assert [part.name for part in alarm.reference.channels] == ["x", "y"]
    assert alarm.reference.stretches[0].name == "features 0–2"


def test_the_highest_normal_score_has_no_normal_window_above(
    alarm: AnomalyTrace, anomaly_run: Outcome
) -> None:
    judged = alarm.chosen.removeprefix("highest normal score of ")
    (one,) = (one for one in alarm.variants if one.variant == judged)
    assert not alarm.is_anomaly
    assert one.normal_above == 0
    rows = pl.read_parquet(anomaly_run.folder.predictions(judged, "test"))
    assert one.stored_score == rows.filter(pl.col("kind") == "normal")["score"].max()


@pytest.mark.parametrize(
    ("kinds", "found"),
    [([0, 0, 1, 1], (1, 2, 2)), ([0, 0, 0, 0], (3, None, 1)), ([1, 1, 1, 1], (None, 0, 1))],
    ids=["both", "normal alone", "anomalies alone"],
)
def test_wishes_of_anomaly_detectors(kinds: list[int], found: tuple[int | None, ...]) -> None:
    rows = scores_of([0.1, 0.4, 0.5, 0.9], kinds)
    assert (highest_normal_score(rows), lowest_anomaly_score(rows), typical_anomaly(rows)) == found


def test_traces_go_through_json_and_show_themselves(
    numbers: NumbersTrace, alarm: AnomalyTrace
) -> None:
    for trace in (numbers, alarm):
        assert to_json(from_json(to_json(trace))) == to_json(trace)
        assert len(trace.table()) == sum(len(one.layers) for one in trace.variants)
        assert trace.chart().title == "What each layer gives"
        assert len(afterfit.table(trace).rows) == len(trace.variants)


def test_windows_are_kept_as_the_sensor_gave_them(anomaly_run: Outcome) -> None:
    windows = read_windows_npz(anomaly_run.folder.test_windows)
    X = np.load(anomaly_run.folder.testing / "test_data.npy")
    assert windows.values.ravel() == pytest.approx(X.ravel())  # no feature but the readings


@pytest.mark.parametrize(
    ("which", "sample", "words"),
    [
        ("regression_run", "typical", ("Measured and told", "The 5 training windows most like it")),
        (
            "anomaly_run",
            "lowest-anomaly-score",
            ("Where the score comes from", "Most of the score"),
        ),
    ],
    ids=["regression", "anomaly"],
)
def test_the_command_line_answers_in_text_json_and_pages(
    which: str,
    sample: str,
    words: tuple[str, ...],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = str(request.getfixturevalue(which).folder.root)
    asked = ["trace", root, "--sample", sample, "--sample", "0", "-o", str(tmp_path)]
    code, out, _ = answer([*asked, "--page", "markdown", "--page", "html"], capsys)
    assert code == 0
    for text in (out, (tmp_path / "trace.md").read_text(), (tmp_path / "trace.html").read_text()):
        assert all(one in text for one in words)
    code, out, _ = answer([*asked, "--format", "json"], capsys)
    assert code == 0
    assert json.loads(out)["samples"][1]["index"] == 0


@pytest.mark.parametrize(
    ("which", "sample", "said"),
    [
        ("regression_run", "largest-eror", "did you mean 'largest-error'"),
        ("regression_run", "least-sure", "or one of largest-error, typical"),
        ("anomaly_run", "lowest-anomaly", "did you mean 'lowest-anomaly-score'"),
        ("anomaly_run", "9999", "the test split has windows 0 to"),
    ],
)
def test_unknown_samples_name_the_nearest(
    which: str, sample: str, said: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(InputError, match="--sample: ") as refusal:
        afterfit.trace(request.getfixturevalue(which).folder.root, sample)
    assert said in str(refusal.value)


def test_a_run_without_an_embedding_has_no_neighbours(
    regression_run: Outcome, tmp_path: Path
) -> None:
    shutil.copytree(regression_run.folder.root, tmp_path / "old")
    old = RunFolder(tmp_path / "old")
    old.embedding.unlink()
    old.trace.unlink()
    found = afterfit.trace(old.root, "0")
    assert isinstance(found, NumbersTrace)
    assert isinstance(found.neighbourhood, NoNeighbourhood)
    assert found.features.names == ("channel 0", "channel 1")


def test_a_damaged_embedding_says_so(regression_run: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "train_embedding.npz"
    path.write_bytes(regression_run.folder.embedding.read_bytes()[:200])
    with pytest.raises(InputError, match=r"train_embedding.npz: not readable as an embedding of t"):
        read_target_embedding(path)
