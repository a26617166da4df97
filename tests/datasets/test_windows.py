from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.datasets import FeatureChain, feature_chain
from afterfit.datasets.windows import fill_windows, window_starts

CONCAT = {"feat_ext_transform": ["CONCAT"]}
SLIDING = {"data_proc_transforms": ["SimpleWindow"]}


@pytest.mark.parametrize(
    ("n_rows", "settings", "starts"),
    [
        (10, {"frame_size": 4}, [0, 4]),
        (10, {"frame_size": 4, "stride_size": 0.5, **SLIDING}, [0, 2, 4, 6]),
        (10, {"frame_size": 4, "stride_size": 0.1, **SLIDING}, [0, 4]),
        (4, {"frame_size": 4}, [0]),
        (3, {"frame_size": 4}, []),
        (0, {"frame_size": 4}, []),
        (12, {"frame_size": 2, "num_frame_concat": 3, **CONCAT}, [0, 2, 4, 6]),
        (5, {"frame_size": 2, "num_frame_concat": 3, **CONCAT}, []),
        (18, {"frame_size": 2, "num_frame_concat": 3, "frame_skip": 3, **CONCAT}, [2, 8]),
        (10, {"frame_size": 2, "frame_skip": 2, **CONCAT}, [0, 4, 8]),
        (10, {"frame_size": 4, "offset": 2}, [0, 2, 4, 6]),
        (10, {"frame_size": 4, "offset": 3}, [0, 3, 4]),
    ],
    ids=[
        *("back to back", "half overlap", "stride below a row", "one frame", "too short", "empty"),
        *("three frames slide by one", "too short for three", "skip: last frame 3 and 6"),
        *("skip: single frames", "offset", "odd offset"),
    ],
)
def test_starts(n_rows: int, settings: dict[str, Any], starts: list[int]) -> None:
    assert window_starts(n_rows, feature_chain(None, settings)).tolist() == starts


def reference_starts(n_rows: int, chain: FeatureChain) -> set[int]:
    """Return the starts by walking over the frames of each shift, as the definition says."""
    starts = set()
    for shift in range(0, chain.stride, chain.offset or chain.stride):
        frames = []
        first = shift
        while first + chain.frame_size <= n_rows:
            frames.append(first)
            first += chain.stride
        for last in range(chain.n_frames - 1, len(frames)):
            if last % chain.frame_skip == 0:
                starts.add(frames[last - chain.n_frames + 1])
    return starts


chains = st.builds(
    FeatureChain,
    data_proc_transforms=st.sampled_from([(), ("SimpleWindow",)]),
    feat_ext_transform=st.just(("CONCAT",)),
    frame_size=st.integers(1, 12),
    stride_size=st.floats(0.05, 1.5),
    num_frame_concat=st.integers(1, 4),
    frame_skip=st.integers(1, 4),
    offset=st.integers(0, 6),
)


@given(n_rows=st.integers(0, 80), chain=chains)
def test_starts_follow_the_definition(n_rows: int, chain: FeatureChain) -> None:
    starts = window_starts(n_rows, chain).tolist()
    assert starts == sorted(reference_starts(n_rows, chain))


@given(n_rows=st.integers(1, 200), frame_size=st.integers(1, 20), share=st.floats(0.05, 1.0))
def test_all_rows_but_a_short_tail_are_covered(n_rows: int, frame_size: int, share: float) -> None:
    chain = FeatureChain(("SimpleWindow",), frame_size=frame_size, stride_size=share)
    starts = window_starts(n_rows, chain).tolist()
    covered = {row for start in starts for row in range(start, start + frame_size)}
    assert covered == set(range(max(covered) + 1 if covered else 0))
    assert n_rows - len(covered) < (chain.stride if starts else frame_size)


def test_windows_hold_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("afterfit.datasets.windows._AT_ONCE", 2)
    rows = np.arange(20.0).reshape(10, 2)
    windows = np.empty((3, 2, 4), np.float32)
    fill_windows(windows, rows, np.array([0, 3, 6]))
    for window, start in zip(windows, (0, 3, 6), strict=True):
        assert np.array_equal(window, rows[start : start + 4].T)
