import logging
import math
from pathlib import Path
from typing import Any

import pytest

from afterfit.callbacks import TrainingHistory
from afterfit.errors import InputError
from afterfit.readers import read_history_csv
from afterfit.readers.training_logs import read_training_logs
from tests.findings.sample_curves import healthy, overfit


def test_rows_are_afterfits_history(tmp_path: Path) -> None:
    history = TrainingHistory(tmp_path)
    for i in range(6):
        history.write(train_loss=2.0 / (1 + i), val_loss=2.1 / (1 + i), train_f1=0.1 * i)
    (log,) = read_training_logs([tmp_path])
    assert log.kind == "afterfit history"
    values = {one.name: one.values.tolist() for one in log.series}
    assert values["val_loss"] == [2.1 / (1 + i) for i in range(6)]
    assert values["train_f1"][-1] == 0.5
    assert all(seconds >= 0 for seconds in values["seconds"])
    assert "val_accuracy" not in values


def test_the_file_is_whole_after_every_epoch(tmp_path: Path) -> None:
    history = TrainingHistory(tmp_path)
    for i in range(3):
        values: dict[str, Any] = {"odd, name": 2.0} if i else {}
        history.write(train_loss=1.0, **values)
        assert len(read_history_csv(tmp_path / "history.csv")) == i + 1
    odd = read_history_csv(tmp_path / "history.csv").series["odd, name"]
    assert math.isnan(odd[0])
    assert odd[1:].tolist() == [2.0, 2.0]
    assert [path.name for path in tmp_path.iterdir()] == ["history.csv"]


def test_a_resumed_training_goes_on_and_a_new_one_begins_anew(tmp_path: Path) -> None:
    first = TrainingHistory(tmp_path)
    for loss in (3.0, 2.0, 1.0):
        first.write(train_loss=loss)
    TrainingHistory(tmp_path).write(epoch=3, train_loss=9.0)
    kept = read_history_csv(tmp_path / "history.csv")
    assert kept.series["train_loss"].tolist() == [3.0, 2.0, 9.0]
    again = TrainingHistory(tmp_path)
    assert again.n_epochs == 3
    again.write(train_loss=5.0)
    again.write(train_loss=4.0)
    assert read_history_csv(tmp_path / "history.csv").series["train_loss"].tolist() == [5.0, 4.0]


def test_a_verdict_that_stands_stops(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    columns = overfit()
    history = TrainingHistory(tmp_path, stop_on=("LC001",))
    with caplog.at_level(logging.WARNING, "afterfit"):
        for row in zip(*columns.values(), strict=True):
            history.write(**dict(zip(columns, row, strict=True)))
            if history.should_stop:
                break
    assert 22 < history.n_epochs < 50  # the evaluation loss turns at epoch 21
    assert history.reason is not None
    assert history.reason.code == "LC001"
    assert "Stopping on LC001: val_loss is best at epoch" in caplog.text


def test_a_healthy_training_is_not_stopped(tmp_path: Path) -> None:
    columns = healthy()
    history = TrainingHistory(tmp_path, stop_on=("LC001", "LC008", "LC014"))
    for row in zip(*columns.values(), strict=True):
        history.write(**dict(zip(columns, row, strict=True)))
        assert not history.should_stop


def test_tensors_of_one_are_numbers(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    TrainingHistory(tmp_path).write(train_loss=torch.tensor(0.5), val_loss=torch.tensor([0.25]))
    values = read_history_csv(tmp_path / "history.csv").series
    assert (values["train_loss"][0], values["val_loss"][0]) == (0.5, 0.25)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"train_loss": "low"}, "train_loss must be a number or a tensor of one, got str"),
        ({"train_loss": [1.0, 2.0]}, "train_loss must be a number or a tensor of one, got list"),
        ({"train_loss": None}, "train_loss must be a number or a tensor of one, got NoneType"),
        ({"epoch": 0}, "epoch must be a whole number from 1, got 0"),
        ({"epoch": 1.5}, r"epoch must be a whole number from 1, got 1\.5"),
    ],
)
def test_what_is_no_number_is_refused(tmp_path: Path, values: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        TrainingHistory(tmp_path).write(**values)  # type: ignore[arg-type]
    assert not (tmp_path / "history.csv").exists()


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("LC01",), r"stop_on: 'LC01' is no finding on learning curves \(did you mean 'LC01"),
        (("CL001",), "there are LC001 to LC015"),
        ("LC001", "must be a sequence of codes"),
    ],
)
def test_a_code_that_is_not_known_is_refused(tmp_path: Path, codes: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        TrainingHistory(tmp_path, stop_on=codes)
