import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.runtimes import run_onnx
from afterfit.training import (
    EpochReport,
    QuantizationPlan,
    TrainingPlan,
    quantize_after_training,
    quantized_forms,
    train_quantized,
)

pytestmark = pytest.mark.train

QAT = QuantizationPlan("QAT", epochs=3, learning_rate=0.005)


def quiet(_: EpochReport) -> None:
    pass


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def learn(trained: dict[str, Any], plan: TrainingPlan) -> Callable[..., Any]:
    """Run QAT on the waves; what is left out is the fixture's."""

    def run(folder: Path, quantization: QuantizationPlan = QAT, **others: Any) -> Any:
        given = {
            "quantization": quantization,
            "training": replace(plan, optimizer="adam"),
            "float_onnx": trained["folder"] / "model.onnx",
            "train": trained["train"],
            "validation": trained["validation"],
            "n_classes": 3,
            "folder": folder,
            "on_epoch": quiet,
        }
        return train_quantized(**{**given, **others})

    return run


@pytest.fixture(scope="module")
def finished(learn: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("qat")
    learn(folder)
    return folder


def test_leaves_exactly_its_files(finished: Path) -> None:
    assert sorted(path.name for path in finished.iterdir()) == [
        "checkpoint.pt",
        "events.out.tfevents.0.afterfit",
        "history.csv",
        "model.onnx",
    ]


def test_the_operators_are_those_of_the_model_quantised_after_training(
    finished: Path, trained: dict[str, Any]
) -> None:
    import onnx

    models = [
        onnx.load(path) for path in (finished / "model.onnx", trained["folder"] / "int8.onnx")
    ]
    kinds = [[(n.op_type, n.name, list(n.input)) for n in one.graph.node] for one in models]
    assert kinds[0] == kinds[1]
    learned = [{t.name: t.raw_data for t in one.graph.initializer} for one in models]
    assert learned[0]["conv2.weight_quantized"] != learned[1]["conv2.weight_quantized"]


def test_the_best_epochs_accuracy_is_that_of_the_written_file(
    learn: Callable[..., Any], trained: dict[str, Any], finished: Path
) -> None:
    history = learn(finished)  # nothing is left to do but to read it
    X, y = trained["validation"]
    written = (run_onnx(finished / "model.onnx", X).argmax(axis=1) == y).mean()
    assert history.best_epoch is not None
    assert written == history.series["val_accuracy"][history.best_epoch - 1]


def test_an_interrupted_training_resumes_to_the_same_bytes(
    learn: Callable[..., Any], finished: Path, tmp_path: Path
) -> None:
    answers = iter([False, True])
    stopped = learn(tmp_path, should_stop=lambda: next(answers))
    assert len(stopped) == 1
    assert not (tmp_path / "model.onnx").exists()
    reports: list[EpochReport] = []
    learn(tmp_path, on_epoch=reports.append)
    assert [report.epoch for report in reports] == [2, 3]
    assert digest(tmp_path / "model.onnx") == digest(finished / "model.onnx")


KILLED = """
import sys
from pathlib import Path
import numpy as np
from afterfit.training import QuantizationPlan, TrainingPlan, train_quantized
data = np.load(sys.argv[2])
train_quantized(
    QuantizationPlan("QAT", epochs=3, learning_rate=0.005),
    TrainingPlan("CLS_1k_NPU", epochs=4, batch_size=16, learning_rate=0.02, optimizer="adam"),
    Path(sys.argv[3]), (data["X"], data["y"]), (data["V"], data["v"]), 3, Path(sys.argv[1]),
    lambda report: print(report.epoch, flush=True) or sys.stdin.readline(),
)
"""


def test_a_killed_training_resumes_to_the_same_bytes(
    learn: Callable[..., Any], trained: dict[str, Any], finished: Path, tmp_path: Path
) -> None:
    (X, y), (V, v) = trained["train"], trained["validation"]
    np.savez(tmp_path / "data.npz", X=X, y=y, V=V, v=v)
    folder, model = tmp_path / "qat", trained["folder"] / "model.onnx"
    words = [sys.executable, "-c", KILLED, folder, tmp_path / "data.npz", model]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"1\n"
        os.kill(child.pid, signal.SIGKILL)
    learn(folder)
    assert digest(folder / "model.onnx") == digest(finished / "model.onnx")


def test_another_plan_starts_over(
    learn: Callable[..., Any], finished: Path, tmp_path: Path
) -> None:
    learn(tmp_path, should_stop=stop_after_one())
    reports: list[EpochReport] = []
    learn(tmp_path, replace(QAT, weight_bits=4, epochs=1), on_epoch=reports.append)
    assert [report.epoch for report in reports] == [1]
    assert digest(tmp_path / "model.onnx") != digest(finished / "model.onnx")


def stop_after_one() -> Callable[[], bool]:
    answers = iter([False, True])
    return lambda: next(answers)


def test_two_bits_learn_back_what_rounding_takes(
    learn: Callable[..., Any], trained: dict[str, Any], tmp_path: Path
) -> None:
    narrow = QuantizationPlan(weight_bits=2, activation_bits=2)
    X, y = trained["validation"]
    quantize_after_training(
        narrow, trained["folder"] / "model.onnx", trained["train"][0], tmp_path / "ptq"
    )
    learn(tmp_path / "qat", replace(narrow, method="QAT", epochs=5, learning_rate=0.02))
    accuracy = {
        name: (run_onnx(tmp_path / name / "model.onnx", X).argmax(axis=1) == y).mean()
        for name in ("ptq", "qat")
    }
    assert accuracy["qat"] > accuracy["ptq"] + 0.1


def test_after_training_files_of_qat_are_gone(
    learn: Callable[..., Any], trained: dict[str, Any], tmp_path: Path
) -> None:
    learn(tmp_path, should_stop=stop_after_one())
    quantize_after_training(
        QuantizationPlan(), trained["folder"] / "model.onnx", trained["train"][0], tmp_path
    )
    assert [path.name for path in tmp_path.iterdir()] == ["model.onnx"]
    assert digest(tmp_path / "model.onnx") == digest(trained["folder"] / "int8.onnx")


def test_forms_give_the_written_file_and_others(finished: Path, trained: dict[str, Any]) -> None:
    with quantized_forms(
        QAT, trained["folder"] / "model.onnx", trained["train"][0], finished
    ) as forms:
        assert forms.onnx() == (finished / "model.onnx").read_bytes()
        assert forms.onnx(("conv2",)) != forms.onnx()
        assert forms.quantized_layers() == ("input_norm", "conv1", "conv2", "conv4", "classifier")


def test_forms_of_qat_need_its_checkpoint(trained: dict[str, Any], tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no checkpoint of a training here"),
        quantized_forms(QAT, trained["folder"] / "model.onnx", trained["train"][0], tmp_path),
    ):
        pass
