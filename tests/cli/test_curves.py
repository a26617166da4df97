import json
from pathlib import Path

import pytest

from afterfit.cli.curves import parse_series
from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.records import Meaning
from tests.findings.sample_curves import overfit
from tests.pipeline.test_curves import write_log


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["curves", *words])
    said = capsys.readouterr()
    return int(str(stopped.value.code)), said.out, said.err


def test_the_text_names_log_verdict_and_steps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_log(tmp_path / "log.csv", overfit())
    code, out, err = answer([str(path)], capsys)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:4] == [
        f"{path}: CSV with steps",
        "  train loss: train_loss",
        "  eval loss: val_loss",
        "  eval metric: val_accuracy",
    ]
    assert lines[4].startswith("  warning LC001 Overfitting: val_loss is best at epoch 2")
    assert lines[7] == "    2. Reduce the learning rate."
    assert lines[-1] == "  1 finding; 11 rules clear, 3 not applicable"


def test_json_and_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_log(tmp_path / "log.csv", overfit())
    words = [str(path), "--format", "json", "--output", str(tmp_path / "out")]
    code, out, _ = answer(words, capsys)
    said = json.loads(out)
    assert code == 0
    assert said["page"] == str(tmp_path / "out/curves.html")
    (log,) = said["logs"]
    assert log["judged"]["eval loss"] == "val_loss"
    (raised,) = (one for one in log["findings"] if one["outcome"] == "raised")
    assert {
        "code",
        "outcome",
        "severity",
        "title",
        "claim",
        "evidence",
        "next_steps",
        "source",
    } == (set(raised))
    assert Path(said["page"]).is_file()
    assert log["trace"][0]["observation"] == "The start"
    assert log["trace"][0]["train_loss"] > log["trace"][-1]["train_loss"]


def test_a_series_can_be_given_its_meaning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = overfit()
    renamed = {"train_loss": columns["train_loss"], "objective": columns["val_loss"]}
    path = write_log(tmp_path / "log.csv", renamed)
    assert "LC001" not in answer([str(path)], capsys)[1]
    assert "LC001" in answer([str(path), "--series", "objective=total_loss,eval"], capsys)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.csv"], "no such file or folder: none.csv"),
        (["log.csv", "--series", "x"], "--series: expected NAME=ROLE,SPLIT,higher"),
        (["log.csv", "--series", "x=los"], "--series x: role must be one of total_loss"),
        (["log.csv", "--series", "x=metric,eval,up"], "expected higher or lower, got 'up'"),
        (["log.csv", "--series", "vall_loss=metric"], "(did you mean 'val_loss'?)"),
        (["notes.txt"], "expected a column that counts epochs or steps"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_log(Path("log.csv"), overfit())
    Path("notes.txt").write_text("hello")
    code, out, err = answer(words, capsys)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_meanings_from_words() -> None:
    assert parse_series("a=b=metric,train,lower") == ("a=b", Meaning("metric", "train", False))
    assert parse_series("x=other") == ("x", Meaning("other"))
    with pytest.raises(InputError):
        parse_series("x=metric,eval,higher,more")
