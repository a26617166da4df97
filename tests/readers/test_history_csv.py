import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.errors import InputError
from afterfit.readers import HISTORY_COLUMNS, best_epoch, read_history_csv


def write(folder: Path, text: str) -> Path:
    path = folder / "history.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_columns_and_finds_the_best_epoch(tmp_path: Path) -> None:
    rows = ["1,0.9,0.5,0.8,0.6,0.1,2.5", "2,0.5,0.7,0.7,0.7,0.05,2.25"]
    history = read_history_csv(write(tmp_path, "\n".join([",".join(HISTORY_COLUMNS), *rows])))
    assert history.epochs.tolist() == [1, 2]
    assert tuple(history.series) == HISTORY_COLUMNS[1:]
    assert history.series["seconds"].tolist() == [2.5, 2.25]
    assert history.best_epoch == 2


def test_empty_cells_and_nan_are_nan_and_other_columns_are_kept(tmp_path: Path) -> None:
    history = read_history_csv(write(tmp_path, "epoch,lr,my_metric\n1,,nan\n2,0.1,-3e-2\n"))
    assert np.isnan(history.series["lr"]).tolist() == [True, False]
    assert np.isnan(history.series["my_metric"]).tolist() == [True, False]
    assert history.best_epoch is None


def test_a_header_alone_is_a_history_of_no_epochs(tmp_path: Path) -> None:
    history = read_history_csv(write(tmp_path, "epoch,train_loss\n"))
    assert (len(history), history.best_epoch) == (0, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "got nothing"),
        ("loss,acc\n1,2\n", "'epoch' among them, got loss, acc"),
        ("epoch,a,a\n1,2,3\n", "each once"),
        ("epoch,loss\n1,0.5\n2\n", "row 3 has 1 cells, expected 2"),
        ("epoch,loss\n1,low\n", "row 2, column 'loss': expected a number, got 'low'"),
        ("epoch,loss\n1.5,1\n", "row 2, column 'epoch': expected a whole number, got 1.5"),
        ("epoch,loss\nnan,1\n", "row 2, column 'epoch': expected a whole number, got nan"),
    ],
    ids=["empty", "no epoch", "twice", "short row", "text", "half an epoch", "nan epoch"],
)
def test_other_tables_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError, match=message) as caught:
        read_history_csv(path)
    assert str(path) in str(caught.value)


def test_missing_and_binary_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as a CSV file"):
        read_history_csv(tmp_path / "none.csv")
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read as a CSV file"):
        read_history_csv(binary)


NAN = math.nan


@pytest.mark.parametrize(
    ("series", "best"),
    [
        ({"val_accuracy": [0.5, 0.9, 0.7], "val_loss": [1, 2, 1]}, 2),
        ({"val_accuracy": [0.9, 0.9, 0.7], "val_loss": [0.4, 0.3, 0.1]}, 2),
        ({"val_accuracy": [0.7, 0.9, 0.9], "val_loss": [0.4, 0.3, 0.3]}, 2),
        (
            {
                "val_accuracy": [NAN] * 3,
                "val_loss": [NAN] * 3,
                "train_accuracy": [0.5, 0.6, 0.8],
                "train_loss": [1, 1, 1],
            },
            3,
        ),
        ({"val_accuracy": [0.2, 0.9, 0.9], "val_loss": [0.4, NAN, math.inf]}, 1),
        ({"val_accuracy": [0.2, 0.9, 0.9], "val_loss": [NAN, NAN, NAN]}, 2),
        ({"loss": [0.2, 0.1, 0.1]}, None),
    ],
    ids=[
        "highest accuracy",
        "tie: lower loss",
        "tie: earlier",
        "no validation",
        "diverged",
        "always diverged",
        "nothing to go by",
    ],
)
def test_best_epoch(series: dict[str, list[float]], best: int | None) -> None:
    assert best_epoch([1, 2, 3], series) == best


@given(st.lists(st.tuples(st.sampled_from([0.5, 0.75, 1.0]), st.floats(0, 3)), min_size=1))
def test_no_epoch_is_better_than_the_best(rows: list[tuple[float, float]]) -> None:
    epochs = list(range(1, len(rows) + 1))
    accuracies, losses = [row[0] for row in rows], [row[1] for row in rows]
    best = best_epoch(epochs, {"val_accuracy": accuracies, "val_loss": losses})
    assert best is not None
    accuracy, loss = rows[best - 1]
    assert accuracy == max(accuracies)
    assert loss == min(one for other, one in rows if other == accuracy)
    assert rows.index((accuracy, loss)) == best - 1
