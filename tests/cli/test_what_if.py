import json
from pathlib import Path

import pytest

from afterfit.cli.main import main
from tests.pipeline.small_models import write_data, write_onnx_softmax


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["what-if", *words])
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    model = write_onnx_softmax(tmp_path / "float.onnx")
    return ["--model", f"float={model}", "--data", str(write_data(tmp_path / "test.npz", n=60))]


def test_the_terminal_gets_a_table_and_the_folder_a_page(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page"
    code, said, news = answer([*words, "--sample", "3", "-o", str(out)], capsys)
    assert code == 0
    assert "| White noise" in said
    assert "float rests most on column 0" in said
    assert "Trying 6 changes at 29 strengths on 60 windows" in news
    assert said.rstrip().endswith(f"Report: {out / 'what_if.html'}")
    assert (out / "what_if.json").is_file()


def test_json_is_one_document(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = answer([*words, "--change", "gain", "--format", "json"], capsys)
    assert code == 0
    content = json.loads(said)
    assert content["kind"] == "what_if"
    assert content["files"] == []
    first, *_ = content["variants"][0]["curves"][0]["points"]
    assert first["label"] == "−6 dB"


def test_points_are_percentage_points(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = answer([*words, "--loss", "2", "--format", "json", "--change", "gain"], capsys)
    assert json.loads(said)["loss"] == 0.02


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--change", "gian"], "afterfit: --change: no such change of these windows: 'gian'"),
        (["--loss", "200"], "afterfit: --loss: must be from 0 to below 100 points, got 200"),
    ],
    ids=["change", "loss"],
)
def test_a_mistake_is_one_sentence(
    words: list[str], more: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = answer([*words, *more], capsys)
    assert code == 2
    assert message in err


def test_nothing_to_try_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer([], capsys)
    assert code == 2
    assert err.strip().startswith("afterfit: nothing to try; give the folder of a run")
