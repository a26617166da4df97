from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.datasets import DataSet, FeatureChain, SplitPlan, feature_chain, read_windows
from afterfit.datasets.splits import share_out
from afterfit.errors import InputError
from afterfit.records import SPLITS

Rows = NDArray[np.float64]
WriteDataset = Callable[[Mapping[str, Sequence[Rows]]], Path]

SLIDING = ("SimpleWindow",)


def ramp(n_rows: int, start: float = 0.0) -> Rows:
    """Return two columns whose values tell the row: start + row, and its negative."""
    rows = start + np.arange(n_rows, dtype=np.float64)
    return np.stack([rows, -rows], axis=1)


def windows_by_source(data: DataSet) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for split, windows in data.splits.items():
        for source, offset in zip(windows.source, windows.offset, strict=True):
            found.setdefault(windows.source_names[source], []).append((split, int(offset)))
    return found


def test_a_data_set_end_to_end(write_dataset: WriteDataset) -> None:
    root = write_dataset(
        {
            "walking": [ramp(10, 1000 * i) for i in range(10)],
            "resting": [ramp(10, -1000 * i) for i in range(10)],
        }
    )
    chain = FeatureChain(SLIDING, frame_size=4, stride_size=0.5, variables=2)
    data = read_windows(root, chain, SplitPlan())
    assert data.notes == ()
    assert [len(data.splits[split]) for split in SPLITS] == [48, 24, 8]
    for split, windows in data.splits.items():
        assert (windows.split, windows.values.dtype.name) == (split, "float32")
        assert windows.class_names == ("resting", "walking")
        assert windows.channel_names == ("column 1", "column 2")
        assert windows.source_names[2] == "resting/rec_2.csv"
        assert windows.source_names is data.splits["train"].source_names
        for i in range(len(windows)):
            name = windows.source_names[windows.source[i]]
            number = int(name.removesuffix(".csv")[-1])
            start = (1000 if "walking" in name else -1000) * number + windows.offset[i]
            assert windows.class_names[windows.y_true[i]] == name.split("/")[0]
            np.testing.assert_array_equal(windows.values[i], ramp(4, start).T)


def test_downsampling_keeps_offsets_in_rows_of_the_file(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(20)]})
    chain = FeatureChain(("Downsample",), sampling_rate=100, new_sr=33, frame_size=2)
    windows = read_windows(root, chain, SplitPlan()).splits["train"]
    assert windows.offset.tolist() == [0, 6, 12]
    assert windows.values[:, 0].tolist() == [[0, 3], [6, 9], [12, 15]]


def test_a_sample_spans_all_of_its_frames(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(12)]})
    changes = {"num_frame_concat": 3, "data_proc_transforms": ["SimpleWindow"], "stride_size": 0.5}
    chain = feature_chain(None, {"frame_size": 4, "feat_ext_transform": ["CONCAT"], **changes})
    windows = read_windows(root, chain, SplitPlan()).splits["train"]
    assert windows.values.shape == (3, 1, 8)
    assert windows.offset.tolist() == [0, 2, 4]
    assert windows.values[2, 0].tolist() == [4, 5, 6, 7, 8, 9, 10, 11]


def test_raw_values_are_not_scaled(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(2)]})
    windows = read_windows(root, FeatureChain(frame_size=2, scale=4), SplitPlan()).splits["train"]
    assert windows.values.ravel().tolist() == [0, 1]


def test_within_files_never_crosses_the_cut(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(100)], "b": [ramp(100)]})
    chain = FeatureChain(SLIDING, frame_size=5, stride_size=0.2)
    data = read_windows(root, chain, SplitPlan("within_files"))
    bounds = {"train": (0, 60), "validation": (60, 90), "test": (90, 100)}
    for split, (first, end) in bounds.items():
        starts = data.splits[split].offset
        assert (starts.min(), starts.max()) == (first, end - 5)
        assert len(starts) == 2 * (end - first - 4)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lengths=st.lists(st.integers(3, 12), min_size=2, max_size=8),
    frame_size=st.integers(1, 3),
    within=st.booleans(),
    seed=st.integers(0, 99),
)
def test_no_two_splits_share_a_row(
    tmp_path_factory: pytest.TempPathFactory,
    lengths: list[int],
    frame_size: int,
    within: bool,
    seed: int,
) -> None:
    # divided, the longest recording must still hold a window; else see the test below
    assume(not within or share_out(max(lengths), (0.6, 0.3, 0.1))[0] >= frame_size)
    root = tmp_path_factory.mktemp("data")
    for i, length in enumerate(lengths):
        folder = root / "classes" / "ab"[i % 2]
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / f"{i}.npy", np.arange(length, dtype=np.float64))
    plan = SplitPlan("within_files" if within else "amongst_files", seed=seed)
    chain = FeatureChain(SLIDING, frame_size=frame_size, stride_size=0.5)
    for starts in windows_by_source(read_windows(root, chain, plan)).values():
        owner: dict[int, str] = {}
        for split, start in starts:
            for row in range(start, start + frame_size):
                assert owner.setdefault(row, split) == split
        assert within or len({split for split, _ in starts}) == 1


def test_recordings_that_hold_no_window_once_divided(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(3)], "b": [ramp(3)]})
    chain = FeatureChain(SLIDING, frame_size=2, stride_size=0.5)
    with pytest.raises(InputError, match=r"3 rows, divided by within_files; choose a smaller"):
        read_windows(root, chain, SplitPlan("within_files"))


def test_short_files_and_missing_classes_are_noted(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(8)] * 3, "b": [ramp(8), ramp(3)]})
    data = read_windows(root, FeatureChain(frame_size=4), SplitPlan())
    text = "\n".join(data.notes)
    assert "class 'b' has 2 recordings, so none is left for test" in text
    assert "has no window, since a sample needs 4 rows: b/rec_1.csv (3 rows)" in text
    assert "the split test has no windows of b" in text
    assert data.splits["train"].source_names[-1] == "b/rec_1.csv"


def test_an_empty_split_has_no_windows_and_a_note(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(8)]})
    data = read_windows(root, FeatureChain(frame_size=4), SplitPlan())
    assert data.splits["test"].values.shape == (0, 1, 4)
    assert "the split test has no windows" in data.notes


def test_lists_decide_which_files_are_read(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(4)] * 4})
    (root / "annotations").mkdir()
    for split, number in (("train", 0), ("val", 1), ("test", 2)):
        path = root / "annotations" / f"instances_{split}_list.txt"
        path.write_text(f"a/rec_{number}.csv\n")
    (root / "classes/a/rec_3.csv").write_text("not,read\n")
    data = read_windows(root, FeatureChain(frame_size=4), SplitPlan())
    assert data.splits["test"].source_names == ("a/rec_0.csv", "a/rec_1.csv", "a/rec_2.csv")
    assert data.splits["test"].source.tolist() == [2]
    assert data.notes == ("no list names 1 of 4 recordings: a/rec_3.csv",)


def test_windows_longer_than_every_file(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(5), ramp(9)], "b": [ramp(7)]})
    with pytest.raises(InputError) as caught:
        read_windows(root, FeatureChain(frame_size=10), SplitPlan())
    assert str(caught.value) == (
        "data_processing_feature_extraction -> frame_size: a sample needs 10 rows, but the longest "
        "of 3 recordings, a/rec_1.csv, has 9 rows; choose a smaller frame_size (now 10) or record "
        "longer"
    )


@pytest.mark.parametrize(
    ("settings", "plan", "words"),
    [
        (
            {"frame_size": 4, "num_frame_concat": 3, "feat_ext_transform": ["CONCAT"]},
            SplitPlan(),
            "12 rows in 3 frames of 4",
        ),
        ({"frame_size": 8}, SplitPlan("within_files"), "9 rows, divided by within_files"),
        (
            {"frame_size": 8, "data_proc_transforms": ["Downsample"], "sampling_rate": 2},
            SplitPlan(),
            "8 rows after keeping one row in 2",
        ),
    ],
    ids=["frames", "within files", "downsampled"],
)
def test_why_no_window_fits(
    write_dataset: WriteDataset, settings: dict[str, Any], plan: SplitPlan, words: str
) -> None:
    root = write_dataset({"a": [ramp(9)]})
    with pytest.raises(InputError, match=words):
        read_windows(root, feature_chain(None, settings), plan)


def test_differing_column_counts_name_both_files(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(4), ramp(4)[:, :1]]})
    message = r"a/rec_1\.csv: has 1 columns without time, but .*a/rec_0\.csv has 2"
    with pytest.raises(InputError, match=message):
        read_windows(root, FeatureChain(frame_size=2), SplitPlan())


def test_columns_named_in_another_order_are_noted(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "0.csv").write_text("ax,ay\n1,2\n")
    (folder / "1.csv").write_text("ay,ax\n2,1\n")
    by_place = read_windows(tmp_path, FeatureChain(variables=2), SplitPlan())
    assert any("names them differently than a/0.csv (ax, ay): a/1.csv" in n for n in by_place.notes)
    by_name = read_windows(tmp_path, FeatureChain(variables=("ax", "ay")), SplitPlan())
    values = np.concatenate([windows.values for windows in by_name.splits.values()])
    assert values.squeeze().tolist() == [[1, 2], [1, 2]]
    assert not any("them differently" in note for note in by_name.notes)


def test_text_in_a_cell_names_file_line_and_column(write_dataset: WriteDataset) -> None:
    root = write_dataset({"a": [ramp(4)]})
    (root / "classes/a/rec_0.csv").write_text("x,y\n1,2\n3,four\n")
    message = r"classes/a/rec_0\.csv, line 3, column 2 \('y'\): 'four' is not a number"
    with pytest.raises(InputError, match=message):
        read_windows(root, FeatureChain(variables=2), SplitPlan())
