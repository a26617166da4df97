import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.pipeline.choose_window import Candidates, choose_window
from afterfit.records import Predictions, Windows

WINDOWS = Windows(
    values=np.zeros((6, 1, 2), np.float32),
    channel_names=("x",),
    class_names=("idle", "fault"),
    y_true=np.array([0, 0, 0, 1, 1, 1]),
    source=np.array([0, 0, 1, 2, 2, 3]),
    source_names=("idle/a.csv", "idle/b.csv", "fault/b.csv", "fault/d.csv"),
    offset=np.array([0, 20, 0, 0, 20, 0]),
    split="test",
)
P_FAULT = np.array([0.1, 0.7, 0.52, 0.2, 0.8, 0.7])
SAID = Predictions.of_windows(WINDOWS, np.column_stack([1 - P_FAULT, P_FAULT]), "int8")
TRAIN = Predictions(
    class_names=("idle", "fault"),
    y_true=np.zeros(1, np.int64),
    scores=np.array([[1.0, 0.0]]),
    source=np.zeros(1, np.int64),
    source_names=("idle/t.csv",),
    offset=np.array([40]),
    variant="int8",
    split="train",
)
CANDIDATES = Candidates(WINDOWS, "int8", lambda: SAID, lambda: (TRAIN,))


@pytest.mark.parametrize(
    ("wish", "row", "why"),
    [
        ("4", 4, "named"),
        ("idle/a.csv@20", 1, "named"),
        ("a.csv@20", 1, "named"),
        ("fault/b.csv@20", 4, "named"),
        ("most-confident-error", 3, "most confident error of int8"),
        ("least-sure", 2, "answer that int8 is least sure of"),
        ("typical", 4, "most typical right answer of int8"),
    ],
    ids=["row", "whole path", "its end", "one of two ends", "error", "unsure", "typical"],
)
def test_the_window_that_is_meant(wish: str, row: int, why: str) -> None:
    found = choose_window(wish, CANDIDATES)
    assert (found.index, found.why) == (row, why)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("6", "the test split has windows 0 to 5, got 6"),
        ("idel/a.csv@0", "no window 'idel/a.csv@0' in the test split (did you mean 'idle/a.csv'?)"),
        ("typicle", "(did you mean 'typical'?); expected RECORDING@OFFSET, a number, or one of"),
        ("b.csv@0", "2 recordings of the test split end in 'b.csv': idle/b.csv, fault/b.csv"),
        ("a.csv@13", "no test window of idle/a.csv starts at '13' (did you mean 'idle/a.csv@20'?)"),
        ("a.csv@", "starts at 'no row' (did you mean 'idle/a.csv@0'?); they start at 0, 20"),
        ("idle/t.csv@40", "is a window of train; windows of the test split can be chosen"),
    ],
    ids=["row", "recording", "wish", "two ends", "offset", "no offset", "another split"],
)
def test_an_unknown_window_names_what_there_is(wish: str, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        choose_window(wish, CANDIDATES)
    assert str(refusal.value).startswith("--sample: ")
    assert said in str(refusal.value)


def test_many_offsets_are_counted_not_listed() -> None:
    many = WINDOWS.at(np.zeros(11, np.int64))
    with pytest.raises(InputError, match=r"0, 0, 0, 0, 0, 0, 0, 0 and 3 more$"):
        choose_window("a.csv@1", Candidates(many, "int8", lambda: None))


def test_a_wish_without_predictions_says_how_to_name_a_window() -> None:
    with pytest.raises(
        InputError, match=r"the run kept none .*; name a window as RECORDING@OFFSET"
    ):
        choose_window("typical", Candidates(WINDOWS, "int8", lambda: None))
