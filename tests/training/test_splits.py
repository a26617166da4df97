from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.training.splits import balanced_weights, checked_splits, shuffled_batches

X = np.ones((4, 2, 8, 1), dtype=np.float32)
Y = np.array([0, 1, 0, 1])
EMPTY = (np.zeros((0, 2, 8, 1)), np.zeros(0))


def with_nan() -> NDArray[np.float32]:
    values = X.copy()
    values[2, 1, 3, 0] = np.nan
    return values


@pytest.mark.parametrize("X_empty", [EMPTY[0], np.zeros(0), []], ids=["shaped", "flat", "list"])
def test_an_empty_validation_split_is_fine(X_empty: Any) -> None:
    train, validation = checked_splits((X, Y), (X_empty, []), n_classes=2)
    assert (len(train), len(validation)) == (4, 0)


@pytest.mark.parametrize(
    ("train", "validation", "n_classes", "message"),
    [
        ((X[..., 0], Y), EMPTY, 2, r"train: X must have shape .* got \(4, 2, 8\) and \(4,\)"),
        ((X, Y[:3]), EMPTY, 2, r"train: .* y shape \(n,\)"),
        ((X, Y), (X[:, :, :5], Y), 2, r"validation: .* shape \(2, 8, 1\), got \(2, 5, 1\)"),
        ((X[:, :, :0], Y), EMPTY, 2, r"at least 1 channel and 1 feature, got \(2, 0, 1\)"),
        ((X, Y + 1), EMPTY, 2, "train: y must be class indices from 0 to 1, got .* 1 to 2"),
        ((X, Y), (X, Y - 1), 2, "validation: y must be class indices from 0 to 1"),
        ((X, Y + 0.5), EMPTY, 2, "y must be class indices, integers, got float64"),
        ((with_nan(), Y), EMPTY, 2, "1 of 4 windows are not, the first is window 2"),
        ((X[:1], Y[:1]), EMPTY, 2, "at least 2 windows, the train split has 1"),
        ((X, Y * 0), EMPTY, 1, "at least 2 classes, got 1"),
    ],
    ids=[
        "three axes",
        "labels missing",
        "other width",
        "no features",
        "class too high",
        "class below 0",
        "float labels",
        "nan",
        "one window",
        "one class",
    ],
)
def test_unusable_data_is_refused(
    train: tuple[Any, Any], validation: tuple[Any, Any], n_classes: int, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        checked_splits(train, validation, n_classes)


@given(st.integers(2, 60), st.integers(2, 20), st.integers(0, 5), st.integers(1, 9))
def test_every_row_comes_once_and_no_batch_is_of_one(
    n: int, batch_size: int, seed: int, epoch: int
) -> None:
    batches = list(shuffled_batches(n, batch_size, seed, epoch))
    again = list(shuffled_batches(n, batch_size, seed, epoch))
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))
    assert all(2 <= len(rows) <= batch_size + 1 for rows in batches)
    assert all((a == b).all() for a, b in zip(batches, again, strict=True))


def test_each_epoch_has_its_own_order() -> None:
    first, second = (next(shuffled_batches(50, 50, 42, epoch)) for epoch in (1, 2))
    assert first.tolist() != second.tolist()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_balanced_weights_agree_with_scikit_learn(labels: list[int]) -> None:
    from sklearn.utils.class_weight import compute_class_weight

    y = np.array(labels)
    present = np.unique(y)
    ours = balanced_weights(y, n_classes=4)
    assert ours[present] == pytest.approx(compute_class_weight("balanced", classes=present, y=y))
    assert ours.sum() == pytest.approx(ours[present].sum())
