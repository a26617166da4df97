"""Bad logs are told and the rest read; what a series means can be given."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers.training_logs import UNREADABLE, read_training_logs
from afterfit.records import Meaning

GOOD = "epoch,loss,val_loss\n1,0.9,0.8\n2,0.7,0.6\n3,0.5,0.55\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "steps", "note"),
    [
        (GOOD.replace("0.7", "low"), [1, 3],
         "In column 'loss', 1 of 3 cells is no number and was left out; "
         "the first is 'low' in row 3."),
        (GOOD + "4,0.4", [1, 2, 3],
         "1 of 4 rows does not have 3 cells and was left out; the first is row 5."),
        (GOOD + "2,0.6,0.7\n3,0.4,0.4\n", [1, 2, 3],
         "The training was started again once; 4 values that it wrote again were left out."),
        ("epoch,loss,loss\n1,2,3\n2,1,2\n", [1, 2],
         "The column 'loss' stands twice; the later is called 'loss (2)'."),
        ("epoch,loss,stage\n1,2,warm\n2,1,warm\n", [1, 2],
         "The column 'stage' holds text and was left out."),
        ("epoch,loss\n1,2\n,3\n2,1\n", [1, 2],
         "1 of 3 rows has no number in 'epoch' and was left out."),
    ],
    ids=["text in numbers", "cut short", "backwards", "same name twice", "text", "no epoch"],
)  # fmt: skip
def test_a_spoilt_table_is_told_and_the_rest_read(
    tmp_path: Path, text: str, steps: list[float], note: str
) -> None:
    (log,) = read_training_logs([write(tmp_path / "results.csv", text)])
    assert log.series[0].steps.tolist() == steps
    assert note in log.notes


def test_an_appended_log_is_two_trainings(tmp_path: Path) -> None:
    text = GOOD + "1,5,4\n2,4,3\n"
    first, second = read_training_logs([write(tmp_path / "log.csv", text)])
    assert first.series[0].values.tolist() == [0.9, 0.7, 0.5]
    assert second.series[1].values.tolist() == [4, 3]
    assert first.name.endswith("log.csv (run 1)")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("log.csv", "", "the file is empty"),
        ("log.csv", "a,b\n1,2\n", "expected a column that counts epochs or steps"),
        ("log.csv", "epoch,loss\n", "expected rows of numbers, got only a header"),
        ("trainer_state.json", '{"log_history": [{"step"', "was cut short: line 1, column 2"),
        ("history.pkl", "cos\nsystem", "pickled histories are not opened"),
        ("model.bin", "x", "no training log that afterfit knows"),
        ("mlflow.db", "SQLite format 3\0 no more", "not a database that MLflow wrote"),
    ],
)
def test_what_is_no_log_is_refused_when_named(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(InputError, match="was cut short|" + said.replace("(", "\\(")) as caught:
        read_training_logs([path])
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")


def test_the_rest_is_read_beside_a_damaged_log(tmp_path: Path) -> None:
    write(tmp_path / "a/history.json", '{"loss": [1, 2')
    write(tmp_path / "b/log.csv", GOOD)
    bad, good = read_training_logs([tmp_path])
    assert (bad.kind, bad.series, good.kind) == (UNREADABLE, (), "Keras CSVLogger")
    assert "was cut short" in bad.notes[0]


def test_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        read_training_logs([tmp_path / "none"])
    with pytest.raises(InputError, match="no training log in this folder"):
        read_training_logs([tmp_path])


def test_a_meaning_can_be_given(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", "epoch,loss,quality\n1,0.9,3\n2,0.5,4\n")
    given_meaning = Meaning("metric", "eval", higher_is_better=True)
    (log,) = read_training_logs([path], meanings={"quality": given_meaning})
    assert log.series[1].meaning == given_meaning
    with pytest.raises(InputError, match="no log has a series 'qualty' \\(did you mean 'quality'"):
        read_training_logs([path], meanings={"qualty": given_meaning})


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.floats(0, 9, allow_nan=False)), min_size=1, max_size=30
    )
)
@settings(deadline=None, max_examples=60)
def test_whatever_steps_do_each_log_rises_and_holds_the_last_word(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, float]]
) -> None:
    text = "epoch,loss\n" + "".join(f"{step},{value!r}\n" for step, value in rows)
    path = write(tmp_path_factory.mktemp("log") / "log.csv", text)
    logs = read_training_logs([path])
    written = {(step, value) for step, value in rows}
    for log in logs:
        points = list(zip(log.series[0].steps, log.series[0].values, strict=True))
        assert set(points) <= written
    assert logs[-1].series[0].values[-1] == rows[-1][1]
