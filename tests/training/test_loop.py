import hashlib
import os
import pickletools
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from afterfit.errors import InputError, MissingExtraError
from afterfit.readers import HISTORY_COLUMNS, read_history_csv
from afterfit.records import History
from afterfit.runtimes import run_onnx, softmax
from afterfit.training import EpochReport, TrainingPlan, train_classifier

pytestmark = pytest.mark.train

REPEATABLE = [name for name in HISTORY_COLUMNS[1:] if name != "seconds"]
PLAN = TrainingPlan("CLS_100_NPU", epochs=4, batch_size=8, learning_rate=0.02, optimizer="adam")


class StopAskedError(Exception):
    pass


def numbers(history: History) -> dict[str, list[float]]:
    return {name: history.series[name].tolist() for name in REPEATABLE}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def quiet(_: EpochReport) -> None:
    pass


def interrupt_after(epoch: int, error: type[BaseException]) -> Callable[[EpochReport], None]:
    def on_epoch(report: EpochReport) -> None:
        if report.epoch == epoch:
            raise error

    return on_epoch


@pytest.fixture(scope="module")
def data(waves: Callable[..., Any]) -> tuple[Any, Any]:
    return waves(33, seed=1), waves(20, seed=2)


@pytest.fixture(scope="module")
def uninterrupted(data: tuple[Any, Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("uninterrupted")
    return folder, train_classifier(PLAN, *data, 3, folder, quiet)


def test_leaves_exactly_its_files(trained: dict[str, Any]) -> None:
    assert trained["files"] == [
        "best_model.pt",
        "checkpoint.pt",
        "events.out.tfevents.0.afterfit",
        "history.csv",
        "model.onnx",
    ]


def test_learns_the_waves(trained: dict[str, Any]) -> None:
    X, y = trained["validation"]
    scores = softmax(run_onnx(trained["folder"] / "model.onnx", X))
    assert (scores.argmax(axis=1) == y).mean() > 0.9


def test_reports_say_what_the_history_says(trained: dict[str, Any]) -> None:
    history, reports = trained["history"], trained["reports"]
    assert [report.epoch for report in reports] == [1, 2, 3, 4]
    assert {report.n_epochs for report in reports} == {4}
    for name in HISTORY_COLUMNS[1:]:
        assert [getattr(report, name) for report in reports] == history.series[name].tolist()
    assert max(report.epoch for report in reports if report.is_best) == history.best_epoch


def test_the_history_file_reads_back_to_the_same_bits(trained: dict[str, Any]) -> None:
    history, read = trained["history"], read_history_csv(trained["folder"] / "history.csv")
    assert read.epochs.tolist() == history.epochs.tolist()
    assert read.best_epoch == history.best_epoch
    for name, values in history.series.items():
        assert read.series[name].tobytes() == values.tobytes()


def test_the_exported_model_is_the_best_epochs_and_not_the_last(
    data: tuple[Any, Any], tmp_path: Path
) -> None:
    # labels of the validation split name another class, so that learning makes it worse
    train, (X, y) = data
    misleading = (y + 1) % 3
    plan = replace(PLAN, epochs=6)
    history = train_classifier(plan, train, (X, misleading), 3, tmp_path, quiet)
    accuracies = history.series["val_accuracy"]
    exported = (run_onnx(tmp_path / "model.onnx", X).argmax(axis=1) == misleading).mean()
    assert history.best_epoch is not None
    assert accuracies[-1] < accuracies[history.best_epoch - 1] == accuracies.max()
    assert exported == accuracies.max()


@pytest.mark.parametrize("layout", ["fortran", "channels last", "float64", "read-only"])
def test_the_memory_layout_of_the_data_does_not_matter(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path, layout: str
) -> None:
    (X, y), validation = data
    other = {
        "fortran": np.asfortranarray(X),
        "channels last": X.transpose(0, 2, 3, 1).copy().transpose(0, 3, 1, 2),
        "float64": X.astype(np.float64),
        "read-only": X.copy(),
    }[layout]
    other.flags.writeable = False
    history = train_classifier(
        PLAN, (other, y), validation, 3, tmp_path, quiet, stop_after(1, tmp_path)
    )
    assert history.series["train_loss"][0] == uninterrupted[1].series["train_loss"][0]
    assert history.series["val_loss"][0] == uninterrupted[1].series["val_loss"][0]


def test_the_same_seed_gives_the_same_files(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path
) -> None:
    folder, history = uninterrupted
    again = train_classifier(PLAN, *data, 3, tmp_path, quiet)
    assert numbers(again) == numbers(history)
    for name in ("best_model.pt", "model.onnx"):
        assert digest(tmp_path / name) == digest(folder / name)


def test_another_seed_gives_another_training(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path
) -> None:
    other = train_classifier(
        replace(PLAN, seed=43), *data, 3, tmp_path, quiet, should_stop=stop_after(1, tmp_path)
    )
    first = uninterrupted[1].series["train_loss"][0]
    assert other.series["train_loss"][0] != first


def stop_after(n_epochs: int, folder: Path) -> Callable[[], bool]:
    def should_stop() -> bool:
        path = folder / "history.csv"
        return path.exists() and len(read_history_csv(path)) >= n_epochs

    return should_stop


@pytest.mark.parametrize("error", [StopAskedError, KeyboardInterrupt], ids=["error", "Ctrl-C"])
def test_an_interrupted_training_resumes_to_the_same_bits(
    data: tuple[Any, Any],
    uninterrupted: tuple[Path, History],
    tmp_path: Path,
    error: type[BaseException],
) -> None:
    folder, history = uninterrupted
    with pytest.raises(error):
        train_classifier(PLAN, *data, 3, tmp_path, interrupt_after(2, error))
    assert len(read_history_csv(tmp_path / "history.csv")) == 2
    assert not (tmp_path / "model.onnx").exists()
    reports: list[EpochReport] = []
    resumed = train_classifier(PLAN, *data, 3, tmp_path, reports.append)
    assert [report.epoch for report in reports] == [3, 4]
    assert numbers(resumed) == numbers(history)
    assert resumed.best_epoch == history.best_epoch
    for name in ("best_model.pt", "model.onnx"):
        assert digest(tmp_path / name) == digest(folder / name)
    assert weights_of(tmp_path) == weights_of(folder)


def weights_of(folder: Path) -> dict[str, list[float]]:
    import torch

    network = torch.load(folder / "checkpoint.pt", weights_only=True)["network"]
    return {name: values.flatten().tolist() for name, values in network.items()}


def test_should_stop_ends_before_the_next_epoch_and_exports_nothing(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path
) -> None:
    stopped = train_classifier(PLAN, *data, 3, tmp_path, quiet, stop_after(3, tmp_path))
    assert len(stopped) == 3
    assert not (tmp_path / "best_model.pt").exists()
    assert numbers(train_classifier(PLAN, *data, 3, tmp_path, quiet)) == numbers(uninterrupted[1])


def test_stopping_before_the_first_epoch_is_a_history_of_none(
    data: tuple[Any, Any], tmp_path: Path
) -> None:
    history = train_classifier(PLAN, *data, 3, tmp_path, quiet, should_stop=lambda: True)
    assert (len(history), history.best_epoch) == (0, None)


def test_a_process_that_was_killed_resumes(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path
) -> None:
    np.savez(tmp_path / "data.npz", X=data[0][0], y=data[0][1], VX=data[1][0], vy=data[1][1])
    folder = tmp_path / "base"
    code = f"""
import os, signal, numpy as np
from pathlib import Path
from afterfit.training import TrainingPlan, train_classifier
data = np.load({str(tmp_path / "data.npz")!r})
plan = {PLAN!r}
def kill(report):
    if report.epoch == 3:
        os.kill(os.getpid(), signal.SIGKILL)
train, validation = (data["X"], data["y"]), (data["VX"], data["vy"])
train_classifier(plan, train, validation, 3, Path({str(folder)!r}), kill)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    resumed = train_classifier(PLAN, *data, 3, folder, quiet)
    assert numbers(resumed) == numbers(uninterrupted[1])
    assert digest(folder / "model.onnx") == digest(uninterrupted[0] / "model.onnx")


@pytest.mark.parametrize("changed", ["plan", "data"])
def test_another_plan_or_other_data_start_over_and_leave_no_old_model(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History], tmp_path: Path, changed: str
) -> None:
    folder = Path(shutil.copytree(uninterrupted[0], tmp_path / "base"))
    (X, y), validation = data
    plan = replace(PLAN, learning_rate=0.01) if changed == "plan" else PLAN
    train = (X * 2, y) if changed == "data" else (X, y)
    reports: list[EpochReport] = []
    train_classifier(plan, train, validation, 3, folder, reports.append, stop_after(1, folder))
    assert [report.epoch for report in reports] == [1]
    assert len(read_history_csv(folder / "history.csv")) == 1
    assert not (folder / "model.onnx").exists()
    assert not (folder / "best_model.pt").exists()


def test_a_finished_training_only_makes_what_is_missing(
    data: tuple[Any, Any], uninterrupted: tuple[Path, History]
) -> None:
    folder, history = uninterrupted
    before = {path.name: digest(path) for path in folder.iterdir()}
    kept = (folder / "best_model.pt").stat().st_mtime_ns
    (folder / "model.onnx").unlink()
    (folder / "history.csv").unlink()
    reports: list[EpochReport] = []
    again = train_classifier(PLAN, *data, 3, folder, reports.append)
    assert reports == []
    assert {name: values.tolist() for name, values in again.series.items()} == {
        name: values.tolist() for name, values in history.series.items()
    }
    assert {path.name: digest(path) for path in folder.iterdir()} == before
    assert (folder / "best_model.pt").stat().st_mtime_ns == kept


def test_without_validation_the_training_split_decides(
    data: tuple[Any, Any], tmp_path: Path
) -> None:
    empty = (np.zeros((0, 1, 32, 1), np.float32), np.zeros(0, np.int64))
    history = train_classifier(replace(PLAN, epochs=2), data[0], empty, 3, tmp_path, quiet)
    assert np.isnan(history.series["val_loss"]).all()
    assert np.isnan(history.series["val_accuracy"]).all()
    assert history.best_epoch == 1 + int(history.series["train_accuracy"].argmax())
    assert (tmp_path / "model.onnx").exists()


def test_a_loss_that_is_never_finite_is_refused(data: tuple[Any, Any], tmp_path: Path) -> None:
    plan = replace(PLAN, epochs=1, learning_rate=1e38, optimizer="sgd")
    with pytest.raises(InputError, match=r"not finite in any epoch; try a learning_rate below"):
        train_classifier(plan, *data, 3, tmp_path, quiet)
    assert not (tmp_path / "model.onnx").exists()


def test_torch_settings_come_back(data: tuple[Any, Any], tmp_path: Path) -> None:
    import torch

    before = torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()
    with pytest.raises(StopAskedError):
        train_classifier(PLAN, *data, 3, tmp_path, interrupt_after(1, StopAskedError))
    assert (torch.get_num_threads(), torch.are_deterministic_algorithms_enabled()) == before


def test_a_missing_extra_is_answered_with_its_install_line(
    data: tuple[Any, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'afterfit\[train\]'"):
        train_classifier(PLAN, *data, 3, tmp_path, quiet)


def test_the_saved_network_needs_nothing_but_torch(trained: dict[str, Any]) -> None:
    with zipfile.ZipFile(trained["folder"] / "best_model.pt") as archive:
        name = next(name for name in archive.namelist() if name.endswith("data.pkl"))
        operations = list(pickletools.genops(archive.read(name)))
    modules = {str(arg).split(" ")[0] for code, arg, _ in operations if code.name == "GLOBAL"}
    assert modules
    assert {module.split(".")[0] for module in modules} <= {"torch", "collections", "__builtin__"}


# The script of the user guide "Post-training analysis", section 8.6.14, with the indentation that
# Python asks for.
SCRIPT = """\
import torch
import numpy as np
# Load model
model = torch.load('path/to/best_model.pt')
model.eval()
# Load test data
test_data = np.load('path/to/test_data.npy')
test_labels = np.load('path/to/test_labels.npy')
# Run inference
with torch.no_grad():
    outputs = model(torch.tensor(test_data))
    predictions = outputs.argmax(dim=1)
# Custom analysis
# ... your analysis code
"""
TODAY = SCRIPT.replace("best_model.pt')", "best_model.pt', weights_only=False)")


def run_script(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script + "print((predictions.numpy() == test_labels).mean())"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def script_folder(trained: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("script")
    target = folder / "path" / "to"
    target.mkdir(parents=True)
    (target / "best_model.pt").write_bytes((trained["folder"] / "best_model.pt").read_bytes())
    np.save(target / "test_data.npy", trained["validation"][0])
    np.save(target / "test_labels.npy", trained["validation"][1])
    return folder


def test_the_custom_analysis_script_runs_with_weights_only_false(
    trained: dict[str, Any], script_folder: Path
) -> None:
    done = run_script(TODAY, script_folder)
    best = trained["history"].series["val_accuracy"][trained["history"].best_epoch - 1]
    assert done.stderr == ""
    assert float(done.stdout) == best


def test_the_custom_analysis_script_word_for_word_meets_torchs_own_refusal(
    script_folder: Path,
) -> None:
    # torch.load has refused whole models since 2.6 unless told to trust the file
    done = run_script(SCRIPT, script_folder)
    assert done.returncode == 1
    assert "UnpicklingError: Weights only load failed" in done.stderr
    trusting = run_script(SCRIPT, script_folder, TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD="1")
    assert trusting.returncode == 0
