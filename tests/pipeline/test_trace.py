import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

import afterfit
from afterfit.errors import InputError
from afterfit.pipeline.choose_window import choose_window
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.run import run
from afterfit.pipeline.tested_inputs import read_tested_inputs
from afterfit.pipeline.tracing.mistakes import mistakes_of
from afterfit.pipeline.tracing.read_mistakes import read_mistakes
from afterfit.pipeline.tracing.tested import TestedRun, open_tested
from afterfit.readers import read_predictions_parquet
from afterfit.results import Neighbourhood, NoNeighbourhood, PredictionTrace, from_json, to_json
from tests.cli.test_analyze import answer
from tests.pipeline.sensor_data import config_text, write_recordings

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that learned little, so that there are mistakes."""
    folder = tmp_path_factory.mktemp("project")
    write_recordings(folder / "data", noise=1.2)
    (folder / "config.yaml").write_text(config_text())
    return run(folder / "config.yaml", folder / "run").folder.root


@pytest.fixture(scope="module")
def tested(root: Path) -> TestedRun:
    return open_tested(RunFolder(root))


@pytest.fixture(scope="module")
def prediction(root: Path) -> PredictionTrace:
    found = afterfit.trace(root, "most-confident-error")
    assert isinstance(found, PredictionTrace)
    return found


def test_counts_of_the_stages_are_those_of_the_files(root: Path) -> None:
    trace = afterfit.trace(root)
    names = [stage.name for stage in trace.stages]
    assert names[:5] == ["recordings", "splits", "windows", "features", "training"]
    assert names[-4:] == ["test", "analysis", "trace", "report"]
    given = {flow.split: flow for flow in trace.stages[3].gives}
    test = read_predictions_parquet(root / "predictions/float32_test.parquet")
    assert given["test"].shape == np.load(root / "testing/test_data.npy").shape
    assert given["test"].by_class == tuple(np.bincount(test.y_true, minlength=3).tolist())
    train = read_predictions_parquet(root / "predictions/float32_train.parquet")
    assert given["train"].shape[0] == len(train)
    assert trace.stages[0].gives[0].shape == (18,)


def test_stages_are_timed_and_know_their_files(root: Path) -> None:
    stages = {stage.name: stage for stage in afterfit.trace(root).stages}
    assert stages["training"].seconds > 0
    assert stages["recordings"].seconds > 0
    files = {one.path: one.n_bytes for one in stages["training"].files}
    assert files["training/base/model.onnx"] == (root / "training/base/model.onnx").stat().st_size
    assert ("training_epochs", "4") in stages["training"].parameters


def test_one_window_is_followed_to_its_scores(root: Path) -> None:
    trace = afterfit.trace(root)
    examples = {one.what: one for stage in trace.stages for one in stage.examples}
    source, _, offset = trace.followed.rpartition("@")
    readings = np.loadtxt(root.parent / "data/classes" / source, delimiter=",", skiprows=1)[:, 1:]
    window = readings[int(offset) : int(offset) + 40].T
    assert np.array(examples["window"].lines) == pytest.approx(window, rel=1e-4)
    features = window - window.mean(axis=1, keepdims=True)
    assert np.array(examples["RAW_FE, the features"].lines) == pytest.approx(
        features, rel=1e-3, abs=1e-4
    )
    test = read_predictions_parquet(root / "predictions/int8_test.parquet")
    ids = [f"{test.source_names[s]}@{o}" for s, o in zip(test.source, test.offset, strict=True)]
    scores = test.scores[ids.index(trace.followed)]
    assert examples["scores of int8"].lines[0] == pytest.approx(scores, rel=1e-4)


def test_epochs_are_those_of_the_history(root: Path) -> None:
    trace = afterfit.trace(root)
    assert trace.epochs[0].epoch == 1
    assert trace.epochs[-1].epoch == 4
    assert sum(one.kept for one in trace.epochs) == 1


def test_layers_are_what_onnx_runtime_gives_when_asked_directly(
    root: Path, prediction: PredictionTrace
) -> None:
    import onnx
    import onnxruntime

    model = onnx.load(root / "training/base/model.onnx")
    names = [node.output[0] for node in model.graph.node if node.op_type != "Constant"]
    for name in names:
        if name not in [one.name for one in model.graph.output]:
            model.graph.output.add().name = name
    session = onnxruntime.InferenceSession(model.SerializeToString())
    X = np.load(root / "testing/test_data.npy")[[prediction.index]]
    arrays = session.run(names, {session.get_inputs()[0].name: X})
    layers = prediction.reference.layers
    assert len(layers) == len(arrays)
    for layer, values in zip(layers, arrays, strict=True):
        assert layer.shape == values.shape[1:]
        assert layer.lowest == pytest.approx(values.min(), rel=1e-5, abs=1e-6)
        assert layer.mean == pytest.approx(values.mean(), rel=1e-4, abs=1e-6)
        assert layer.highest == pytest.approx(values.max(), rel=1e-5, abs=1e-6)
        assert layer.zeros == pytest.approx((values == 0).mean())


def test_the_last_layer_is_the_stored_prediction(prediction: PredictionTrace) -> None:
    assert [one.variant for one in prediction.variants] == ["float32", "int8", "int8_tflm"]
    for one in prediction.variants:
        assert one.scores == pytest.approx(one.stored_scores, abs=1e-7)
        powers = np.exp(np.array(one.outputs) - max(one.outputs))
        assert one.scores == pytest.approx((powers / powers.sum()).tolist())
        assert one.layers[-1].highest == pytest.approx(max(one.outputs), abs=0.1)
        assert one.predicted == prediction.class_names[int(np.argmax(one.scores))]


def test_every_quantised_layer_has_a_ratio_but_paddings(prediction: PredictionTrace) -> None:
    for one in prediction.variants[1:]:
        without = [layer.operator for layer in one.layers if not layer.compared_with]
        assert set(without) <= {"PAD"}
        assert all(layer.snr_db > 0 for layer in one.layers if layer.compared_with)


def test_the_most_confident_error_is_one(tested: TestedRun, prediction: PredictionTrace) -> None:
    rows = tested.predictions[tested.judged]
    wrong = rows.y_pred != rows.y_true
    highest = rows.scores.max(axis=1)
    assert wrong[prediction.index]
    assert highest[prediction.index] == highest[wrong].max()
    assert prediction.chosen == f"most confident error of {tested.judged}"


def test_neighbours_are_those_of_scikit_learn(
    tested: TestedRun, prediction: PredictionTrace
) -> None:
    from afterfit.runtimes import penultimate_outputs

    assert isinstance(prediction.neighbourhood, Neighbourhood)
    assert tested.embedding is not None
    sample = penultimate_outputs(
        tested.folder.float_model, tested.features[[prediction.index]]
    ).astype(np.float64)
    judge = NearestNeighbors(n_neighbors=5).fit(tested.embedding.values)
    distances, rows = judge.kneighbors(sample)
    nearest = prediction.neighbourhood.nearest
    assert [one.distance for one in nearest] == pytest.approx(distances[0], rel=1e-4)
    assert nearest[0].label == tested.embedding.label(int(rows[0, 0]))


def test_wishes_and_names_lead_to_the_same_window(tested: TestedRun) -> None:
    rows = tested.predictions[tested.judged]
    top = np.sort(rows.scores, axis=1)
    least = choose_window("least-sure", tested.candidates).index
    assert top[least, -1] - top[least, -2] == (top[:, -1] - top[:, -2]).min()
    typical = choose_window("typical", tested.candidates).index
    assert rows.y_pred[typical] == rows.y_true[typical]
    windows = tested.windows
    named = f"{windows.source_names[windows.source[7]]}@{windows.offset[7]}"
    assert (
        choose_window(named, tested.candidates).index
        == choose_window("7", tested.candidates).index
        == 7
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("9999", "the test split has windows 0 to"),
        ("fats/rec_1.csv@0", "did you mean 'fast/rec_"),
        ("least-shure", "did you mean 'least-sure'"),
        ("KNOWN@13", "did you mean 'KNOWN@"),
        ("KNOWN@soon", "starts at 'soon'"),
        ("TRAIN", "is a window of train; windows of the test split can be chosen"),
    ],
    ids=["number", "recording", "wish", "offset", "no number", "another split"],
)
def test_unknown_samples_name_the_nearest(tested: TestedRun, wish: str, said: str) -> None:
    known = tested.windows.source_names[int(tested.windows.source[0])]
    train = read_predictions_parquet(tested.folder.predictions("float32", "train"))
    of_train = f"{train.source_names[train.source[0]]}@{train.offset[0]}"
    wish = wish.replace("KNOWN", known).replace("TRAIN", of_train)
    with pytest.raises(InputError, match="--sample: ") as refusal:
        choose_window(wish, tested.candidates)
    assert said.replace("KNOWN", known) in str(refusal.value)


def test_without_errors_or_predictions_a_wish_says_so(tested: TestedRun) -> None:
    rows = tested.predictions[tested.judged]
    right = replace(rows, y_true=rows.y_pred)
    perfect = replace(tested, predictions={tested.judged: right})
    with pytest.raises(InputError, match="has no error on the test split; try least-sure"):
        choose_window("most-confident-error", perfect.candidates)
    assert mistakes_of(perfect) == {}
    with pytest.raises(InputError, match="the run kept none"):
        choose_window("typical", replace(tested, predictions={}).candidates)


def test_the_report_has_the_mistakes_and_the_pipeline(root: Path) -> None:
    mistakes = read_mistakes(RunFolder(root))
    text = (root / "report.html").read_text()
    assert "Traced: the most confident mistake" in text
    for one in mistakes:
        assert f"{one.sample_id} is {one.true_class}" in text
    assert "Parameters that acted" in text
    assert mistakes
    assert to_json(from_json(to_json(mistakes[0]))) == to_json(mistakes[0])


def test_an_older_run_is_traced_as_far_as_it_goes(root: Path, tmp_path: Path) -> None:
    import shutil

    old = tmp_path / "old"
    shutil.copytree(root, old)
    (old / "trace.json").unlink()
    (old / "testing/train_embedding.npz").unlink()
    first = afterfit.trace(old).stages[0]
    assert "run the configuration again" in first.notes[0]
    found = afterfit.trace(old, "0")
    assert isinstance(found, PredictionTrace)
    assert isinstance(found.neighbourhood, NoNeighbourhood)


def test_inputs_of_other_windows_are_refused(root: Path, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.testing.mkdir()
    np.save(folder.testing / "test_data.npy", np.zeros((2, 3), np.float32))
    windows = open_tested(RunFolder(root)).windows
    with pytest.raises(InputError, match=f"2 inputs of the test, but {len(windows)} windows"):
        read_tested_inputs(folder, windows)


def test_the_command_line_answers_in_text_json_and_pages(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = answer(["trace", str(root)], capsys)
    assert code == 0
    assert "5. training" in out
    words = ["trace", str(root), "--sample", "typical", "--sample", "0", "-o", str(tmp_path)]
    code, out, _ = answer([*words, "--page", "markdown", "--format", "json"], capsys)
    assert code == 0
    found = json.loads(out)
    assert found["pipeline"] is None
    assert found["samples"][1]["index"] == 0
    assert found["pages"] == [str(tmp_path / "trace.md")]
    assert found["samples"][0]["sample_id"] in (tmp_path / "trace.md").read_text()


def sweep(folder: Path) -> str:
    (folder / "sweep.json").write_text("{}")
    (folder / "CLS_1k/seed_42").mkdir(parents=True)
    (folder / "CLS_1k/seed_42/manifest.json").write_text("{}")
    return "pass one of them, for example"


def predictions_alone(folder: Path) -> str:
    (folder / "analysis.json").write_text("{}")
    return "an analysis of predictions or of models has no stages to trace"


def of_tensorlab(folder: Path) -> str:
    (folder / "tensorlab.json").write_text("{}")
    return "a run of Tensorlab cannot be traced"


def empty(folder: Path) -> str:
    return "no run here, since it has no manifest.json"


def gone(folder: Path) -> str:
    folder.rmdir()
    return "no such folder"


@pytest.mark.parametrize("make", [sweep, predictions_alone, of_tensorlab, empty, gone])
def test_what_is_no_run_is_refused_in_one_sentence(
    make: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    said = make(folder)  # type: ignore[operator]
    code, _, err = answer(["trace", str(folder)], capsys)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_an_answer_of_another_task_is_refused_and_says_what_there_is(
    forecast_run: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(forecast_run.folder.root)
    code, _, err = answer(["trace", root, "--sample", "0"], capsys)
    assert code == 2
    assert "and this run has another task; without --sample its pipeline is shown" in err
    assert len(err.strip().splitlines()) == 1
    assert answer(["trace", root], capsys)[0] == 0


def test_an_untested_run_has_no_predictions_to_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "manifest.json").write_text('{"stages": {}}')
    code, _, err = answer(["trace", str(tmp_path), "--sample", "typical"], capsys)
    assert code == 2
    assert "the run was not tested" in err
