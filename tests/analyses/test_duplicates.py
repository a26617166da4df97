from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.duplicates import find_duplicate_windows
from afterfit.errors import InputError
from afterfit.records import Windows


def windows(split: str, kinds: Sequence[int], labels: Sequence[int] | None = None) -> Windows:
    """Return windows of 2 channels and 4 steps; equal kinds hold equal values, 0 is silence."""
    base = np.arange(8, dtype=np.float32).reshape(2, 4)
    n = len(kinds)
    return Windows(
        values=np.array([base * kind for kind in kinds], dtype=np.float32).reshape(n, 2, 4),
        channel_names=("x", "y"),
        class_names=("off", "on"),
        y_true=np.array(labels or [0] * n),
        source=np.arange(n),
        source_names=tuple(f"{split}_{index}.csv" for index in range(n)),
        offset=np.arange(n) * 10,
        split=split,
    )


def test_a_window_that_was_trained_on_is_found_with_its_places() -> None:
    found = find_duplicate_windows([windows("train", [1, 2, 2]), windows("test", [3, 2])])

    assert found.n_groups == 1
    places = [(place.split, place.source, place.offset) for place in found.groups[0].places]
    assert places == [
        ("train", "train_1.csv", 10),
        ("train", "train_2.csv", 20),
        ("test", "test_1.csv", 10),
    ]
    shared = {(row.split, row.other): row.n_shared for row in found.overlaps}
    assert shared == {("train", "test"): 2, ("test", "train"): 1}
    assert found.n_repeated_within == (1, 0)
    assert found.n_samples == (3, 2)


def test_silence_is_marked_and_different_labels_are_counted() -> None:
    found = find_duplicate_windows([windows("train", [0, 0, 5, 5], [0, 1, 0, 0])])

    assert [group.constant for group in found.groups] == [True, False]
    assert found.n_conflicting == 1


def test_groups_across_splits_come_first_and_the_rest_is_counted() -> None:
    splits = [windows("train", [1, 1, 1, 2]), windows("test", [2, 4])]
    found = find_duplicate_windows(splits, max_groups=1)

    assert [place.split for place in found.groups[0].places] == ["train", "test"]
    assert (found.n_groups, found.max_groups) == (2, 1)


def test_minus_zero_is_zero() -> None:
    one, other = windows("train", [0]), windows("test", [0])
    object.__setattr__(other, "values", -other.values)

    assert find_duplicate_windows([one, other]).n_groups == 1


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_counts_equal_a_loop(train: list[int], test: list[int]) -> None:
    found = find_duplicate_windows([windows("train", train), windows("test", test)])

    shared = {row.split: row.n_shared for row in found.overlaps}
    assert shared["test"] == sum(kind in train for kind in test)
    assert shared["train"] == sum(kind in test for kind in train)
    assert found.n_repeated_within == (len(train) - len(set(train)), len(test) - len(set(test)))
    both = train + test
    assert found.n_groups == sum(both.count(kind) > 1 for kind in set(both))


def test_one_split_twice_is_refused() -> None:
    with pytest.raises(InputError, match="each split must come once"):
        find_duplicate_windows([windows("test", [1]), windows("test", [1])])
