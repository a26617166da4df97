import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from afterfit.cli.main import main
from tests.pipeline.sensor_data import config_text, write_recordings

Break = Callable[[Path], None]


def _config(home: Path, old: str, new: str) -> None:
    path = home / "config.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def _spoil_cell(home: Path, text: str) -> None:
    path = home / "data/classes/fast/rec_1.csv"
    lines = path.read_text().splitlines()
    cells = lines[4].split(",")
    lines[4] = ",".join([cells[0], text, cells[2]])
    path.write_text("\n".join(lines))


MISTAKES: dict[str, tuple[Break, tuple[str, ...]]] = {
    "no such path": (
        lambda home: shutil.rmtree(home / "data"),
        ("dataset -> input_data_path", "classes/<class name>"),
    ),
    "empty class folder": (
        lambda home: (home / "data/classes/empty").mkdir(),
        ("classes/empty",),
    ),
    "text in a data cell": (
        lambda home: _spoil_cell(home, "high"),
        ("fast/rec_1.csv", "5", "'x'", "high"),
    ),
    "NaN in the data": (lambda home: _spoil_cell(home, "nan"), ("fast/rec_1.csv", "5", "'x'")),
    "window longer than every file": (
        lambda home: _config(home, "frame_size: 40", "frame_size: 4000"),
        ("frame_size", "4000", "160"),
    ),
    "unknown model": (
        lambda home: _config(home, "CLS_1k_NPU", "CLS_1k"),
        ("training -> model_name", "did you mean 'CLS_1k_NPU'?"),
    ),
    "unknown device": (
        lambda home: _config(home, "projects_path: projects", "target_device: F28P56"),
        ("common -> target_device", "did you mean 'F28P65'?"),
    ),
    "misspelt key": (
        lambda home: _config(home, "frame_size", "frame_sise"),
        ("data_processing_feature_extraction -> frame_sise", "did you mean 'frame_size'?"),
    ),
    "bit width": (
        lambda home: _config(home, "batch_size: 16", "quantization_weight_bitwidth: 3"),
        ("training -> quantization_weight_bitwidth", "input should be 8, 4 or 2, got 3"),
    ),
    "unknown preset": (
        lambda home: _config(home, "frame_size: 40", "feature_extraction_name: Generic_99"),
        ("data_processing_feature_extraction -> feature_extraction_name", "Generic_99"),
    ),
    "address": (
        lambda home: _config(home, "input_data_path: data", "input_data_path: http://x/y.zip"),
        ("dataset -> input_data_path", "download it"),
    ),
}


@pytest.mark.parametrize(("spoil", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_clear_sentence_and_exit_code_2(
    spoil: Break,
    said: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_recordings(tmp_path / "data")
    (tmp_path / "config.yaml").write_text(config_text())
    spoil(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["run", "config.yaml", "--output", "run"])
    assert stopped.value.code == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    sentence = answer.err.split("afterfit: ")[1].strip()
    assert "\n" not in sentence
    for word in said:
        assert word in sentence
    assert not (tmp_path / "run/training").exists()


def test_the_data_set_of_the_document_is_asked_for_and_then_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.pipeline.test_config import COMPLETE

    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text(COMPLETE)
    with pytest.raises(SystemExit) as stopped:
        main(["run", "config.yaml"])
    assert stopped.value.code == 2
    place = Path("data/projects/dc_arc_fault_example_dsk/dataset")
    answer = capsys.readouterr().err
    assert "dataset -> input_data_path" in answer
    assert str(place) in answer

    write_recordings(place, files=4, rows=1100)
    with pytest.raises(SystemExit) as stopped:
        main(["run", "config.yaml", "--format", "json"])
    assert stopped.value.code == 0
    summary = json.loads(capsys.readouterr().out)
    assert {one["scope"]["variant"] for one in summary["variants"]} == {
        "float32",
        "int8",
        "int8_tflm",
    }
    folder = Path(summary["run"])
    assert folder.parts[:5] == (
        "data",
        "projects",
        "dc_arc_fault_example_dsk",
        "run",
        folder.parts[4],
    )
    assert (folder / "testing/test_results.json").is_file()


def test_help_and_import_load_nothing_heavy() -> None:
    script = (
        "import sys, afterfit, afterfit.cli.main;"
        "heavy = {'torch', 'onnxruntime', 'onnx', 'sklearn', 'scipy', 'polars', 'vl_convert'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("afterfit 0.")


def test_a_folder_without_a_run_has_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["report", str(tmp_path)])
    assert stopped.value.code == 2
    assert "no finished run here" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["run", "data", "sweep", "analyze", "compare", "curves", "trace", "what-if"]
)
@pytest.mark.parametrize(
    ("output", "said"),
    [("file", "file: cannot be written: it is a file"), ("", "--output: is given no folder")],
)
def test_a_place_that_cannot_be_written_is_refused_before_any_work(
    command: str,
    output: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(SystemExit) as stopped:
        main([command, "gone", "gone", "--output", output])
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told.startswith(f"afterfit: {said}")
    assert told.count("\n") == 1


def test_an_answer_that_finds_no_room_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("typer.echo", full)
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert (stopped.value.code, capsys.readouterr().err) == (
        2,
        "afterfit: no space left on device\n",
    )


@pytest.mark.parametrize("command", ["curves", "trace", "what-if"])
def test_a_page_without_a_folder_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, str(tmp_path), "--page", "pdf"])
    told = "afterfit: --page: a page needs a folder; pass --output DIR too\n"
    assert (stopped.value.code, capsys.readouterr().err) == (2, told)
