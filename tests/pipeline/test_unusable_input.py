"""What a user gets wrong, told before any work is done, in one sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.gates.schema import read_gates
from afterfit.pipeline.run import run
from tests.pipeline.sensor_data import config_text, write_recordings

GOOD = "label,score_a,score_b\na,0.9,0.1\nb,0.2,0.8\n"


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    text = capsys.readouterr().err
    assert "Traceback" not in text
    return text


def test_a_file_where_a_folder_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    said = told(["analyze", str(path), "-o", str(path)], capsys)
    assert f"{path}: cannot be written: it is a file; give another folder" in said
    assert path.read_text() == GOOD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"label;score_a;score_b\na;0,9;0,1\n", "got '0,9'; save it with decimal points"),
        ("label,score_größe,score_b\nb,0.9,0.1\n".encode("latin-1"), "not in UTF-8; save it in"),
    ],
    ids=["decimal comma", "latin 1"],
)
def test_spreadsheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    assert said in told(["analyze", str(path), "-o", str(tmp_path / "out")], capsys)


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda path: path.mkdir(), "cannot be read: it is a directory, not a file"),
        (lambda path: path.write_text("gates:\n\t- {}\n"), "a tab; YAML is indented with spaces"),
        (lambda path: path.write_bytes("gates: []".encode("utf-16")), "it is not in UTF-8"),
        (lambda path: path.write_text("gates: []"), "expected a list of gates, got none"),
    ],
    ids=["folder", "tab", "UTF-16", "no gates"],
)
def test_gates(tmp_path: Path, write: Callable[[Path], object], said: str) -> None:
    write(tmp_path / "gates.yaml")
    with pytest.raises(InputError) as refusal:
        read_gates(tmp_path / "gates.yaml")
    assert said in str(refusal.value)


def test_an_unknown_key_of_a_gate_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "gates.yaml").write_text("gates:\n  - {metric: accuracy, maxx: 0.9}\n")
    with pytest.raises(InputError) as refusal:
        read_gates(tmp_path / "gates.yaml")
    assert len(str(refusal.value).splitlines()) == 1


def test_no_test_windows_are_noticed_before_training(tmp_path: Path) -> None:
    write_recordings(tmp_path / "data")
    text = config_text().replace("[0.5, 0.2, 0.3]", "[1, 0, 0]")
    (tmp_path / "config.yaml").write_text(text)
    with pytest.raises(InputError, match="the test split has no windows"):
        run(tmp_path / "config.yaml", tmp_path / "out")
    assert not (tmp_path / "out/training").exists()
