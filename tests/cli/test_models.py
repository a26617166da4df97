import json
from pathlib import Path

import pytest

from afterfit.cli.main import main
from afterfit.cli.models import named_models
from afterfit.errors import InputError
from tests.pipeline.small_models import write_data, write_onnx_softmax
from tests.shared_data import MLPERF_TINY


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["analyze", *words])
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


@pytest.mark.skipif(not MLPERF_TINY.is_dir(), reason="no MLPerf Tiny models beside this checkout")
def test_a_published_model_gets_the_published_number_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(MLPERF_TINY / "sww_calibration_samples.npz")
    model = f"int8={MLPERF_TINY / 'sww_dscnn1d_int8.tflite'}"
    words = ["--model", model, "--data", data, "--device", "NUCLEO-L4R5ZI", "--format", "json"]
    code, out, err = answer([*words, "--output", str(tmp_path / "out")], capsys)
    assert code == 0
    (variant,) = json.loads(out)["variants"]
    assert variant["overall"][0]["value"] == pytest.approx(41 / 45)
    assert "Testing int8" in err
    (cost,) = json.loads((tmp_path / "out" / "costs.json").read_text())
    assert cost["arena"]["head_bytes"] == 6656
    assert cost["latency"]["ranges"]


@pytest.mark.skipif(not MLPERF_TINY.is_dir(), reason="no MLPerf Tiny models beside this checkout")
def test_a_hybrid_model_is_named_and_refused_on_tflite_micro(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import numpy as np

    np.savez(tmp_path / "d.npz", x=np.zeros((2, 49, 10, 1), np.float32), y=[0, 1])
    words = ["--model", str(MLPERF_TINY / "kws_hybrid.tflite"), "--data", str(tmp_path / "d.npz")]
    words += ["--kernels", "tflm", "--output", str(tmp_path / "out")]
    code, out, err = answer(words, capsys)
    assert (code, out) == (2, "")
    assert "the model is hybrid (integer weights, float activations" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give files of predictions, or --model NAME=FILE with --data FILE"),
        (["--model", "m.onnx"], "pass --data FILE"),
        (["--data", "d.npz"], "--data belongs to models; pass --model NAME=FILE"),
        (["p.csv", "--layout", "as-is"], "--layout belongs to models"),
        (["p.csv", "--model", "m.onnx", "--data", "d.npz"], "PATHS belongs to files of pred"),
        (["--model", "m.onnx", "--data", "d.npz", "--scores-are", "logits"], "pass --outputs"),
        (["--model", "m.onnx", "--data", "d.npz", "--offset", "t"], "--offset belongs to files"),
        (["--model", "m.onnx", "--data", "d.npz", "--engine", "dask"], "--engine belongs to files"),
        (["--model", "m.onnx", "--data", "d.npz", "--no-header"], "--no-header belongs to files"),
        (["--model", "m.onnx", "--data", "d.npz", "--on-bad-rows", "drop"], "--on-bad-rows belo"),
        (["--model", "m.onnx", "--data", "d.npz", "--task", "regression"], "run as classifiers"),
        (["--model", "m.onnx", "--model", "x/m.onnx", "--data", "d.npz"], "called 'm'"),
        (["--model", "=m.onnx", "--data", "d.npz"], "expected NAME=FILE"),
        (["--model", "gone.onnx", "--data", "d.npz"], "gone.onnx: cannot be read"),
        (["--model", "m.onnx", "--data", "gone.npz"], "gone.npz: no such file or folder of data"),
        (["--model", "m.onnx", "--data", "d.npz", "--audio", "mp3"], "--audio: expected raw"),
        (["--model", "m.onnx", "--data", "d.npz", "--device", "F28"], "no device is called 'F28'"),
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_onnx_softmax(Path("m.onnx"))
    write_data(Path("d.npz"))
    code, out, err = answer(words, capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not Path("afterfit-analysis/analysis.json").exists()


def test_a_bad_model_beside_a_good_one_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_onnx_softmax(Path("m.onnx"))
    write_data(Path("d.npz"))
    Path("bad.tflite").write_bytes(b"\0\0\0\0TFL3")
    words = ["--model", "good=m.onnx", "--model", "bad=bad.tflite", "--data", "d.npz"]
    code, out, err = answer(words, capsys)
    assert code == 0
    assert "warning: bad was left out: bad.tflite: not a whole TFLite model" in err
    assert out.splitlines()[-1] == "Report: afterfit-analysis/report.html"
    assert "bad was left out" in Path("afterfit-analysis/report.html").read_text()


def test_a_path_with_an_equals_sign_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "lr=0.1.onnx"
    path.touch()
    assert named_models([str(path)]) == {"lr=0.1": path}
    with pytest.raises(InputError, match="two models are called"):
        named_models(["a=1.onnx", "a=2.onnx"])
