from dataclasses import replace

import numpy as np
import pytest

from afterfit.datasets import window_attributes
from afterfit.records import ImageLayout, Windows


def windows_of(
    values: object, offset: list[int], source: list[int] | None = None, split: str = "test"
) -> Windows:
    array = np.asarray(values, dtype=np.float32)
    n = len(array)
    return Windows(
        values=array,
        channel_names=tuple(f"ch{place}" for place in range(array.shape[1])),
        class_names=("idle",),
        y_true=np.zeros(n, dtype=np.int64),
        source=np.array(source or [0] * n),
        source_names=("a.csv", "b.csv"),
        offset=np.array(offset),
        split=split,
    )


STEPS = np.arange(32)
SLOW, FAST = np.sin(2 * np.pi * STEPS / 16), np.sin(2 * np.pi * STEPS * 7 / 16)
HELD = np.repeat([1.0, -1.0], 16)


def test_each_attribute_is_what_it_says() -> None:
    found = window_attributes(
        {"test": windows_of([[SLOW, SLOW], [3 * FAST, FAST], [HELD, HELD]], [0, 30, 40], [0, 0, 1])}
    )["test"]

    assert found["attr_rms_sensor_units"] == pytest.approx([0.5**0.5, 2.5**0.5, 1], rel=1e-5)
    assert found["attr_high_frequency_share"][:2] == pytest.approx([0, 1], abs=1e-5)
    assert found["attr_channel_spread_ratio"] == pytest.approx([0, 0.5, 0], abs=1e-5)
    assert found["attr_flat_share"] == pytest.approx([0, 0, 30 / 31])
    assert found["attr_position_share"] == pytest.approx([0, 1, 1])
    assert found["attr_recording_windows"].tolist() == [2, 2, 1]


def test_a_recording_in_two_splits_is_one() -> None:
    found = window_attributes(
        {
            "train": windows_of([[SLOW], [FAST]], [0, 10], split="train"),
            "test": windows_of([[HELD], [FAST], [SLOW]], [20, 40, 0], [0, 0, 1]),
        }
    )

    assert found["train"]["attr_position_share"].tolist() == [0, 0.25]
    assert found["test"]["attr_position_share"][:2].tolist() == [0.5, 1]
    assert found["test"]["attr_recording_windows"].tolist() == [4, 4, 1]
    assert found["train"].keys() == found["test"].keys()


def test_a_single_window_of_a_recording_has_no_place() -> None:
    values = window_attributes({"test": windows_of([[SLOW], [FAST], [HELD]], [0, 9, 0], [0, 0, 1])})

    assert np.isnan(values["test"]["attr_position_share"][2])


def test_silence_has_neither_frequency_nor_spread() -> None:
    windows = windows_of([[0 * SLOW, 0 * SLOW], [SLOW, FAST], [SLOW, 2 * FAST]], [0, 1, 2])
    found = window_attributes({"test": windows})["test"]

    assert np.isnan(found["attr_high_frequency_share"][0])
    assert np.isnan(found["attr_channel_spread_ratio"][0])


def test_columns_without_a_difference_are_left_out() -> None:
    found = window_attributes({"test": windows_of([[SLOW], [FAST]], [0, 0], [0, 1])})["test"]

    assert set(found) == {"attr_high_frequency_share"} | (set(found) & {"attr_rms_sensor_units"})


def test_images_have_no_frequencies() -> None:
    windows = replace(windows_of([[SLOW], [HELD]], [0, 1]), layout=ImageLayout(4, 8))

    assert "attr_high_frequency_share" not in window_attributes({"test": windows})["test"]


def test_a_split_without_windows() -> None:
    empty = windows_of(np.zeros((0, 1, 32)), [], split="train")
    found = window_attributes({"train": empty, "test": windows_of([[SLOW], [HELD]], [0, 1])})

    assert found["train"]["attr_flat_share"].shape == (0,)
