from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.datasets import SplitPlan
from afterfit.datasets.layout import Layout
from afterfit.datasets.splits import Share, share_out, split_recordings
from afterfit.errors import InputError
from afterfit.records import SPLITS


def layout(**files: int) -> Layout:
    """Return classes with that many recordings, in a folder that has no annotation lists."""
    sources = tuple(f"{name}/{i}.csv" for name, n in files.items() for i in range(n))
    return Layout(Path("/nowhere/classes"), tuple(files), sources, ())


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, (0.6, 0.3, 0.1), [6, 3, 1]),
        (100, (0.6, 0.3, 0.1), [60, 30, 10]),
        (3, (0.6, 0.3, 0.1), [1, 1, 1]),
        (4, (0.6, 0.3, 0.1), [2, 1, 1]),
        (2, (0.6, 0.3, 0.1), [1, 1, 0]),
        (1, (0.6, 0.3, 0.1), [1, 0, 0]),
        (5, (0.8, 0.0, 0.2), [4, 0, 1]),
        (2, (0.9, 0.0, 0.1), [1, 0, 1]),
        (7, (100, 100, 5), [3, 3, 1]),
    ],
)
def test_share_out(total: int, weights: tuple[float, ...], parts: list[int]) -> None:
    assert share_out(total, weights) == parts


@given(
    total=st.integers(0, 200),
    weights=st.lists(st.floats(0, 1), min_size=1, max_size=5).filter(lambda w: sum(w) > 0.01),
)
def test_share_out_is_complete_and_fair(total: int, weights: list[float]) -> None:
    parts = share_out(total, weights)
    positive = [part for part, weight in zip(parts, weights, strict=True) if weight > 0]
    assert sum(parts) == total
    assert min(parts) >= 0
    assert total < len(positive) or min(positive) >= 1
    quotas = [total * weight / sum(weights) for weight in weights]
    gaps = [abs(part - quota) for part, quota in zip(parts, quotas, strict=True)]
    assert max(gaps) < len(weights)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 12), min_size=1), st.integers(0, 99))
def test_each_recording_is_in_one_split(files: dict[str, int], seed: int) -> None:
    split = split_recordings(layout(**files), SplitPlan(seed=seed))
    assert Counter(share.source for share in split.shares) == Counter(layout(**files).sources)
    for name, n in files.items():
        mine = Counter(share.split for share in split.shares if share.source.startswith(name))
        assert [mine[each] for each in SPLITS] == share_out(n, (0.6, 0.3, 0.1))
        assert any(f"class {name!r}" in note for note in split.notes) == (n < 3)


def test_the_seed_decides_and_the_order_is_shuffled() -> None:
    files = layout(a=30)
    first, again = (split_recordings(files, SplitPlan(seed=1)).shares for _ in range(2))
    assert first == again
    assert first != split_recordings(files, SplitPlan(seed=2)).shares
    train = [share.source for share in first if share.split == "train"]
    assert sorted(train) != sorted(files.sources[:18])


def test_too_few_recordings_are_noted() -> None:
    (note,) = split_recordings(layout(a=1, b=3), SplitPlan()).notes
    assert note.startswith("class 'a' has 1 recording, so none is left for validation and test")


def test_within_files_cuts_each_recording_in_order() -> None:
    shares = split_recordings(layout(a=1), SplitPlan("within_files")).shares
    assert [(share.split, share.rows(10)) for share in shares] == [
        ("train", slice(0, 6)),
        ("validation", slice(6, 9)),
        ("test", slice(9, 10)),
    ]


@given(st.integers(0, 5000), st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)))
def test_the_parts_of_a_recording_cover_it_without_overlap(
    n_rows: int, weights: tuple[int, int, int]
) -> None:
    a, b, c = (weight / sum(weights) for weight in weights)
    shares = split_recordings(layout(a=1), SplitPlan("within_files", (a, b, c))).shares
    rows = [row for share in shares for row in range(n_rows)[share.rows(n_rows)]]
    assert rows == list(range(n_rows))


def test_max_num_files_keeps_every_class() -> None:
    split = split_recordings(layout(a=20, b=20, c=1), SplitPlan(max_num_files=5))
    assert Counter(share.source[0] for share in split.shares) == {"a": 2, "b": 2, "c": 1}
    assert split.notes[0] == "5 of 41 recordings are used (dataset -> max_num_files)"


def test_max_num_files_below_the_number_of_classes() -> None:
    with pytest.raises(InputError, match="max_num_files: must be at least 3"):
        split_recordings(layout(a=2, b=2, c=2), SplitPlan(max_num_files=2))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"split_type": "within_file"}, r"split_type: .*did you mean 'within_files'"),
        ({"factors": (0.6, 0.3, 0.2)}, r"split_factor: must be three shares"),
        ({"factors": (1.2, -0.3, 0.1)}, r"split_factor: must be three shares"),
        ({"factors": (0.5, 0.5)}, r"split_factor: must be three shares"),
    ],
)
def test_impossible_plans(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"dataset -> {message}"):
        SplitPlan(**settings)


def test_a_share_without_bounds_is_the_whole_recording() -> None:
    assert Share("a/0.csv", "train").rows(7) == slice(0, 7)
