import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from afterfit import ModelOptions, SampleOptions, analyze_models
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.outcome import Outcome
from afterfit.pipeline.reports import read_about
from afterfit.readers import read_predictions_parquet
from afterfit.results import Analysis
from tests.pipeline.small_models import (
    write_data,
    write_onnx_softmax,
    write_pair,
    write_tflite_pair,
)


class Watched:
    """Progress that a test can ask."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.warnings: list[str] = []
        self.done: list[tuple[int, int]] = []

    def stage(self, title: str, *, skipped: bool = False) -> None:
        self.stages.append(title)

    def warning(self, text: str) -> None:
        self.warnings.append(text)

    def windows(self, done: int, total: int) -> None:
        self.done.append((done, total))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Watched]:
    folder = tmp_path_factory.mktemp("pair")
    real, int8 = write_pair(folder)
    data = write_data(folder / "data.npz", 60, splits=True)
    watched = Watched()
    how = ModelOptions(device="NUCLEO-L4R5ZI")
    models = {"float": real, "int8": int8}
    outcome = analyze_models(
        models, data, how=how, output=folder / "out", formats=("html",), progress=watched
    )
    return outcome, watched


def test_every_variant_runs_on_the_same_samples(pair: tuple[Outcome, Watched]) -> None:
    outcome, watched = pair
    assert isinstance(outcome.analysis, Analysis)
    found = [(one.variant, one.split) for one in outcome.analysis.variants]
    assert found == [
        ("float", "validation"),
        ("float", "test"),
        ("int8", "validation"),
        ("int8", "test"),
    ]
    assert {one.reference.split for one in outcome.analysis.comparisons} == {"validation", "test"}
    float_, int8 = (
        read_predictions_parquet(outcome.folder.predictions(name, "test"))
        for name in ("float", "int8")
    )
    assert (float_.y_true == int8.y_true).all()
    assert float_.source_names == int8.source_names == tuple(f"{i}.csv" for i in range(10))
    assert np.abs(float_.scores - int8.scores).max() < 0.1
    assert watched.warnings == []
    assert watched.stages[:3] == ["Reading data", "Testing float", "Testing int8"]


def test_cost_and_layers_are_in_the_run_folder_and_in_the_report(
    pair: tuple[Outcome, Watched],
) -> None:
    folder = pair[0].folder
    report = read_about(folder)
    assert [one.profile.dtype_class for one in report.costs] == ["float", "int8 with float ends"]
    assert [one.profile.n_macs for one in report.costs] == [12, 12]
    assert {one.latency.device for one in report.costs if one.latency} == {"NUCLEO-L4R5ZI"}
    (layers,) = report.layers
    assert (layers.reference, layers.candidate, layers.n_windows) == ("float", "int8", 30)
    assert [layer.operator for layer in layers.layers] == ["Gemm", "Softmax"]
    page = folder.report("html").read_text()
    assert "Inputs as the models get them." in page, "errors are drawn"
    assert 'id="cost"' in page
    assert 'id="layers"' in page
    assert "ONNX Runtime" in report.facts["Model int8"]


def test_kernels_are_variants_of_their_own_and_are_named(tmp_path: Path) -> None:
    _, int8 = write_tflite_pair(tmp_path)
    how = ModelOptions(outputs="logits", kernels=("tflm", "reference"))
    data = write_data(tmp_path / "d.npz")
    outcome = analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    report = read_about(outcome.folder)
    assert isinstance(outcome.analysis, Analysis)
    assert [one.variant for one in outcome.analysis.variants] == ["m (tflm)", "m (reference)"]
    assert "TFLite Micro" in report.facts["Model m (tflm)"]
    assert "LiteRT" in report.facts["Model m (reference)"]
    assert all(one.arena and one.arena.head_bytes for one in report.costs)
    (comparison,) = outcome.analysis.comparisons
    assert comparison.n_disagreements == 0


def test_a_second_run_takes_outputs_from_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    float_, int8 = write_tflite_pair(tmp_path)
    data, how = write_data(tmp_path / "d.npz"), ModelOptions(outputs="logits")
    first = analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    ran: list[Path] = []

    def counting(path: Path, *rest: object) -> object:
        ran.append(path)
        return run_variant(path, *rest)  # type: ignore[arg-type]

    from afterfit.runtimes import run_variant

    monkeypatch.setattr("afterfit.pipeline.outputs_cache.run_variant", counting)
    second = analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    assert ran == []
    assert first.analysis is not None
    assert second.analysis is not None
    assert first.analysis.variants[0].quality == second.analysis.variants[0].quality
    for kept in first.folder.outputs.glob("*.npz"):
        kept.write_bytes(b"damaged")
    analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    int8.write_bytes(float_.read_bytes())
    analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    write_data(data, 33)
    analyze_models({"m": int8}, data, how=how, output=tmp_path / "o", formats=())
    assert ran == [int8] * 3


def text(content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / "bad.onnx"
        path.write_bytes(content)
        return path

    return write


def half(folder: Path) -> Path:
    path = write_onnx_softmax(folder / "bad.onnx")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def half_tflite(folder: Path) -> Path:
    path = write_tflite_pair(folder)[1]
    path.write_bytes(path.read_bytes()[:300])
    return path


def without_softmax(folder: Path) -> Path:
    return write_onnx_softmax(folder / "bad.onnx", softmax=False)


def nan_weights(folder: Path) -> Path:
    return write_onnx_softmax(folder / "bad.onnx", float("nan"))


def lacks_an_operator(folder: Path) -> Path:
    from onnx import load, save

    path = write_onnx_softmax(folder / "bad.onnx")
    model = load(path)
    model.graph.node[1].domain = "com.unheard"
    model.opset_import.add(domain="com.unheard", version=1)
    save(model, path)
    return path


def wrong_shape(folder: Path) -> Path:
    from onnx import load, save

    path = write_onnx_softmax(folder / "bad.onnx")
    model = load(path)
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 5
    save(model, path)
    return path


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (text(b""), "the file is empty, expected a model"),
        (text(b"\x80\x04hello"), "a pickle, which is not opened"),
        (text(b"hello"), "not a valid ONNX model"),
        (lambda folder: folder / "gone.onnx", "cannot be read: No such file"),
        (half, "not a valid ONNX model"),
        (half_tflite, "not a whole TFLite model"),
        (without_softmax, "pass --outputs logits if the model ends without a softmax"),
        (nan_weights, "nan or infinity for 30 of 30 windows"),
        (lacks_an_operator, "not an ONNX model that can be run .*com.unheard"),
        (wrong_shape, r"bad.onnx: .*(takes windows of shape|not a valid ONNX)"),
    ],
)
def test_one_bad_model_leaves_the_others_alone(
    tmp_path: Path, write: Callable[[Path], Path], words: str
) -> None:
    good = write_onnx_softmax(tmp_path / "good.onnx")
    bad = write(tmp_path)
    data, watched = write_data(tmp_path / "d.npz"), Watched()
    models = {"bad": bad, "good": good}
    outcome = analyze_models(models, data, output=tmp_path / "o", formats=(), progress=watched)
    assert isinstance(outcome.analysis, Analysis)
    assert [one.variant for one in outcome.analysis.variants] == ["good"]
    (warning,) = watched.warnings
    assert warning.startswith(f"bad was left out: {bad}: ")
    assert "\n" not in warning
    notes = json.loads(outcome.folder.facts.read_text())["notes"]
    assert warning in notes
    with pytest.raises(InputError, match=words):
        analyze_models({"bad": bad}, data, output=tmp_path / "none", formats=())
    assert not (tmp_path / "none" / "analysis.json").exists()


def test_logits_go_through_a_softmax_when_it_is_said(tmp_path: Path) -> None:
    ends = write_onnx_softmax(tmp_path / "ends.onnx")
    bare = write_onnx_softmax(tmp_path / "bare.onnx", softmax=False)
    data = write_data(tmp_path / "d.npz")
    first = analyze_models({"m": ends}, data, output=tmp_path / "a", formats=())
    how = ModelOptions(outputs="logits")
    second = analyze_models({"m": bare}, data, how=how, output=tmp_path / "b", formats=())
    one, other = (
        read_predictions_parquet(outcome.folder.predictions("m", "test")).scores
        for outcome in (first, second)
    )
    assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.parametrize(
    ("options", "how", "words"),
    [
        (SampleOptions(), ModelOptions(device="NUCLEO-L4"), "--device: no device is called"),
        (SampleOptions(), ModelOptions(device="none.yaml:X"), "cannot be read"),
        (SampleOptions(classes=("a", "b")), ModelOptions(), "gives 3 classes, but there are 2"),
        (SampleOptions(inputs="z"), ModelOptions(), "has no array 'z'"),
    ],
)
def test_mistakes_are_told_before_a_model_is_run(
    tmp_path: Path, options: SampleOptions, how: ModelOptions, words: str
) -> None:
    model = write_onnx_softmax(tmp_path / "m.onnx")
    data = write_data(tmp_path / "d.npz")
    with pytest.raises(InputError, match=words):
        analyze_models({"m": model}, data, options, how, output=tmp_path / "o", formats=())
    assert not (tmp_path / "o").exists()


def test_integers_that_mean_two_things_are_refused(tmp_path: Path) -> None:
    float_, int8 = write_tflite_pair(tmp_path)
    np.savez(tmp_path / "d.npz", x=np.zeros((3, 4), np.int8), y=np.arange(3))
    how = ModelOptions(outputs="logits")
    with pytest.raises(InputError, match="int8 takes as codes of its own and float as real"):
        analyze_models(
            {"float": float_, "int8": int8}, tmp_path / "d.npz", how=how, output=tmp_path / "o"
        )


class TestSlices:
    def written(self, folder: Path, suffix: str) -> Path:
        """Return 60 windows with a site, of which every third recording is from the yard."""
        write_data(folder / "d.npz", 60, splits=True)
        with np.load(folder / "d.npz") as stored:
            arrays = dict(stored)
        site = np.array([("yard", "hall", "lab")[i // 6 % 3] for i in range(60)])
        path = folder / f"sliced.{suffix}"
        if suffix == "npz":
            np.savez(path, **arrays, site=site, wind=np.arange(60) % 4)
            return path
        rows = {f"f{i}": arrays["x"][:, i] for i in range(4)}
        rows |= {"label": arrays["y"], "source": arrays["source"], "split": arrays["split"]}
        frame = pl.DataFrame(rows | {"site": site, "wind": np.arange(60) % 4})
        frame.write_parquet(path) if suffix == "parquet" else frame.write_csv(path)
        return path

    @pytest.mark.parametrize("suffix", ["npz", "parquet", "csv"])
    def test_the_columns_of_every_format(self, suffix: str, tmp_path: Path) -> None:
        real, int8 = write_pair(tmp_path)
        options = SampleOptions(slices=("site", "site,wind"))
        outcome = analyze_models(
            {"float": real, "int8": int8},
            self.written(tmp_path, suffix),
            options,
            output=tmp_path / "o",
            formats=("html",),
        )
        analysis = outcome.analysis
        assert isinstance(analysis, Analysis)

        assert [(one.scope.variant, one.scope.split) for one in analysis.slices] == [
            (one.variant, one.split) for one in analysis.variants
        ]
        test = analysis.slices[1]
        sizes = {row.value: row.n_samples for row in test.rows if row.column == "site"}
        assert sizes == {"hall": 9, "lab": 9, "yard": 12}
        assert {row.column for row in test.rows} == {"site", "site,wind"}
        assert len(analysis.slice_changes) == 2
        table = pl.read_parquet(outcome.folder.predictions("int8", "test"))
        assert table["site"].value_counts(sort=True)["count"].sum() == 30
        page = (tmp_path / "o" / "report.html").read_text("utf-8")
        assert "Where it fails" in page
        assert "site = yard" in page

    def test_from_the_command_line(self, tmp_path: Path) -> None:
        model = write_onnx_softmax(tmp_path / "m.onnx")
        data = self.written(tmp_path, "npz")
        words = ["analyze", "--model", f"m={model}", "--data", str(data), "--slice", "si*"]
        result = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "o"), "--format", "json"])

        assert result.exit_code == 0, result.output
        assert [one["columns"][0]["name"] for one in json.loads(result.stdout)["slices"]] == [
            "site",
            "site",
        ]

    @pytest.mark.parametrize(
        ("suffix", "wanted", "words"),
        [
            ("npz", "sight", r"--slice: there is no column 'sight' \(did you mean 'site'\?\)"),
            ("npz", "x", "--slice: there is no column 'x'"),
            ("csv", "attr_*", r"--slice: no column matches 'attr_\*'"),
        ],
        ids=["misspelt", "inputs", "glob"],
    )
    def test_wrong_columns(self, suffix: str, wanted: str, words: str, tmp_path: Path) -> None:
        model = write_onnx_softmax(tmp_path / "m.onnx")
        data = self.written(tmp_path, suffix)
        with pytest.raises(InputError, match=words):
            analyze_models(
                {"m": model}, data, SampleOptions(slices=(wanted,)), output=tmp_path / "o"
            )

    def test_data_without_columns(self, tmp_path: Path) -> None:
        model = write_onnx_softmax(tmp_path / "m.onnx")
        np.save(tmp_path / "x.npy", np.zeros((3, 4), np.float32))
        np.save(tmp_path / "y.npy", np.arange(3))
        options = SampleOptions(labels_file=tmp_path / "y.npy", slices=("site",))
        with pytest.raises(InputError, match=r"--slice: .*x.npy holds no columns to slice by"):
            analyze_models({"m": model}, tmp_path / "x.npy", options, output=tmp_path / "o")
